import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchLoop } from '../../src/server/loop-lag.ts';

test('a process that was kept from its work for seconds is told of', async () => {
  const loop = watchLoop();
  // The watch has to have begun to turn.
  await wait(100);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
  await wait(100);
  expect(loop.look()).toMatchObject({
    what: 'loop',
    ok: false,
    say: expect.stringContaining('too much to do'),
  });
  loop.close();
});
