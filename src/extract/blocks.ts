import { isElement, type HtmlElement } from '../base/html.ts';
import type { Line } from './lines.ts';
import { partEnding } from './ending.ts';
import { isDateAlone, isDateline, isProse } from './noise.ts';
import { cutText, hasWords, sameWords } from './plain-text.ts';
import type { Block } from '../model/post.ts';

/** A post is cut here: ten times the longest case study seen. */
const LONGEST_TEXT = 200_000;
const LONGEST_BLOCK = 20_000;
/** What stands beside is shown to people, who need no more of it. */
const LONGEST_BESIDE = 20_000;
/** Lines below the title that may be about the post instead of in it. */
const PREAMBLE = 8;
/** A label is no longer than this. */
const LABEL = 40;
const STANDFIRST_CLASS =
  /(?:^|[\s_-])(?:standfirst|lede|lead|intro(?:duction)?|strapline|summary|excerpt|deck|dek|sub-?title|teaser-text)(?:$|[\s_-])/i;

/** The text of a post, and what stood beside it. */
export type BlocksAndBeside = { readonly blocks: readonly Block[]; readonly beside: readonly string[] };

/** Makes the blocks of a post of the lines it was found in: without datelines, its title, and whatever else came between or after them. */
export function toBlocks(
  lines: readonly Line[],
  { title, author }: { readonly title: string; readonly author?: string | undefined },
  now: Date,
): BlocksAndBeside {
  const { text: kept, beside } = partEnding(lines, author);
  const firstProse = kept.findIndex(isProse);
  const words = sameWords(title);
  const own = kept.filter((line, at) => {
    const isAbove = at < PREAMBLE && (firstProse < 0 || at <= firstProse);
    if ((line.kind === 'heading' || at < PREAMBLE) && hasWords(line.text, words)) return false;
    const isBare = isDangling(line, at, firstProse) || isApart(line, kept[firstProse]);
    return !((isAbove && (isDateline(line, now) || isBare)) || (at < PREAMBLE && saysWho(line, author, now)));
  });
  return { blocks: capped(withLede(own), LONGEST_TEXT), beside: besideText(beside) };
}

function besideText(lines: readonly Line[]): readonly string[] {
  const texts = lines.map(({ text }) => ({ text: cutText(text, LONGEST_BESIDE / 20) }));
  return capped(texts, LONGEST_BESIDE).map(({ text }) => text);
}

/** A short line above the first paragraph that is all link, such as the category of a post. */
function isDangling(line: Line, at: number, firstProse: number): boolean {
  return at < Math.min(firstProse, 3) && line.linked > 0.8 && line.text.length < 60;
}

/** A line between standfirst and text that is there for the author's name or the date alone. */
function saysWho({ text }: Line, author: string | undefined, now: Date): boolean {
  if (isDateAlone(text, now)) return true;
  return author !== undefined && text.endsWith(author) && text.length <= author.length + 12;
}

/** A word or two above the first paragraph, in a place that holds nothing of the text: a section, a count, whose it is. */
function isApart(line: Line, first: Line | undefined): boolean {
  const { element, kind, text } = line;
  if (kind !== 'text' || text.length > LABEL || first === undefined || isStandfirst(line)) return false;
  const { parent } = element;
  return parent !== null && isElement(parent) && !isWithin(first.element, parent);
}

function isWithin(element: Line['element'], around: HtmlElement): boolean {
  for (let at: HtmlElement['parent'] = element; at !== null && isElement(at); at = at.parent)
    if (at === around) return true;
  return false;
}

/** The lede is a standfirst where the page names one, else the first paragraph. */
function withLede(lines: readonly Line[]): readonly Block[] {
  const named = lines.slice(0, PREAMBLE).findIndex((line) => line.kind !== 'heading' && isStandfirst(line));
  const ledeAt = named >= 0 ? named : lines.findIndex(isProse);
  const firstText = lines.findIndex((line) => line.kind !== 'heading');
  return lines.map((line, at) => ({
    kind: line.kind === 'heading' ? 'heading' : at === (ledeAt >= 0 ? ledeAt : firstText) ? 'lede' : 'body',
    text: cutText(line.kind === 'item' ? `• ${line.text}` : line.text, LONGEST_BLOCK),
  }));
}

function isStandfirst({ element }: Line): boolean {
  return 'attribs' in element && STANDFIRST_CLASS.test(element.attribs['class'] ?? '');
}

function capped<T extends { readonly text: string }>(parts: readonly T[], most: number): readonly T[] {
  let room = most;
  return parts.filter((part) => {
    room -= part.text.length;
    return room >= 0;
  });
}
