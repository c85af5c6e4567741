import { traitsOf } from './traits.ts';

/** A word in lower case without a possessive, or what stands in its place: a name is none of the language's, a stop ends a sentence. */
export type WordPiece = {
  readonly kind: 'word' | 'name' | 'money' | 'percent' | 'number' | 'stop';
  /** '' but for words. */
  readonly word: string;
  /** What the word is among verbs (`IS`), 0 but for words. */
  readonly traits: number;
  /** The first of its sentence, or of the title. */
  readonly first: boolean;
};

/** Words, amounts and the ends of sentences; everything else lies between them. */
const PIECE =
  /[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion)\b)?|\d[\d,.]*(?:\s?(?:%|per cent\b|percent\b))?|\p{L}[\p{L}\p{M}’'-]*|[.!?:;\n]/giuy;
const LONGEST_WORD = 30;
/** Long pages say the same again; what a post is about stands in its first three thousand words. */
const MOST_PIECES = 3000;
/** So many spellings are known at a time: a language's everyday words. */
const MOST_KNOWN = 8192;

/**
 * The words, names and amounts of a post, its title first, with the ends of sentences between them. A capital within a sentence of the
 * text makes a name; titles are capitals throughout in some houses. Time is linear in the text.
 */
export function readPieces(title: string, text: string): WordPiece[] {
  const pieces: WordPiece[] = [];
  if (addPieces(pieces, title, true)) addPieces(pieces, text, false);
  return pieces;
}

/** Adds the pieces of a part and a stop behind them; false where that would be too many. */
function addPieces(pieces: WordPiece[], text: string, hasTitleCase: boolean): boolean {
  let first = true;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const kind = kindOf(code);
    if (kind === NOTHING) at += 1;
    else {
      const end = kind === STOPS ? at + 1 : kind === LETTER ? wordEnd(text, at) : pieceEnd(text, at);
      if (end === at) at += code < 0xd800 ? 1 : String.fromCodePoint(text.codePointAt(at) ?? 0).length;
      else {
        if (pieces.length >= MOST_PIECES) return false;
        const piece: WordPiece = kind === STOPS ? STOP : pieceOf(text.slice(at, end), first, hasTitleCase);
        pieces.push(piece);
        first = piece.kind === 'stop';
        at = end;
      }
    }
  }
  pieces.push(STOP);
  return true;
}

const [NOTHING, LETTER, STOPS, ASK] = [0, 1, 2, 3];

/** What a character begins, of those that most texts are made of. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/i.test(character)) return LETTER;
  if (/[.!?:;\n]/.test(character)) return STOPS;
  return /[\d$]/.test(character) ? ASK : NOTHING;
});
/** Beyond ASCII, and neither letters nor marks. */
const BETWEEN = new Set('’‘“”–—…•\u00a0'.split('').map((character) => character.charCodeAt(0)));

function kindOf(code: number): number {
  return code < 128 ? (KINDS[code] ?? NOTHING) : BETWEEN.has(code) ? NOTHING : ASK;
}

const [APOSTROPHE, HYPHEN, CURLED] = ["'", '-', '’'].map((character) => character.charCodeAt(0));

/** Where a word of plain letters ends; one with others among them is for the expression. */
function wordEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const goesOn = kindOf(code) === LETTER || code === APOSTROPHE || code === HYPHEN || code === CURLED;
    if (!goesOn) return code < 128 || BETWEEN.has(code) ? at : pieceEnd(text, from);
  }
  return text.length;
}

/** Where a piece that begins here ends; here, where none does. */
function pieceEnd(text: string, from: number): number {
  PIECE.lastIndex = from;
  return PIECE.test(text) ? PIECE.lastIndex : from;
}

/** All are made here, so that they are of one shape. */
function make(kind: WordPiece['kind'], first: boolean, word = ''): WordPiece {
  return { kind, word, traits: word === '' ? 0 : traitsOf(word), first };
}

const STOP = make('stop', false);

/** The pieces that a spelling may be, wherever it stands: made once. */
type Spelling = { readonly opening: WordPiece; readonly within: WordPiece; readonly titled: WordPiece };

const known = new Map<string, Spelling>();

function pieceOf(found: string, first: boolean, hasTitleCase: boolean): WordPiece {
  let spelling = known.get(found);
  if (spelling === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    spelling = spellingOf(found);
    known.set(ownCopy(found), spelling);
  }
  return first ? spelling.opening : hasTitleCase ? spelling.titled : spelling.within;
}

function spellingOf(found: string): Spelling {
  const isWord = /^\p{L}/u.test(found);
  if (!isWord || found.length > LONGEST_WORD) {
    const kind = isWord ? 'name' : kindOfAmount(found);
    const within = make(kind, false);
    return { opening: make(kind, true), within, titled: within };
  }
  const lower = found.toLowerCase().replaceAll('’', "'");
  const word = ownCopy(lower.replace(/'s$|'+$|-+$/, ''));
  const titled = make('word', false, word);
  const within = /^\p{Lu}/u.test(found) ? make('name', false) : titled;
  return { opening: make('word', true, word), within, titled };
}

function kindOfAmount(found: string): WordPiece['kind'] {
  if (/^[£$€]/.test(found)) return 'money';
  // To ignore case makes a letter of a mark or two.
  if (!/^\d/.test(found)) return 'stop';
  return /[%t]$/i.test(found) ? 'percent' : 'number';
}

/** A cut from a text keeps all of it in memory; this keeps none. */
function ownCopy(cut: string): string {
  return Buffer.from(cut, 'utf16le').toString('utf16le');
}
