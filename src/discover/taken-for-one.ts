import { lowerCaseWords } from '../base/text.ts';
import { type KeyRules, urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';

/** Fewer words than this are what a link says ("Read more"), and no title. */
const LEAST_WORDS = 3;
/** Cards within each other hold each other's words; so much of a title tells it from another (characters). */
const LONGEST = 200;
/** One such pair may be a post under two headings. */
const LEAST_CARDS = 2;

/**
 * How many cards have titles of their own and addresses that are written differently, and yet the key of an earlier one: a parameter or a
 * rule that is left out tells them apart. None where it is fewer than two.
 */
export function takenForOne(cards: readonly Pick<Card, 'url' | 'title'>[], source: KeyRules): number {
  const firsts = new Map<string, Pick<Card, 'url'> & { readonly words: string }>();
  let merged = 0;
  for (const { url, title } of cards) {
    const words = lowerCaseWords((title ?? '').slice(0, LONGEST));
    if (words.length < LEAST_WORDS) continue;
    const key = urlKey(url, source);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, { url, words: words.join(' ') });
    else if (first.url !== url && first.words !== words.join(' ')) merged += 1;
  }
  return merged < LEAST_CARDS ? 0 : merged;
}
