import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fitLogistic } from '../../src/learn/logistic.ts';
import { thresholdsOf } from '../../src/learn/thresholds.ts';
import { readLabelledFiles } from '../../src/run/commands/rules/learn.ts';

const folder = mkdtempSync(join(tmpdir(), 'learn-'));
const file = (name: string, ...lines: string[]) => {
  writeFileSync(join(folder, name), lines.join('\n'));
  return join(folder, name);
};
const row = (label: string) =>
  JSON.stringify({ id: 1, source: 's', title: 'A van', summary: 'It was bought.', label });

test('a row with a label that nobody knows is told with its file and line', async () => {
  await expect(readLabelledFiles([file('odd', row('other'), row('spam'))])).rejects.toMatchObject({
    message: expect.stringContaining('label: must be one of case-study, procurement-other'),
    place: { line: 2 },
  });
});

test('a file that is not there, and posts of one kind alone, are told', async () => {
  await expect(readLabelledFiles([join(folder, 'none')])).rejects.toThrow(/cannot be read/);
  await expect(readLabelledFiles([file('one', row('other'))])).rejects.toThrow(
    /needs posts of both kinds: it holds 0 case studies and 1 other posts/,
  );
});

test('a column keeps the sign it was given, whatever the posts say', () => {
  const rows = [
    [0, 1],
    [0, 1],
    [1, 1],
    [1, 1],
  ];
  const wanted = [true, true, false, false];
  const fit = (signs: number[]) =>
    fitLogistic({
      ...{ rows, wanted, signs },
      counts: [1, 1, 1, 1],
      prior: [0, 0],
      strictness: 0.1,
      rounds: 200,
    }).weights;
  expect(fit([0, 0])[0]).toBeGreaterThan(1);
  expect(fit([0, 0])[1]).toBeLessThan(-1);
  expect(fit([1, 1])[1]).toBe(0);
});

test('the line lies above every gate', () => {
  const scores = [5, 6, 7].map((score) => ({ score, wanted: true }));
  expect(thresholdsOf(scores, [{ cap: 1 }]).queue).toBe(5);
  expect(thresholdsOf(scores, [{ cap: 8 }]).queue).toBe(8.1);
});
