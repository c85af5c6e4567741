import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseWeights, type Weights } from './weights.ts';

let shipped: Weights | undefined;

/** The weights that come with Lamplighter: `lamplighter rules learn` makes them of labelled posts. */
export const SHIPPED_WEIGHTS = fileURLToPath(new URL('./weights.csv', import.meta.url));

/** The shipped weights, read once. @throws Failure (`config`) naming the file and what is wrong with it. */
export function shippedWeights(): Weights {
  shipped ??= parseWeights(readFileSync(SHIPPED_WEIGHTS, 'utf8'), SHIPPED_WEIGHTS);
  return shipped;
}
