import { PLAIN } from '../characters.ts';
import { unitsOf } from '../pack/draft.ts';
import { MONEY, NUMBER, PERCENT, spellingsOf, UNKNOWN } from '../pack/lexicon.ts';
import { goOn, numberOf, ROOT, type Spellings } from '../pack/spellings.ts';
import { endingTraits, traitsOf } from './traits.ts';
import { spareWords, type KnownWords } from './known-words.ts';

/** What a piece is: a word, or what stands in its place. A name is none of the language's, a stop ends a sentence. */
export const PIECE_KINDS = ['stop', 'word', 'name', 'money', 'percent', 'number'] as const;
const [STOP, WORD, NAME] = [0, 1, 2];
/** The kinds of amounts, and their ids in every lexicon. */
const [MONEY_KIND, PERCENT_KIND, NUMBER_KIND] = [3, 4, 5];
const AMOUNTS = [UNKNOWN, UNKNOWN, UNKNOWN, MONEY, PERCENT, NUMBER] as const;

/**
 * The pieces of a post as a struct of arrays: piece i is `kind[i]`, `word[i]`, …, i < count; the first `titled` are the title's. All posts
 * share the arrays: pieces are good until the next post is read.
 */
export type Pieces = {
  readonly title: string;
  readonly text: string;
  readonly count: number;
  readonly titled: number;
  /** Place in `PIECE_KINDS`. */
  readonly kind: Uint8Array;
  /** What a word is among verbs (`IS`), 0 but for words. */
  readonly traits: Uint16Array;
  /** Id in the lexicon of known words, those of amounts included; UNKNOWN for other words, names and stops. */
  readonly word: Int32Array;
  /** UTF-16 offsets into the title or text; `to` is exclusive. */
  readonly from: Int32Array;
  readonly to: Int32Array;
};

