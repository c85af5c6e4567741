import { type Lexicon, spellingsOf } from './lexicon.ts';
import type { Spellings } from './spellings.ts';

/** The arrays of `Tokens`. */
type TokenArrays = {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly word: Int32Array;
  readonly flags: Uint8Array;
};

/** Ends the units of a text, so that reading needs no other bound. */
const SPACE = 0x20;

/** Tokens while they are being made. */
export type Draft = {
  readonly text: string;
  /** The UTF-16 units of the text and a space: an array is read far faster than a string. */
  readonly units: Uint16Array;
  readonly spellings: Spellings;
  readonly words: readonly string[];
  count: number;
  from: Int32Array;
  to: Int32Array;
  word: Int32Array;
  flags: Uint8Array;
  /** Flags of what ended since the last token. */
  ends: number;
};

/** Of texts up to this length the units share one array, which no one keeps. */
const SHARED = 1 << 18;

export function makeDraft(text: string, lexicon: Lexicon, spent?: TokenArrays): Draft {
  // English has a word in six characters; a text with more grows its arrays.
  const size = (text.length >> 2) + 16;
  const { from, to, word, flags } =
    spent !== undefined && spent.from.length >= size ? spent : makeArrays(size);
  const units = unitsOf(text);
  const spellings = spellingsOf(lexicon);
  return { text, units, spellings, words: lexicon.words, count: 0, from, to, word, flags, ends: 0 };
}

function makeArrays(size: number): TokenArrays {
  return {
    from: new Int32Array(size),
    to: new Int32Array(size),
    word: new Int32Array(size),
    flags: new Uint8Array(size),
  };
}
const shared = Buffer.alloc(SHARED * 2 + 2);

/** The UTF-16 units of a text and a space behind them, good until the next text is read: an array is read far faster than a string. */
export function unitsOf(text: string): Uint16Array {
  const bytes = text.length <= SHARED ? shared : Buffer.alloc(text.length * 2 + 2);
  bytes.write(text, 'utf16le');
  const units = new Uint16Array(bytes.buffer, bytes.byteOffset, text.length + 1);
  units[text.length] = SPACE;
  return units;
}

export function grow(draft: Draft): void {
  const larger = (old: Int32Array) => {
    const made = new Int32Array(old.length * 2);
    made.set(old);
    return made;
  };
  draft.from = larger(draft.from);
  draft.to = larger(draft.to);
  draft.word = larger(draft.word);
  const flags = new Uint8Array(draft.flags.length * 2);
  flags.set(draft.flags);
  draft.flags = flags;
}
