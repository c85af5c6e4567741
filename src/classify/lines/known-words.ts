import { intern, type Lexicon, makeLexicon } from '../pack/lexicon.ts';
import { LISTED, traitsOf } from './traits.ts';

/** The words that are told apart by number while a text is read, and what each is among verbs (`IS`), by number. */
export type KnownWords = { readonly lexicon: Lexicon; readonly traits: Uint16Array };

/** Known words: these, in lower case, and of those that tell how a text is told. */
export function knownWordsOf(words: Iterable<string>): KnownWords {
  const lexicon = makeLexicon();
  for (const word of LISTED) intern(lexicon, word);
  for (const word of words) intern(lexicon, word);
  return { lexicon, traits: Uint16Array.from(lexicon.words, (word) => (word === '' ? 0 : traitsOf(word))) };
}

let spare: KnownWords | undefined;

/** For those who ask for every word of a text, by its spelling. */
export function spareWords(): KnownWords {
  spare ??= knownWordsOf([]);
  return spare;
}
