import { expect, it } from 'vitest';
import { cleanRun, killedRuns, randomInstants } from '../rounds/kills.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openSite } from '../rounds/site.ts';

const SERIES = 10;
const KILLS = 20;
/**
 * Among how many requests of a run its instant is drawn: few let it go on a little further each time, so that nearly every kill meets it; many let
 * it come to its end, after which only the listing is asked and few kills meet anything.
 */
const WITHIN = [10, 40];

/** By a listing of many pages, and by REST, which brings the texts along. */
const WAYS = [undefined, `wordpress({ base: '/', perPage: 5 })`];

it(`${SERIES * KILLS} kills at random instants leave what clean runs find`, async () => {
  const site = await openSite(manyPosts(60), { delayMs: 3 });
  try {
    const clean = await Promise.all(WAYS.map((way) => cleanRun(site, way)));
    let met = 0;
    for (let series = 0; series < SERIES; series += 1) {
      const way = series % WAYS.length;
      const within = WITHIN[Math.floor(series / WAYS.length) % WITHIN.length] ?? 0;
      const killed = await killedRuns(site, randomInstants(KILLS, within), WAYS[way]);
      console.log(
        `series ${series}, among the first ${within} requests: ${killed.met} of ${KILLS} kills met a run`,
      );
      met += killed.met;
      expect(killed.rows).toEqual(clean[way]);
    }
    expect(met).toBeGreaterThan(100);
  } finally {
    await site.close();
  }
});
