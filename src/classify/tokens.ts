import {
  AMPERSAND,
  APOSTROPHE,
  characterClass,
  CURRENCY,
  DIGIT,
  DOT,
  INVISIBLE,
  PLAIN,
  LINE_END,
  SPACE,
  STOP,
  WIDE,
} from './characters.ts';
import { type Draft, grow, makeDraft } from './pack/draft.ts';
import { type Lexicon, makeLexicon, MAX_WORD, normaliseWord, NUMBER, UNKNOWN } from './pack/lexicon.ts';
import { goOn, numberIn, numberOf, ROOT } from './pack/spellings.ts';
import { readNumber } from './numbers.ts';

/** The first letter is a capital. */
export const CAPITAL = 1;
/** A sentence, clause or line ended before this token: no phrase runs from the token before into it. */
export const AFTER_STOP = 2;
/** A line ended before this token (headings and paragraphs are lines): no `near` window reaches across. */
export const AFTER_LINE = 4;

/**
 * A text as words and numbers, as a struct of arrays (token i is `from[i]`, `to[i]`, `word[i]`, `flags[i]`, i < count).
 * Hyphens, slashes and the like separate words; `&` is the word `and`; `£1.2m`, `1.2 million pounds` and `40 per cent`
 * are one token each. A span leaves out a possessive `'s`.
 */
export type Tokens = {
  readonly text: string;
  /** Words by their id. */
  readonly words: readonly string[];
  readonly count: number;
  /** UTF-16 offsets into `text`; `to` is exclusive. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Ids of the lexicon; UNKNOWN where no term has the word. */
  readonly word: Int32Array;
  readonly flags: Uint8Array;
};

const NO_WORDS = makeLexicon();
const BLANK = 0x20;
const NINE = 0x39;
/** Of an apostrophe within a word: `don't`, `O'Brien`. */
const INSIDE = -1;

/**
 * Splits a text into tokens, in one pass and time linear in its length, whatever is in it.
 * @param spent tokens that no one needs any more: their arrays are written over, which spares making new ones.
 */
export function tokenise(text: string, lexicon: Lexicon, spent?: Tokens): Tokens {
  const draft = makeDraft(text, lexicon, spent);
  const { units } = draft;
  draft.ends = AFTER_STOP | AFTER_LINE;
  let at = 0;
  while (at < text.length) {
    const code = units[at] ?? BLANK;
    if (code === BLANK) at += 1;
    else if (code > NINE && PLAIN[code] !== 0) at = readWord(draft, at);
    else at = readOther(draft, at, characterClass(code));
  }
  return draft;
}

/** The words of a term, as text spells them: `re-procure` gives `re`, `procure`. */
export function wordsOf(text: string): string[] {
  // Most are one word in plain letters; to make ready for a text takes longer than to read one.
  if (/^[a-z]+$/i.test(text)) return [text.toLowerCase()];
  const words: string[] = [];
  const tokens = tokenise(text, NO_WORDS);
  for (let index = 0; index < tokens.count; index += 1) words.push(tokenText(tokens, index));
  return words;
}

/** The normalised spelling of a token. */
export function tokenText(tokens: Tokens, index: number): string {
  const known = tokens.words[tokens.word[index] ?? UNKNOWN] ?? '';
  if (known !== '') return known;
  const raw = tokens.text.slice(tokens.from[index], tokens.to[index]);
  return raw === '&' ? 'and' : normaliseWord(raw);
}

function readOther(draft: Draft, at: number, kind: number): number {
  if (kind === DIGIT || kind === CURRENCY) return readAmount(draft, at);
  return kind === WIDE ? readWideWord(draft, at) : readGap(draft, at, kind);
}

function readWord(draft: Draft, start: number): number {
  const { units, spellings } = draft;
  const { cells } = spellings;
  let state = ROOT;
  let at = start;
  for (; ; at += 1) {
    const plain = PLAIN[units[at] ?? BLANK] ?? 0;
    if (plain === 0) break;
    state = goOn(cells, state, plain);
  }
  const next = units[at] === BLANK ? at : wordEnd(units, at);
  if (next === INSIDE) return readWideWord(draft, start);
  push(draft, start, at, spellings.numbers[state] ?? UNKNOWN);
  return next;
}

