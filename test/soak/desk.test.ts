import { expect, test } from 'vitest';
import { runModel } from '../desk/desk-model.ts';

test('ten thousand operations by five people lose, double and contradict nothing', async () => {
  const result = await runModel({ operations: 10_000, kills: 12, seed: Date.now() % 1_000_000 });
  expect(result).toMatchObject({ lost: [], doubled: [], contradictory: [], kills: 12 });
  expect(result.promised).toBeGreaterThan(3000);
  // Corrections, hand-overs and answers by letter; ticked posts and rejected views.
  expect(result.others).toBeGreaterThan(150);
  expect(result.batches).toBeGreaterThan(100);
}, 7_200_000);
