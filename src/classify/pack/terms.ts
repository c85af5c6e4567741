import { MAX_WORD } from './lexicon.ts';
import { formsOf } from '../stems.ts';
import { wordsOf } from '../tokens.ts';

/** One place of a term: a word, a word with any ending, or a class of numbers. */
export type TermPart =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'stem'; readonly stem: string }
  | { readonly kind: 'number' | 'money' | 'percent' };

/** A term that was read, or what is wrong with it. */
export type TermReading =
  | { readonly kind: 'term'; readonly parts: readonly TermPart[] }
  | { readonly kind: 'fault'; readonly say: string };

/** Phrases are short; a bound on them bounds the work for each word of a text. */
const MOST_PARTS = 12;

const NUMBERS: Readonly<Record<string, 'number' | 'money' | 'percent'>> = {
  '#': 'number',
  '£#': 'money',
  '#%': 'percent',
};

/**
 * Reads a term of a rule pack: words (`county council`, `re-procure`), stems (`procure~`), and numbers: `#` any, `£#` money,
 * `#%` a percentage. Words match whole, whatever their case, hyphens, accents or apostrophes.
 */
export function readTerm(term: string): TermReading {
  if (/[\\*^[\]{}|()+?$]|^\/.*\/\w*$/.test(term))
    return fault(
      'looks like a regular expression; a term is words, with ~ for any ending and #, £#, #% for numbers',
    );
  const parts: TermPart[] = [];
  for (const piece of term.trim().split(/\s+/)) {
    const reading = readPiece(piece);
    if (typeof reading === 'string') return fault(reading);
    parts.push(...reading);
  }
  if (parts.length === 0) return fault('has no word in it');
  if (parts.length > MOST_PARTS) return fault(`is longer than ${MOST_PARTS} words`);
  return { kind: 'term', parts };
}

function readPiece(piece: string): TermPart[] | string {
  const number = NUMBERS[piece];
  if (number !== undefined) return [{ kind: number }];
  if (piece.includes('#')) return `has "${piece}"; numbers are #, £# or #%, each a word of its own`;
  if (!/^[\p{L}\p{M}\p{N}'’&./~-]*[\p{L}\p{M}\p{N}'’&~]$/u.test(piece))
    return `has "${piece}"; a word is letters, digits, hyphens and apostrophes (amounts are £# and #%)`;
  const stemmed = piece.endsWith('~');
  const text = stemmed ? piece.slice(0, -1) : piece;
  if (text.includes('~')) return `has "${piece}"; ~ stands at the end of a word`;
  const words = wordsOf(text);
  const last = words.at(-1);
  if (last === undefined) return `has "${piece}", which is not a word`;
  const odd = words.find((word) => word.length > MAX_WORD || !/^[\p{L}\p{M}\p{N}]+$/u.test(word));
  if (odd !== undefined) return `has "${odd}", which no text gives as one word`;
  if (!stemmed) return words.map((word) => ({ kind: 'word', word }));
  if (formsOf(last).length === 0) return `has "${piece}"; a stem needs three letters or more`;
  return [
    ...words.slice(0, -1).map((word) => ({ kind: 'word' as const, word })),
    { kind: 'stem', stem: last },
  ];
}

function fault(say: string): TermReading {
  return { kind: 'fault', say };
}
