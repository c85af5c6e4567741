import { expect, test } from 'vitest';
import { simulate } from '../../src/learn/simulate.ts';

const ranked = (kinds: string) => kinds.split('').map((kind, at) => ({ score: -at, wanted: kind === '+' }));

test('a ranking that is right throughout needs no post read in vain', () => {
  const { recallAt, recallEarly, wss95, readPerWanted } = simulate(ranked('++--------'));
  // The best twentieth of ten posts is one.
  expect(recallEarly).toBe(0.5);
  expect(recallAt).toEqual([0.5, 1, 1, 1]);
  expect(wss95).toBeCloseTo(0.75);
  expect(readPerWanted).toEqual([1, 1, 1, 1]);
});

test('at another prevalence only the mixture changes', () => {
  // Both wanted posts are found after a quarter of the others: at 1 % wanted that is a quarter of 99 for each.
  const { readPerWanted } = simulate(ranked('+-+---'));
  expect(readPerWanted[0]).toBeCloseTo(1 + 0.25 * 99);
  expect(readPerWanted[3]).toBeCloseTo(1 + (0.25 * 0.7) / 0.3);
});

test('of one kind of post alone nothing can be said', () => {
  expect(simulate(ranked('---')).recallAt).toEqual([0, 0, 0, 0]);
  expect(simulate([]).readPerWanted).toEqual([0, 0, 0, 0]);
});
