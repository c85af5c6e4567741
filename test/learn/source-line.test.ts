import { expect, test } from 'vitest';
import { binOf } from '../../src/learn/found/curves.ts';
import { lineWords, sourceLine } from '../../src/learn/found/source-line.ts';

const counts = (...scores: number[]) => {
  const bins = new Map<number, number>();
  for (const score of scores) bins.set(binOf(score), (bins.get(binOf(score)) ?? 0) + 1);
  return bins;
};
const many = (times: number, ...scores: number[]) => Array.from({ length: times }, () => scores).flat();
const lineFor = (accepted: readonly number[], rejected: readonly number[]) =>
  sourceLine({ accepted: counts(...accepted), rejected: counts(...rejected), line: 0.1 }, 8.3);

test('is that of the pack while little was decided', () => {
  expect(lineFor([], many(19, 1))).toBe(0.1);
  expect(lineFor([9], many(6, 1, 2, 3))).toBe(0.1);
});

test('rises where posts above it are hardly ever accepted, and no farther than half-way to what is strong', () => {
  const line = lineFor(many(4, 9, 11), many(12, 0.5, 1, 1.5));
  expect(line).toBeGreaterThan(1.5);
  expect(line).toBeLessThanOrEqual(4.2);
  expect(lineFor([], many(20, 1, 4, 7, 9))).toBe(4.2);
});

test('passes no post that was accepted', () => {
  expect(lineFor([1.2, ...many(4, 9, 11)], many(20, 0.5, 1, 1.5))).toBeLessThanOrEqual(1.2);
  expect(lineFor([-6, ...many(4, 9)], many(20, 0.5, 1, 1.5))).toBe(0.1);
});

test('falls where posts about it are mostly accepted, by a logit at the most', () => {
  const line = lineFor(many(8, 0.5, 1, 3, 9), [0.5, -8, -8]);
  expect(line).toBeLessThan(0);
  expect(line).toBeGreaterThanOrEqual(-2.9);
  expect(lineFor(many(8, 0.5, 1, 3, 9), many(8, -1, -2))).toBeGreaterThanOrEqual(-0.5);
});

test('is told in words where it is not that of the pack', () => {
  expect(lineWords(0.1, 0.1)).toBeUndefined();
  expect(lineWords(2.5, 0.1)).toContain('from 2.5 points on, and not from 0.1');
  expect(lineWords(-1, 0.1)).toContain('from -1 points on already');
});
