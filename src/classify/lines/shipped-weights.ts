import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../base/errors.ts';
import { keepMade } from '../../base/keep-made.ts';
import { parseWeights, type Weights } from './weights.ts';

let shipped: Weights | undefined;

/** The weights that come with Lamplighter: `lamplighter rules learn` makes them of labelled posts. */
export const SHIPPED_WEIGHTS = fileURLToPath(new URL('./weights.csv', import.meta.url));

/** The shipped weights, read once. @throws Failure (`config`) naming the file and what is wrong with it. */
export function shippedWeights(): Weights {
  shipped ??= parseWeights(readFileSync(SHIPPED_WEIGHTS, 'utf8'), SHIPPED_WEIGHTS);
  return shipped;
}

/** Learnt weights, or why there are none to be had: then the rules go on alone. */
export type WeightsReading =
  | { readonly kind: 'weights'; readonly weights: Weights }
  | { readonly kind: 'faulty'; readonly say: string };

/**
 * Reads weights; what is damaged or of another version is no weights, and says what to do. What was made of a text is kept for the next process:
 * making it anew would take each reader a twentieth of a second.
 */
export function readWeights(text: string = readFileSync(SHIPPED_WEIGHTS, 'utf8')): WeightsReading {
  return keepMade('weights', text, import.meta.dirname, () => readAnew(text));
}

function readAnew(text: string): WeightsReading {
  try {
    return { kind: 'weights', weights: parseWeights(text, SHIPPED_WEIGHTS) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { kind: 'faulty', say: error.message };
  }
}
