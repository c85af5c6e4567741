import { lastPartOf, spelt, withoutEcho } from '../../base/addresses/address-words.ts';
import { lowerCaseWords } from '../../base/text.ts';
import type { Head } from './page-head.ts';

/** This share of the words of an address or of a listing's title in a page's own heading makes the page the promised one. */
const PROMISED = 0.6;
/** Addresses of walls, which promise nothing but themselves. */
const OF_A_WALL =
  /^(?:page-)?not-?found|^(?:error|404)\b|^(?:site-|under-)?maintenance$|^(?:log|sign)-?in$|^cookies?$/i;

/** Whether a page is headed by the words that its listing promised. */
export function isCalled(promised: string | undefined, { title, heading }: Head, url: string): boolean {
  const words = lowerCaseWords(promised ?? '').filter((word) => word.length > 2);
  return (
    words.length > 1 && shareOf(words, lowerCaseWords(withoutEcho(`${title} ${heading}`, url))) >= PROMISED
  );
}

/**
 * Whether a page is headed by the words of its address, as most systems spell a post's title there: no wall is, for it stands at the
 * address of another page.
 */
export function isAddressed(url: string, { title, heading }: Head): boolean {
  const last = lastPartOf(url);
  // A number, or a single word, names no post.
  if (!/[^\d._-][-_+ ]+[^\d._-]/.test(last) || OF_A_WALL.test(last)) return false;
  const words = spelt(last).filter((word) => !/^\d+$/.test(word));
  return words.length > 1 && shareOf(words, spelt(withoutEcho(`${title} ${heading}`, url))) >= PROMISED;
}

function shareOf(words: readonly string[], shown: readonly string[]): number {
  const held = new Set(shown);
  return words.filter((word) => held.has(word)).length / words.length;
}
