import { bytesOf, stepsOf } from '../classify/steps.ts';
import type { Shape } from './shapes.ts';

/** Linear is 2 a step, the square 4; log n adds less than a tenth at these sizes. */
const MOST = 2.6;
/** Our own steps and those of the libraries that parse. */
const COUNTED = ['/src/', '/node_modules/'];

/** What is counted, and what is too little of it to be worth a growth. */
type Measure = { readonly of: (work: () => unknown) => Promise<number>; readonly floor: number };

export const STEPS: Measure = { of: (work) => stepsOf(work, COUNTED), floor: 5000 };
/** Of the heap, whatever becomes of them. */
export const BYTES: Measure = { of: bytesOf, floor: 4_000_000 };

/**
 * How much more work twice of something takes, and twice as much again, where that grows faster than n log n; nothing else. What it
 * takes with a single part is not counted. `small`: the size of the first in characters.
 */
export async function tooFast(
  { make }: Pick<Shape, 'make'>,
  read: (body: string) => unknown,
  { small, measure }: { readonly small: number; readonly measure: Measure },
): Promise<readonly number[]> {
  const n = Math.ceil(small / (make(64).length / 64));
  const works: number[] = [];
  for (const size of [1, n, 2 * n, 4 * n]) {
    const body = make(size);
    works.push(await measure.of(() => read(body)));
  }
  const [least = 0, ...others] = works;
  const grown = others.map((work) => Math.max(measure.floor, work - least));
  return grown
    .slice(1)
    .map((work, at) => work / (grown[at] ?? work))
    .filter((ratio) => ratio > MOST);
}
