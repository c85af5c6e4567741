/** Reads words, amounts and the ends of sentences; everything else lies between them. */
const PIECE =
  /[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion)\b)?|\d[\d,.]*(?:\s?(?:%|per cent\b|percent\b))?|\p{L}[\p{L}\p{M}’'-]*|[.!?:;\n]/giu;
const LONGEST_WORD = 30;
/** Long pages say the same again; what a post is about stands in its first three thousand words. */
const MOST_PIECES = 3000;

/**
 * The words and pairs of neighbours of a post, with how often each stands there. Names and numbers are masked, or councils' names
 * would weigh heaviest: a capital within a sentence is a name, an amount is `£ #`, a share `# %`, any other number `#`.
 * Pairs do not reach over the end of a sentence. Time is linear in the text.
 */
export function countWording(title: string, text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  let left = MOST_PIECES;
  for (const [part, hasTitleCase] of [[title, true] as const, [text, false] as const]) {
    let before = '';
    let isFirst = true;
    for (const [piece] of part.matchAll(PIECE)) {
      left -= 1;
      if (left < 0) return counts;
      const word = maskedWord(piece, isFirst || hasTitleCase);
      if (word !== '') count(word);
      if (word !== '' && before !== '') count(`${before} ${word}`);
      isFirst = word === '' && /[.!?:;\n]/.test(piece);
      before = word;
    }
  }
  return counts;
}

/** A piece as it is counted, or '' for a name, a stop or what is no word. */
function maskedWord(piece: string, mayBeCapital: boolean): string {
  if (/^[£$€]/.test(piece)) return '£ #';
  if (/^\d/.test(piece)) return /[%t]$/i.test(piece) ? '# %' : '#';
  if (!/^\p{L}/u.test(piece) || piece.length > LONGEST_WORD) return '';
  const isCapital = /^\p{Lu}/u.test(piece);
  if (isCapital && !mayBeCapital) return '';
  return piece
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'s$|'+$|-+$/, '');
}
