import type { DateOptions } from '../../base/dates/dates.ts';
import { isElement } from '../../base/html.ts';
import type { Line } from '../lines.ts';
import type { LeadsElsewhere } from './elsewhere.ts';
import { partEnding } from './ending.ts';
import { textOf } from '../json-ld.ts';
import { isDateAlone, isDateline, isProse } from './noise.ts';
import { isWithin, opensAt } from './opening.ts';
import { cutText, hasWords, sameWords } from '../plain-text.ts';
import type { Block } from '../../model/post.ts';

/** A post is cut here (UTF-16 units): ten times the longest case study seen. */
const LONGEST_POST = 200_000;
const LONGEST_BLOCK = 20_000;
/** What stands beside is shown to people, who need no more of it. */
const LONGEST_BESIDE = 20_000;
/** Lines below the title that may be about the post instead of in it. */
const PREAMBLE = 8;
/** A label is no longer than this. */
const LABEL = 40;
const SHORT_ITEM = 30;
/** What is said of an author above a text is no longer, in characters. */
const ON_AUTHOR = 300;
const AUTHORS_CLASS = /(?:^|[\s_-])(?:authors?|byline)(?:$|[\s_-])/i;
const STANDFIRST_CLASS =
  /(?:^|[\s_-])(?:standfirst|lede|lead|intro(?:duction)?|strapline|summary|excerpt|deck|dek|sub-?title|teaser-text)(?:$|[\s_-])/i;

/** The text of a post, and, where it was too long, what was left out. */
type Fitting = { readonly blocks: readonly Block[]; readonly cut?: string };
/** … with what stood beside it. */
export type BlocksAndBeside = Fitting & { readonly beside: readonly string[] };

/** What is known of a post besides its lines. */
type Known = {
  readonly title: string;
  readonly author?: string | undefined;
  readonly isElsewhere?: LeadsElsewhere;
  /** Key facts that are told beside the lines. */
  readonly facts?: readonly string[];
};

/** Makes the blocks of a post of the lines it was found in: without datelines, its title, and whatever else came between or after them. */
export function toBlocks(
  lines: readonly Line[],
  { title, author, isElsewhere, facts = [] }: Known,
  dates: DateOptions,
): BlocksAndBeside {
  const { text: kept, beside } = partEnding(lines, author, isElsewhere);
  const firstProse = opensAt(kept, PREAMBLE);
  const words = sameWords(title);
  const own = kept.filter((line, at) => {
    const isAbove = at < PREAMBLE && (firstProse < 0 || at <= firstProse) && !isProse(line);
    if ((line.kind === 'heading' || at < PREAMBLE) && hasWords(line.text, words)) return false;
    const isBare = (): boolean => isDangling(line, at, firstProse) || isApart(line, kept[firstProse]);
    return !(
      (isAbove && (isDateline(line, dates) || isBare() || isOnAuthor(line, author))) ||
      (at < PREAMBLE && (saysWho(line, author, dates) || (at <= firstProse && isToldOfAuthor(line, author))))
    );
  });
  const told = facts.map((text) => ({ kind: 'body', text: cutText(text, LONGEST_BLOCK) }) as const);
  // Where a page says nothing else they make no post.
  const blocks = own.length === 0 ? [] : [...withLede(own), ...told];
  return { ...fittingBlocks(blocks), beside: besideText(beside) };
}

/** As much of a text as a post may hold, and no more than so many blocks of it. */
export function fittingBlocks(whole: readonly Block[], most = whole.length): Fitting {
  const blocks = capped(whole.slice(0, most), LONGEST_POST);
  const lost = whole.length - blocks.length;
  return lost === 0 ? { blocks } : { blocks, cut: `${lost} of ${whole.length} blocks of text were left out` };
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
function saysWho({ text }: Line, author: string | undefined, dates: DateOptions): boolean {
  if (isDateAlone(text, dates)) return true;
  return author !== undefined && text.endsWith(author) && text.length <= author.length + 12;
}

/** Who the author is, said above the text. */
function isToldOfAuthor({ text, kind, element }: Line, author: string | undefined): boolean {
  if (author === undefined || kind !== 'text' || text.length > ON_AUTHOR) return false;
  const [given = author] = author.split(' ');
  return text.startsWith(`${author} is `) || (text.startsWith(`${given} `) && isInAuthorsBox(element));
}

/** In a box that is named for the author, or a box within that. */
function isInAuthorsBox(element: Line['element']): boolean {
  const boxes = [element, element.parent, element.parent?.parent];
  return boxes.some((box) => box && isElement(box) && AUTHORS_CLASS.test(classOf(box)));
}

/** A short line above the text that names one of its authors: what they are, and where. */
function isOnAuthor({ text }: Line, author: string | undefined): boolean {
  const names = author?.split(', ') ?? [];
  return names.some((name) => text.startsWith(name) && text.length <= name.length + LABEL);
}

/**
 * A word or two above the first paragraph, in a place that holds nothing of the text, or in a dress of its own: a section, a count, whose it
 * is; and items of a list of such words, which share the page and tell no story.
 */
function isApart(line: Line, first: Line | undefined): boolean {
  const { element, kind, text } = line;
  if (first === undefined || isStandfirst(line) || /[.!?:…]["”’)]?$/.test(text)) return false;
  if (kind === 'item') return text.length <= SHORT_ITEM && isInShortList(element);
  if (kind !== 'text' || text.length > LABEL) return false;
  const { parent } = element;
  if (parent === null || !isElement(parent)) return false;
  return (
    !isWithin(first.element, parent) ||
    (classOf(element) !== '' && classOf(element) !== classOf(first.element))
  );
}

function isInShortList({ parent }: Line['element']): boolean {
  return (
    parent !== null &&
    parent.children.every((item) => !isElement(item) || textOf(item).trim().length <= SHORT_ITEM)
  );
}

function classOf(element: Line['element']): string {
  return isElement(element) ? (element.attribs['class'] ?? '') : '';
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
