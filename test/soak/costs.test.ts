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

/** So often it is measured again, since nothing makes work less than it is: a square stays one. */
const MOST_ROUNDS = 6;
/** What is quicker than this (ms) is its own noise. */
const LEAST = 5;

/** CPU time, ms. */
async function costOf(work: () => unknown): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** How much more the least time of the second is than that of the first. */
async function ratioOf(little: () => unknown, much: () => unknown): Promise<number> {
  let [small, large] = [Infinity, Infinity];
  for (let round = 0; round < MOST_ROUNDS && !(large / Math.max(small, LEAST) < MOST); round += 1) {
    for (let time = 0; time < 5; time += 1) small = Math.min(small, await costOf(little));
    large = Math.min(large, await costOf(much));
  }
  return large / Math.max(small, LEAST);
}

// Steps do not show what searches a whole page once more for each of its elements (test/reading/growth.test.ts): that is one step.
it.each(ALL.map((shape) => [shape.name, shape] as const))(
  '%s: eight times as much takes no more than some eight times the CPU time',
  async (_, { make, read }) => {
    const n = Math.ceil(SMALL / (make(64).length / 64));
    const [little, much] = [make(n), make(TIMES * n)];
    expect(
      await ratioOf(
        () => read(little),
        () => read(much),
      ),
    ).toBeLessThan(MOST);
  },
);
