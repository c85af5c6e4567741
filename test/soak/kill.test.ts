import { expect, it } from 'vitest';
import { cleanRun, killedRuns, randomInstants } from '../rounds/kills.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openSite } from '../rounds/site.ts';

const SERIES = 10;
const KILLS = 20;

/** By a listing of many pages, and by REST, which brings the texts along. */
const WAYS = [undefined, `wordpress({ base: '/', perPage: 5 })`];

it(`${SERIES * KILLS} kills at random instants leave what clean runs find`, async () => {
  const site = await openSite(manyPosts(60), { delayMs: 3 });
  try {
    const clean = await Promise.all(WAYS.map((way) => cleanRun(site, way)));
    let met = 0;
    for (let series = 0; series < SERIES; series += 1) {
      const way = series % WAYS.length;
      const killed = await killedRuns(site, randomInstants(KILLS, 40), WAYS[way]);
      met += killed.met;
      expect(killed.rows).toEqual(clean[way]);
    }
    expect(met).toBeGreaterThan(50);
  } finally {
    await site.close();
  }
});
