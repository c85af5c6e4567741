import { MOST_MARKED } from '../../model/marks.ts';
import { lookUp, MONEY, NUMBER, PERCENT, UNKNOWN } from '../pack/lexicon.ts';
import { PIECE_KINDS, type Pieces, spellingOf } from './pieces.ts';
import { type KnownWords, knownWordsOf } from './known-words.ts';

/** What stands for a name or an amount: unmasked, councils' names would weigh heaviest. */
const MASKS = { name: '', money: '£ #', percent: '# %', number: '#', stop: '', word: '' };
const AMOUNTS: readonly (readonly [mask: string, id: number])[] = [
  [MASKS.money, MONEY],
  [MASKS.percent, PERCENT],
  [MASKS.number, NUMBER],
];

/** The words and pairs of neighbours of a post, with how often each stands there. Pairs do not reach over a name or the end of a sentence. */
export function countWording(pieces: Pieces): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  let before = '';
  for (let at = 0; at < pieces.count; at += 1) {
    const kind = PIECE_KINDS[pieces.kind[at] ?? 0] ?? 'stop';
    const term = kind === 'word' ? spellingOf(pieces, at) : MASKS[kind];
    if (term !== '') count(term);
    if (term !== '' && before !== '') count(`${before} ${term}`);
    before = term;
  }
  return counts;
}

/** Terms to be counted, by the words they are made of. */
export type KnownTerms = {
  readonly knownWords: KnownWords;
  readonly size: number;
  /** The place of a word that is a term, by its id; NO_TERM for others. */
  readonly places: Int32Array;
  /** 1 for a word that pairs begin with, by its id. */
  readonly begins: Uint8Array;
  /** The place of a pair, by `pairKey`. */
  readonly pairs: ReadonlyMap<number, number>;
};

const NO_TERM = -1;

/** Makes terms ready to be counted; their places are those in the list. */
export function knownTermsOf(terms: readonly string[]): KnownTerms {
  const parted = terms.map(wordsOfTerm);
  const knownWords = knownWordsOf(parted.flat().filter((word) => !AMOUNTS.some(([mask]) => mask === word)));
  const size = knownWords.lexicon.words.length;
  const places = new Int32Array(size).fill(NO_TERM);
  const begins = new Uint8Array(size);
  const pairs = new Map<number, number>();
  for (const [place, words] of parted.entries()) {
    const [one, next] = words.map((word) => idOf(knownWords, word));
    if (one === undefined) continue;
    if (next === undefined) places[one] = place;
    else {
      begins[one] = 1;
      pairs.set(pairKey(one, next, size), place);
    }
  }
  return { knownWords, size: terms.length, places, begins, pairs };
}

/** A term as `countWording` put it together: a word or mask, or two. */
function wordsOfTerm(term: string): string[] {
  const mask = AMOUNTS.find(([one]) => term === one || term.startsWith(`${one} `))?.[0];
  const end = mask === undefined ? term.indexOf(' ') : mask.length;
  return end === -1 || end === term.length ? [term] : [term.slice(0, end), term.slice(end + 1)];
}

function idOf({ lexicon }: KnownWords, word: string): number {
  return AMOUNTS.find(([mask]) => mask === word)?.[1] ?? lookUp(lexicon, word);
}

function pairKey(one: number, next: number, size: number): number {
  return one * size + next;
}

/** What `countWording` counts of these terms and nothing else: place, count, place, count, … in the order of the text. @param pieces read by their words. */
export function countKnown(pieces: Pieces, { size, places, begins, pairs }: KnownTerms): number[] {
  const counts = new Int32Array(size);
  const found: number[] = [];
  const count = (place: number) => {
    if (counts[place] === 0) found.push(place);
    counts[place] = (counts[place] ?? 0) + 1;
  };
  let before = UNKNOWN;
  for (let at = 0; at < pieces.count; at += 1) {
    const word = pieces.word[at] ?? UNKNOWN;
    if (word !== UNKNOWN) {
      const place = places[word] ?? NO_TERM;
      if (place !== NO_TERM) count(place);
      const pair = begins[before] === 1 ? pairs.get(pairKey(before, word, places.length)) : undefined;
      if (pair !== undefined) count(pair);
    }
    before = word;
  }
  const marks: number[] = [];
  for (const place of found) marks.push(place, Math.min(counts[place] ?? 0, MOST_MARKED));
  return marks;
}
