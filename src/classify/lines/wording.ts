import { MOST_MARKED } from '../../model/marks.ts';
import type { WordPiece } from './pieces.ts';

/** What stands for a name or an amount: unmasked, councils' names would weigh heaviest. */
const MASKS = { name: '', money: '£ #', percent: '# %', number: '#', stop: '' };

/** The words and pairs of neighbours of a post, with how often each stands there. Pairs do not reach over a name or the end of a sentence. */
export function countWording(pieces: readonly WordPiece[]): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  let before = '';
  for (const { kind, word } of pieces) {
    const term = kind === 'word' ? word : MASKS[kind];
    if (term !== '') count(term);
    if (term !== '' && before !== '') count(`${before} ${term}`);
    before = term;
  }
  return counts;
}

/** Terms to be counted, and how many there are. */
export type KnownTerms = { readonly words: ReadonlyMap<string, KnownWord>; readonly size: number };
/** A word that terms begin with: the place of itself, −1 where it is no term, and those of the pairs. */
type KnownWord = { place: number; readonly pairs: Map<string, number> };

/** Makes terms ready to be counted; their places are those in the list. */
export function knownTermsOf(terms: readonly string[]): KnownTerms {
  const words = new Map<string, KnownWord>();
  const known = (word: string): KnownWord => {
    const one = words.get(word) ?? { place: -1, pairs: new Map<string, number>() };
    words.set(word, one);
    return one;
  };
  for (const [place, term] of terms.entries()) {
    known(term).place = place;
    // "£ #" is one word and "# saved" two: a term is found by whatever it may be parted into.
    for (let space = term.indexOf(' '); space !== -1; space = term.indexOf(' ', space + 1))
      known(term.slice(0, space)).pairs.set(term.slice(space + 1), place);
  }
  return { words, size: terms.length };
}

/** What `countWording` counts of these terms and nothing else: place, count, place, count, … in the order of the text. */
export function countKnown(pieces: readonly WordPiece[], { words, size }: KnownTerms): number[] {
  const counts = new Int32Array(size);
  const found: number[] = [];
  const count = (place: number) => {
    if (counts[place] === 0) found.push(place);
    counts[place] = (counts[place] ?? 0) + 1;
  };
  let before: KnownWord | undefined;
  for (const { kind, word } of pieces) {
    const term = kind === 'word' ? word : MASKS[kind];
    const known = term === '' ? undefined : words.get(term);
    if (known !== undefined && known.place >= 0) count(known.place);
    const pair = before?.pairs.get(term);
    if (pair !== undefined) count(pair);
    before = known;
  }
  return found.flatMap((place) => [place, Math.min(counts[place] ?? 0, MOST_MARKED)]);
}
