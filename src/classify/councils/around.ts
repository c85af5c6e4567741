import { AFTER_LINE, AFTER_STOP, CAPITAL, type Tokens, tokenText } from '../tokens.ts';

/** Tokens of a name, end exclusive. */
export type Range = { readonly first: number; readonly end: number };

/** What stands before where something is. */
export const BEFORE_PLACES = words(
  'in near across around from to outside within throughout between neighbouring',
);
/** Past tenses without `ed`; those of speaking are left out, for people speak. */
const IRREGULAR = words(
  'bought left found chose let cut built set made spent won began took gave put held brought sold split kept grew ran became had has saw sought rose led',
);
/** Ends in `ed` and says that a person spoke. */
export const SPOKEN = words(
  'added explained argued warned replied claimed commented insisted admitted stressed agreed said says told',
);

/** Whether a word is a verb in the past that tells of a deed. */
export function isDone(tokens: Tokens, at: number): boolean {
  if (!runsOn(tokens, at) || isCapital(tokens, at)) return false;
  const word = tokenText(tokens, at);
  return IRREGULAR.has(word) || (word.length > 4 && word.endsWith('ed') && !SPOKEN.has(word));
}

export function isPossessive({ text, to }: Tokens, { end }: Range): boolean {
  return /^['’]/.test(text.slice(to[end - 1], (to[end - 1] ?? 0) + 1));
}

/** Whether no sentence ended before this token, and a line did not. */
export function runsOn({ count, flags }: Tokens, at: number): boolean {
  return at < count && ((flags[at] ?? 0) & (AFTER_STOP | AFTER_LINE)) === 0;
}

export function isCapital({ flags }: Tokens, at: number): boolean {
  return ((flags[at] ?? 0) & CAPITAL) !== 0;
}

/** A set of words. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
