/** A word in lower case without a possessive, or what stands in its place: a name is none of the language's, a stop ends a sentence. */
export type WordPiece = {
  readonly kind: 'word' | 'name' | 'money' | 'percent' | 'number' | 'stop';
  /** '' but for words. */
  readonly word: string;
  /** The first of its sentence, or of the title. */
  readonly first: boolean;
};

/** Reads words, amounts and the ends of sentences; everything else lies between them. */
const PIECE =
  /[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion)\b)?|\d[\d,.]*(?:\s?(?:%|per cent\b|percent\b))?|\p{L}[\p{L}\p{M}’'-]*|[.!?:;\n]/giu;
const LONGEST_WORD = 30;
/** Long pages say the same again; what a post is about stands in its first three thousand words. */
const MOST_PIECES = 3000;

/**
 * The words, names and amounts of a post, its title first, with the ends of sentences between them. A capital within a sentence of the
 * text makes a name; titles are capitals throughout in some houses. Time is linear in the text.
 */
export function readPieces(title: string, text: string): WordPiece[] {
  const pieces: WordPiece[] = [];
  for (const [part, hasTitleCase] of [[title, true] as const, [text, false] as const]) {
    let first = true;
    for (const [found] of part.matchAll(PIECE)) {
      if (pieces.length >= MOST_PIECES) return pieces;
      const piece = pieceOf(found, first, hasTitleCase);
      pieces.push(piece);
      first = piece.kind === 'stop';
    }
    pieces.push(STOP);
  }
  return pieces;
}

const STOP: WordPiece = { kind: 'stop', word: '', first: false };

function pieceOf(found: string, first: boolean, hasTitleCase: boolean): WordPiece {
  if (/^[£$€]/.test(found)) return { kind: 'money', word: '', first };
  if (/^\d/.test(found)) return { kind: /[%t]$/i.test(found) ? 'percent' : 'number', word: '', first };
  if (!/^\p{L}/u.test(found)) return STOP;
  const isName = !first && !hasTitleCase && /^\p{Lu}/u.test(found);
  if (isName || found.length > LONGEST_WORD) return { kind: 'name', word: '', first };
  const word = found
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'s$|'+$|-+$/, '');
  return { kind: 'word', word, first };
}