/** Words, amounts and the ends of sentences; everything else lies between them. */
const PIECE =
  /[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion)\b)?|\d[\d,.]*(?:\s?(?:%|per cent\b|percent\b))?|\p{L}[\p{L}\p{M}’'-]*|[.!?:;\n]/giuy;
const LONGEST_WORD = 30;
/** Long pages say the same again; what a post is about stands in its first three thousand words. */
const MOST_PIECES = 3000;

/**
 * The words, names and amounts of a post, its title first, with the ends of sentences between them. A capital within a sentence of the
 * text makes a name; titles are capitals throughout in some houses. Time is linear in the text.
 */
export function readPieces(title: string, text: string, knownWords: KnownWords = spareWords()): Pieces {
  const draft: Draft = { title, text, count: 0, titled: 0, ...SHARED };
  const goesOn = addPieces(draft, partOf(title, true, knownWords));
  draft.titled = draft.count;
  if (goesOn) addPieces(draft, partOf(text, false, knownWords));
  return draft;
}

/** The spelling of a word: in lower case, without a possessive; '' of what is none. */
export function spellingOf({ title, text, titled, kind, from, to }: Pieces, at: number): string {
  return kind[at] === WORD ? plainSpelling((at < titled ? title : text).slice(from[at], to[at])) : '';
}

type Draft = { -readonly [K in keyof Pieces]: Pieces[K] };
/** A part of a post while it is read. */
type Part = {
  readonly text: string;
  readonly units: Uint16Array;
  readonly hasTitleCase: boolean;
  readonly knownWords: KnownWords;
  readonly spellings: Spellings;
};

/** Behind the title and behind the text a stop stands, whatever the bound. */
const SIZE = MOST_PIECES + 2;
const SHARED: Pick<Pieces, 'kind' | 'traits' | 'word' | 'from' | 'to'> = {
  kind: new Uint8Array(SIZE),
  traits: new Uint16Array(SIZE),
  word: new Int32Array(SIZE),
  from: new Int32Array(SIZE),
  to: new Int32Array(SIZE),
};

function partOf(text: string, hasTitleCase: boolean, knownWords: KnownWords): Part {
  const spellings = spellingsOf(knownWords.lexicon);
  return { text, units: unitsOf(text), hasTitleCase, knownWords, spellings };
}

/** Whether a piece is the first of its sentence, or of the title. */
export function isFirst({ kind }: Pick<Pieces, 'kind'>, at: number): boolean {
  return at === 0 || kind[at - 1] === STOP;
}

/** Adds the pieces of a part and a stop behind them; false where that would be too many. */
function addPieces(draft: Draft, part: Part): boolean {
  const { text, units } = part;
  for (let at = 0; at < text.length;) {
    const kind = KINDS[units[at] ?? 0];
    const end = kind === ASK ? pieceEnd(text, at) : at;
    if (kind === NOTHING) at += 1;
    else if (kind === ASK && end === at) at = afterCharacter(text, at);
    else if (draft.count >= MOST_PIECES) return false;
    else if (kind === LETTER) at = addWord(draft, part, at);
    else at = kind === STOPS ? push(draft, STOP, at, at + 1) : addFound(draft, part, at, end);
  }
  push(draft, STOP, text.length, text.length);
  return true;
}

const [NOTHING, LETTER, STOPS, ASK] = [0, 1, 2, 3];
/** Beyond ASCII, and neither letters nor marks. */
const BETWEEN = '’‘“”–—…•\u00a0';

/** What a UTF-16 unit begins, of those that most texts are made of; the others are asked about one by one. */
const KINDS = Uint8Array.from({ length: 65_536 }, (_, code) => {
  if (code >= 128) return BETWEEN.includes(String.fromCharCode(code)) ? NOTHING : ASK;
  const character = String.fromCharCode(code);
  if (/[a-z]/i.test(character)) return LETTER;
  if (/[.!?:;\n]/.test(character)) return STOPS;
  return /[\d$]/.test(character) ? ASK : NOTHING;
});
const [APOSTROPHE, HYPHEN, CURLED] = ["'", '-', '’'].map((character) => character.charCodeAt(0));
const SMALL = 32;

/** Adds a word that begins in plain letters, and answers where it ends. One of plain letters alone is found without making a string of it. */
function addWord(draft: Draft, part: Part, from: number): number {
  const { units, knownWords, spellings } = part;
  let state = ROOT;
  let at = from;
  for (; KINDS[units[at] ?? 0] === LETTER; at += 1)
    state = goOn(spellings.cells, state, PLAIN[units[at] ?? 0] ?? 0);
  if (!isPlainEnd(units[at] ?? 0)) return addFound(draft, part, from, wordEnd(part, from, at));
  const isCapital = ((units[from] ?? 0) & SMALL) === 0;
  if (at - from > LONGEST_WORD || (isCapital && isInSentence(draft, part)))
    return push(draft, NAME, from, at);
  const id = spellings.numbers[state] ?? UNKNOWN;
  draft.traits[draft.count] = id === UNKNOWN ? endingIn(units, from, at) : (knownWords.traits[id] ?? 0);
  return push(draft, WORD, from, at, id);
}

/** Where a capital makes a name. */
function isInSentence(draft: Draft, { hasTitleCase }: Part): boolean {
  return !hasTitleCase && !isFirst(draft, draft.count);
}

function isPlainEnd(code: number): boolean {
  return code < 128 ? code !== APOSTROPHE && code !== HYPHEN : code !== CURLED && KINDS[code] === NOTHING;
}

/** Where a word ends that has more than plain letters from `at` on. */
function wordEnd({ text, units }: Part, from: number, at: number): number {
  for (let end = at; end < text.length; end += 1) {
    const code = units[end] ?? 0;
    const goesOn = KINDS[code] === LETTER || code === APOSTROPHE || code === HYPHEN || code === CURLED;
    if (!goesOn) return isPlainEnd(code) ? end : pieceEnd(text, from);
  }
  return text.length;
}

/** Where a piece that begins here ends; here, where none does. */
function pieceEnd(text: string, from: number): number {
  PIECE.lastIndex = from;
  return PIECE.test(text) ? PIECE.lastIndex : from;
}

function afterCharacter(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}

/** Adds what the expression found, and answers where it ends. */
function addFound(draft: Draft, part: Part, from: number, end: number): number {
  const found = part.text.slice(from, end);
  if (!/^\p{L}/u.test(found)) {
    const kind = kindOfAmount(found);
    return push(draft, kind, from, end, AMOUNTS[kind]);
  }
  const isName = found.length > LONGEST_WORD || (isInSentence(draft, part) && /^\p{Lu}/u.test(found));
  if (isName) return push(draft, NAME, from, end);
  const word = plainSpelling(found);
  draft.traits[draft.count] = traitsOf(word);
  return push(draft, WORD, from, end, numberOf(part.spellings, word));
}

function plainSpelling(found: string): string {
  return found
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'s$|(?<!')'+$|(?<!-)-+$/, '');
}

function kindOfAmount(found: string): number {
  if (/^[£$€]/.test(found)) return MONEY_KIND;
  // To ignore case makes a letter of a mark or two.
  if (!/^\d/.test(found)) return STOP;
  return /[%t]$/i.test(found) ? PERCENT_KIND : NUMBER_KIND;
}

function endingIn(units: Uint16Array, from: number, to: number): number {
  return endingTraits(to - from, letterAt(units, to - 3), letterAt(units, to - 2), letterAt(units, to - 1));
}

function letterAt(units: Uint16Array, at: number): number {
  return PLAIN[units[at] ?? 0] ?? 0;
}

/** Adds a piece, of a word its traits beforehand, and answers where it ends. */
function push(draft: Draft, kind: number, from: number, to: number, word: number = UNKNOWN): number {
  const { count } = draft;
  if (kind !== WORD) draft.traits[count] = 0;
  draft.kind[count] = kind;
  draft.word[count] = word;
  draft.from[count] = from;
  draft.to[count] = to;
  draft.count = count + 1;
  return to;
}
