import { onceEach } from '../../base/once-each.ts';
import type { Marks } from '../../model/marks.ts';
import type { TermWeight } from './weights.ts';

/** What one term gave a post, in points. */
export type LinePart = { readonly term: string; readonly points: number };

/** A text with fewer known words than this says little by any of them. */
const LEAST_NORM = 3;

/** What terms are worth, as columns: by their objects a thousand terms lie all over the memory. */
export const columnsOf = onceEach((terms: readonly TermWeight[]) => ({
  usual: Float64Array.from(terms, ({ usual }) => usual),
  weight: Float64Array.from(terms, ({ weight }) => weight),
}));

/** How much each known term counts in a text, in the order of its marks: the more often the more, the rarer the more, all together as one. */
export function termShares(wording: Marks['wording'], terms: readonly TermWeight[]): Float64Array {
  const shares = new Float64Array(wording.length / 2);
  const { usual } = columnsOf(terms);
  let squares = 0;
  for (let at = 0; at < shares.length; at += 1) {
    const raw = rawShare(wording[at * 2 + 1] ?? 1, usual[wording[at * 2] ?? 0] ?? 0);
    shares[at] = raw;
    squares += raw * raw;
  }
  const norm = normOf(squares);
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] ?? 0) / norm;
  return shares;
}

/** Most terms stand in a text once or twice. */
const LOGARITHMS = Float64Array.from({ length: 16 }, (_, count) => Math.log(count));

/** What a term that stands so often counts, before all are put together. */
export function rawShare(count: number, usual: number): number {
  const logarithm = count < LOGARITHMS.length ? (LOGARITHMS[count] ?? 0) : Math.log(count);
  return (1 + logarithm) * usual;
}

/** What the shares of a text are divided by. */
export function normOf(squares: number): number {
  return Math.max(LEAST_NORM, Math.sqrt(squares));
}
