import { isElement, isText, type HtmlElement, type HtmlNode } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { plainText, sameWords } from '../plain-text.ts';
import type { Survey } from '../survey.ts';
import { slugOf } from './site-part.ts';
import { headsOf, LONGEST, MOST_HEADINGS, tailsOf } from './title-words.ts';

/** A title in bold has so many words at least: fewer are a name or a label. */
const LEAST_WORDS = 3;
/** Without any other witness a line in bold is a title where the address has so much of it. */
const IN_SLUG = 0.6;
/** So much of the title element, where that goes on behind it. */
const IN_TAG = 0.6;
/** Where a line ends, */
const BREAK = /^(?:br|hr|p|div|table|ul|ol|dl|h[1-6]|blockquote|section|article|form|figure)$/;
/** and what may stand round bold letters in one that is nothing else. */
const DRESS = /^(?:b|strong|big|font|em|i|u|span|center)$/;

/**
 * A survey with the line in bold that is the page's title, where no heading is: old pages, and press offices that paste a letter below their
 * section's name, know no other. Who says so is the title element, what machines are told, the listing or the address.
 */
export function withBoldTitle(seen: Survey, url: string, cardTitle: string | undefined): Survey {
  const [first] = seen.bolds;
  if (first === undefined) return seen;
  const tag = seen.titleTag === undefined ? '' : plainText(textOf(seen.titleTag).slice(0, LONGEST));
  const told = [tag, seen.metas.get('og:title') ?? '', cardTitle ?? ''].map(sameWords);
  const behindColon = sameWords(/: (.+)$/s.exec(tag)?.[1] ?? '');
  const said = new Set(
    [...told, ...headsOf(tag), ...tailsOf(tag), behindColon].filter(
      (words) => words.split(' ').length >= LEAST_WORDS,
    ),
  );
  if (seen.headings.slice(0, MOST_HEADINGS).some((heading) => said.has(wordsOf(heading)))) return seen;
  const lines = seen.bolds.map(lineOf).filter((line) => line !== undefined);
  const found =
    lines.find((line) => said.has(wordsOf(line))) ??
    lines.find((line) => opensWith(told[0] ?? '', wordsOf(line))) ??
    (seen.headings.length === 0 ? lines.find((line) => isAddressed(line, url)) : undefined);
  return found === undefined ? seen : { ...seen, headings: [...seen.headings, found], boldTitle: found };
}

/** Whether a title element is a title and little more, without a mark between: "… LG #82". */
function opensWith(said: string, words: string): boolean {
  const isTitle = words.split(' ').length >= LEAST_WORDS && words.length >= said.length * IN_TAG;
  return isTitle && said.startsWith(`${words} `);
}

/** The words of an element, or none where there are more than a title has. */
function wordsOf(element: HtmlElement): string {
  const text = textOf(element);
  return text.length > LONGEST ? '' : sameWords(text);
}

/** The element that holds the bold words and nothing else, up to its block, where they have a line to themselves. */
function lineOf(bold: HtmlElement): HtmlElement | undefined {
  let at = bold;
  for (;;) {
    const { parent } = at;
    if (parent === null || !isElement(parent)) return undefined;
    if (!isEmptyUpToBreak(at.prev, 'prev') || !isEmptyUpToBreak(at.next, 'next')) return undefined;
    const isWhole = parent.children.every((node) => node === at || isBlank(node));
    if (!DRESS.test(parent.name)) return isWhole ? parent : at;
    // What dresses more than this line is none of it.
    if (!isWhole) return at;
    at = parent;
  }
}

function isEmptyUpToBreak(from: HtmlNode | null, to: 'prev' | 'next'): boolean {
  for (let node = from; node !== null; node = node[to]) {
    if (isElement(node) && BREAK.test(node.name)) return true;
    if (!isBlank(node)) return false;
  }
  return true;
}

function isBlank(node: HtmlNode): boolean {
  return isText(node) ? node.data.trim() === '' : isElement(node) && /^(?:br|img)$/.test(node.name);
}

function isAddressed(line: HtmlElement, url: string): boolean {
  const words = wordsOf(line).split(' ');
  const slug = slugOf(url);
  const long = words.filter((word) => word.length > 2);
  return (
    slug.size >= LEAST_WORDS &&
    long.length >= LEAST_WORDS &&
    long.filter((word) => slug.has(word)).length >= long.length * IN_SLUG
  );
}
