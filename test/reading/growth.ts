import { bytesOf, stepsOf } from '../classify/steps.ts';
import type { Shape } from './shapes.ts';

/** Our own steps and those of the libraries that parse. */
const COUNTED = ['/src/', '/node_modules/'];
/** What is no more than this is not worth a growth. */
const STEPS = 5000;
const BYTES = 4_000_000;
/** Linear is 2 a step, the square 4; log n adds less than a tenth at these sizes. */
const MOST = 2.6;

/** Steps taken, and bytes of the heap. */
export type Work = { readonly steps: number; readonly bytes: number };

/** The work with something of n, 2n and 4n parts, beyond what it takes with one; `small`: the size of the first in characters. */
export async function workOf(
  { make }: Pick<Shape, 'make'>,
  small: number,
  read: (body: string) => unknown,
): Promise<readonly Work[]> {
  const n = Math.ceil(small / (make(64).length / 64));
  const works: Work[] = [];
  for (const size of [1, n, 2 * n, 4 * n]) {
    const body = make(size);
    let bytes = 0;
    const steps = await stepsOf(async () => (bytes = await bytesOf(async () => read(body))), COUNTED);
    works.push({ steps, bytes });
  }
  const [least = { steps: 0, bytes: 0 }, ...others] = works;
  return others.map(({ steps, bytes }) => ({ steps: steps - least.steps, bytes: bytes - least.bytes }));
}

/** What grew faster than n log n, in words. */
export function tooFast(works: readonly Work[]): readonly string[] {
  const grown = (what: keyof Work, floor: number): readonly string[] =>
    works.slice(1).flatMap((work, at) => {
      const ratio = work[what] / Math.max(floor, works[at]?.[what] ?? 0);
      return ratio > MOST ? [`${ratio.toFixed(2)} times the ${what}`] : [];
    });
  return [...grown('steps', STEPS), ...grown('bytes', BYTES)];
}
