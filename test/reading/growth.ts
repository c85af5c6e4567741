import { bytesOf, stepsOf } from '../classify/steps.ts';
import type { Shape } from './shapes.ts';

const TIMES = 4;
/** Linear is 4 for four times as much, the square 16; log n adds less than a fifth at these sizes. */
const MOST = 6.8;
/** Our own steps and those of the libraries that parse. */
const COUNTED = ['/src/', '/node_modules/'];

/** What is counted, and what is too little of it to be worth a growth. */
type Measure = { readonly of: (work: () => unknown) => Promise<number>; readonly floor: number };

export const STEPS: Measure = { of: (work) => stepsOf(work, COUNTED), floor: 5000 };
/** Of the heap, whatever becomes of them. */
export const BYTES: Measure = { of: bytesOf, floor: 4_000_000 };

/**
 * How much more work four times of something takes, where that grows faster than n log n; undefined where it does not. What it takes
 * with a single part is not counted. `small`: the size of the first in characters.
 */
export async function tooFast(
  { make }: Pick<Shape, 'make'>,
  read: (body: string) => unknown,
  { small, measure }: { readonly small: number; readonly measure: Measure },
): Promise<number | undefined> {
  const n = Math.ceil(small / (make(64).length / 64));
  const workFor = (size: number): Promise<number> => {
    const body = make(size);
    return measure.of(() => read(body));
  };
  // What is loaded for the first of all is no part of it.
  await read(make(1));
  const least = await workFor(1);
  const beyond = async (size: number) => Math.max(measure.floor, (await workFor(size)) - least);
  const ratio = (1 / (await beyond(n))) * (await beyond(TIMES * n));
  return ratio > MOST ? ratio : undefined;
}
