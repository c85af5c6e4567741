import { expect, test } from 'vitest';
import { runModel } from './desk-model.ts';

test('five people, double clicks, stale tabs and a killed server lose, double and contradict nothing', async () => {
  const result = await runModel({ operations: 150, kills: 1, seed: 20_261_123 });
  expect(result).toMatchObject({ lost: [], doubled: [], contradictory: [], kills: 1 });
  // It must have had something to lose.
  expect(result.promised).toBeGreaterThan(45);
  expect(result.conflicts).toBeGreaterThan(4);
}, 600_000);
