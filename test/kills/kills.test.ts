import { expect, it } from 'vitest';
import { killWork, WORKS } from './killing.ts';
import { someOf } from '../some-of.ts';

// The soak suite kills a thousand times; here a few, so that a mistake is told at once.
it.each(someOf(WORKS, 2))(
  'kill -9 in the middle of %s loses nothing, doubles nothing and leaves a sound store',
  async (work) => {
    const killing = await killWork(work, { kills: 2, seed: 20_261_128 });
    expect(killing).toMatchObject({ kills: 2, lost: [], doubled: [], unsound: [] });
    expect(killing.met).toBeGreaterThan(0);
  },
);