/** Where reading goes on after plain letters; INSIDE if the word has more to it. */
function wordEnd(units: Uint16Array, at: number): number {
  const kind = characterClass(units[at] ?? BLANK);
  if (kind === APOSTROPHE) return afterApostrophe(units, at);
  return kind === WIDE || kind === INVISIBLE ? INSIDE : at;
}

/** Where reading goes on after an apostrophe that ends a word, its possessive `s` included; INSIDE if it does not end it. */
function afterApostrophe(units: Uint16Array, at: number): number {
  if (!isWordPart(units, at + 1)) return at + 1;
  const possessive = ((units[at + 1] ?? BLANK) | 32) === 115 && !isWordPart(units, at + 2);
  return possessive ? at + 2 : INSIDE;
}

function isWordPart(units: Uint16Array, at: number): boolean {
  return characterClass(units[at] ?? BLANK) <= INVISIBLE;
}

/** A word with accents, apostrophes or invisible characters: found by its normalised spelling, which apostrophes alone leave out of the letters. */
function readWideWord(draft: Draft, start: number): number {
  const { units, spellings } = draft;
  let state = ROOT;
  let at = start;
  let isPlain = true;
  for (; ; at += 1) {
    const kind = characterClass(units[at] ?? BLANK);
    if (kind > APOSTROPHE || (kind === APOSTROPHE && afterApostrophe(units, at) !== INSIDE)) break;
    if (kind <= DIGIT) state = goOn(spellings.cells, state, PLAIN[units[at] ?? BLANK] ?? 0);
    else if (kind !== APOSTROPHE) isPlain = false;
  }
  push(draft, start, at, isPlain ? (spellings.numbers[state] ?? UNKNOWN) : wideNumber(draft, start, at));
  return characterClass(units[at] ?? BLANK) === APOSTROPHE ? afterApostrophe(units, at) : at;
}

function wideNumber({ text, spellings }: Draft, start: number, end: number): number {
  return end - start > MAX_WORD ? UNKNOWN : numberOf(spellings, normaliseWord(text.slice(start, end)));
}

function readAmount(draft: Draft, start: number): number {
  const { units, spellings } = draft;
  const amount = readNumber(units, start);
  if (amount === null) return readGap(draft, start, SPACE);
  const known = amount.kind === NUMBER ? numberIn(spellings, units, start, amount.to) : UNKNOWN;
  push(draft, start, amount.to, known === UNKNOWN ? amount.kind : known);
  return amount.to;
}

function readGap(draft: Draft, at: number, kind: number): number {
  if (kind === AMPERSAND) push(draft, at, at + 1, numberOf(draft.spellings, 'and'));
  else if (kind === LINE_END) draft.ends |= AFTER_STOP | AFTER_LINE;
  else if (kind === STOP || (kind === DOT && endsSentence(draft, at))) draft.ends |= AFTER_STOP;
  return at + 1;
}

/** Not the dots of `gov.uk`, `St. Albans`, `e.g.`. */
function endsSentence({ units, count, from, to }: Draft, at: number): boolean {
  if (isWordPart(units, at + 1)) return false;
  return count > 0 && (to[count - 1] ?? 0) - (from[count - 1] ?? 0) > 2;
}

function push(draft: Draft, from: number, to: number, word: number): void {
  if (draft.count === draft.from.length) grow(draft);
  const { count } = draft;
  const capital = isCapital(draft.units[from] ?? BLANK) ? CAPITAL : 0;
  draft.from[count] = from;
  draft.to[count] = to;
  draft.word[count] = word;
  draft.flags[count] = draft.ends | capital;
  draft.ends = 0;
  draft.count = count + 1;
}

function isCapital(unit: number): boolean {
  if (unit < 128) return unit > 64 && unit < 91;
  return /\p{Lu}/u.test(String.fromCharCode(unit));
}
