import type { TermWeight } from './weights.ts';

/** What one term gave a post, in points. */
export type LinePart = { readonly term: string; readonly points: number };

/** A text with fewer known words than this says little by any of them. */
const LEAST_NORM = 3;

/** How much each known term counts in a text: the more often the more, the rarer the more, all together as one. */
export function termShares(
  wording: ArrayLike<number>,
  terms: readonly TermWeight[],
): [at: number, share: number][] {
  const raw: [number, number][] = [];
  for (let at = 0; at < wording.length; at += 2) {
    const place = wording[at] ?? 0;
    raw.push([place, rawShare(wording[at + 1] ?? 1, terms[place]?.usual ?? 0)]);
  }
  const norm = normOf(raw.reduce((sum, [, share]) => sum + share * share, 0));
  return raw.map(([place, share]) => [place, share / norm]);
}

/** What a term that stands so often counts, before all are put together. */
export function rawShare(count: number, usual: number): number {
  return (1 + Math.log(count)) * usual;
}

/** What the shares of a text are divided by. */
export function normOf(squares: number): number {
  return Math.max(LEAST_NORM, Math.sqrt(squares));
}
