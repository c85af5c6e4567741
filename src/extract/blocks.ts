import type { Line } from './lines.ts';
import { partEnding } from './ending.ts';
import { isDateline, isProse } from './noise.ts';
import { cutText, hasWords, sameWords } from './plain-text.ts';
import type { Block } from '../model/post.ts';

/** A post is cut here: ten times the longest case study seen. */
const LONGEST_TEXT = 200_000;
const LONGEST_BLOCK = 20_000;
/** What stands beside is shown to people, who need no more of it. */
const LONGEST_BESIDE = 20_000;
/** Lines below the title that may be about the post instead of in it. */
const PREAMBLE = 8;
const STANDFIRST_CLASS =
  /(?:^|[\s_-])(?:standfirst|lede|lead|intro(?:duction)?|strapline|summary|excerpt|deck|dek|sub-?title|teaser-text)(?:$|[\s_-])/i;

/** The text of a post, and what stood beside it. */
export type BlocksAndBeside = { readonly blocks: readonly Block[]; readonly beside: readonly string[] };

/** Makes the blocks of a post of the lines it was found in: without datelines, its title, and whatever else came between or after them. */
export function toBlocks(lines: readonly Line[], title: string, now: Date): BlocksAndBeside {
  const { text: kept, beside } = partEnding(lines);
  const firstProse = kept.findIndex(isProse);
  const words = sameWords(title);
  const own = kept.filter((line, at) => {
    const isAbove = at < PREAMBLE && (firstProse < 0 || at <= firstProse);
    if ((line.kind === 'heading' || at < PREAMBLE) && hasWords(line.text, words)) return false;
    return !(isAbove && (isDateline(line, now) || isDangling(line, at, firstProse)));
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
