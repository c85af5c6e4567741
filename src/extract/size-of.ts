/** A character of Chinese or Japanese says as much as two and a half of an alphabet. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const IS_DENSE = /[\u3040-\u9fff]/;
export const DENSITY = 2.5;

/** The length of a text as if it were written in an alphabet. */
export function sizeOf(text: string): number {
  if (!IS_DENSE.test(text)) return text.length;
  return text.length + (text.match(DENSE)?.length ?? 0) * (DENSITY - 1);
}

/** The same of all lines together. */
export function sizesOf(lines: readonly { readonly text: string }[]): number {
  return lines.reduce((sum, { text }) => sum + sizeOf(text), 0);
}
