import type { Line } from './lines.ts';
import { isDateline, isNoise, isProse, opensAfterword, opensThread, proseIn } from './noise.ts';
import { cutText, hasWords, sameWords } from './plain-text.ts';
import type { Block } from '../model/post.ts';

/** A post is cut here: ten times the longest case study seen. */
const LONGEST_TEXT = 200_000;
const LONGEST_BLOCK = 20_000;
/** Lines below the title that may be about the post instead of in it. */
const PREAMBLE = 8;
const STANDFIRST_CLASS =
  /(?:^|[\s_-])(?:standfirst|lede|lead|intro(?:duction)?|strapline|summary|excerpt|deck|dek|sub-?title|teaser-text)(?:$|[\s_-])/i;

/** Makes the blocks of a post of the lines it was found in: without noise and datelines, its title and whatever comes after it. */
export function toBlocks(lines: readonly Line[], title: string, now: Date): readonly Block[] {
  const kept = withoutAfterword(lines.filter((line) => !line.beside)).filter((line) => !isNoise(line));
  const firstProse = kept.findIndex(isProse);
  const words = sameWords(title);
  const own = kept.filter((line, at) => {
    const isAbove = at < PREAMBLE && (firstProse < 0 || at <= firstProse);
    if ((line.kind === 'heading' || at < PREAMBLE) && hasWords(line.text, words)) return false;
    return !(isAbove && (isDateline(line, now) || isDangling(line, at, firstProse)));
  });
  return capped(withLede(own));
}

/** A short line above the first paragraph that is all link, such as the category of a post. */
function isDangling(line: Line, at: number, firstProse: number): boolean {
  return at < Math.min(firstProse, 3) && line.linked > 0.8 && line.text.length < 60;
}

/** A heading such as "Related" ends the post only where what follows is not running text: authors use such words too. */
function withoutAfterword(lines: readonly Line[]): readonly Line[] {
  const total = proseIn(lines);
  const end = lines.findIndex((line, at) => {
    if (!opensAfterword(line)) return false;
    const after = proseIn(lines.slice(at + 1));
    return after <= total * 0.1 || (opensThread(line) && after <= total * 0.6);
  });
  return end < 0 ? lines : lines.slice(0, end);
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

function capped(blocks: readonly Block[]): readonly Block[] {
  let room = LONGEST_TEXT;
  return blocks.filter((block) => {
    room -= block.text.length;
    return room >= 0;
  });
}
