import { expect, it } from 'vitest';
import { LATER_SHAPES } from '../reading/later-shapes.ts';
import { readShape } from '../reading/read-shape.ts';
import { SHAPES } from '../reading/shapes.ts';
import { WIDE_SHAPES } from '../reading/wide-shapes.ts';

const TIMES = 8;
/** Linear is 8, the square 64; the same work may take twice the CPU time where others take the cache and the other half of a core. */
const MOST = 24;
const SMALL = 50_000;

const ALL = [
  ...[...SHAPES, ...LATER_SHAPES].map(({ name, kind, make }) => ({
    name: `${kind}: ${name}`,
    make,
    read: (body: string) => readShape({ kind }, body),
  })),
  ...WIDE_SHAPES,
];

/** CPU time (ms): the least of several times, since nothing makes work less than it is. */
async function costOf(work: () => unknown, times: number): Promise<number> {
  let least = Infinity;
  for (let time = 0; time < times; time += 1) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

// Steps do not show what searches a whole page once more for each of its elements (test/reading/growth.test.ts): that is one step.
it.each(ALL.map((shape) => [shape.name, shape] as const))(
  '%s: eight times as much takes no more than some eight times the CPU time',
  async (_, { make, read }) => {
    const n = Math.ceil(SMALL / (make(64).length / 64));
    const [little, much] = [make(n), make(TIMES * n)];
    const small = await costOf(() => read(little), 5);
    const large = await costOf(() => read(much), 2);
    // What is quicker than this is its own noise.
    expect(large / Math.max(small, 5)).toBeLessThan(MOST);
  },
);
