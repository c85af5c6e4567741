/** What the tokeniser makes of a character. Classes up to INVISIBLE are part of a word. */
const UPPER = 0;
const LOWER = 1;
export const DIGIT = 2;
/** A letter, mark or number beyond ASCII: the word is normalised the careful way. */
export const WIDE = 3;
/** Soft hyphens, joiners, direction marks: no part of a word, and no end of one. */
export const INVISIBLE = 4;
export const APOSTROPHE = 5;
export const CURRENCY = 6;
export const AMPERSAND = 7;
/** Ends a sentence when something other than a letter or digit follows it: the dot of `local.gov.uk` does not. */
export const DOT = 8;
/** No phrase runs across it. */
export const STOP = 9;
/** No phrase and no `near` window runs across it. */
export const LINE_END = 10;
export const SPACE = 11;

const UNSEEN = 255;
const classes = new Uint8Array(65_536).fill(UNSEEN);

/** The lower-case unit of an ASCII letter or digit, 0 for everything else: all that the innermost loop asks. */
export const PLAIN: Uint8Array = Uint8Array.from({ length: 65_536 }, (_, code) => plainOf(code));

const NAMED: readonly (readonly [characters: string, kind: number])[] = [
  ["'‘’ʼ＇", APOSTROPHE],
  ['£$€', CURRENCY],
  ['&＆', AMPERSAND],
  ['.', DOT],
  ['!?:;|•·–—…', STOP],
  ['\n\r\u2028\u2029\u0085', LINE_END],
];

function plainOf(code: number): number {
  const isDigit = code > 47 && code < 58;
  const isUpper = code > 64 && code < 91;
  const isLower = code > 96 && code < 123;
  return isUpper ? code + 32 : isDigit || isLower ? code : 0;
}

/** The class of a UTF-16 unit. Half a surrogate pair is a space, so that no span ever splits one. */
export function characterClass(code: number): number {
  const known = classes[code] ?? SPACE;
  if (known !== UNSEEN) return known;
  const found = judge(code);
  classes[code] = found;
  return found;
}

function judge(code: number): number {
  const character = String.fromCharCode(code);
  const named = NAMED.find(([characters]) => characters.includes(character));
  if (named !== undefined) return named[1];
  if (/[A-Z]/.test(character)) return UPPER;
  if (/[a-z]/.test(character)) return LOWER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (/\p{Cf}/u.test(character)) return INVISIBLE;
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? WIDE : SPACE;
}
