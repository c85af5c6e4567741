import { expect, it } from 'vitest';
import { killWork, WORKS } from '../kills/killing.ts';
import { cleanRun, killedRuns, randomInstants } from '../rounds/kills.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openSite } from '../rounds/site.ts';

// KILLS and SEED say how many and which: a run can be made again.
const KILLS = Number(process.env['KILLS'] ?? 1000);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
/** One in seven of a crawl, as many of each other kind of work. */
const EACH = Math.ceil(KILLS / (WORKS.length + 1));

it.each(WORKS)(`${EACH} kills in the middle of %s (seed ${SEED})`, async (work) => {
  const killing = await killWork(work, { kills: EACH, seed: SEED });
  process.stdout.write(`${work}: ${JSON.stringify(killing)}\n`);
  expect(killing).toMatchObject({ lost: [], doubled: [], unsound: [] });
  expect(killing.met).toBeGreaterThan(EACH / 2);
});

it(`${EACH} kills in the middle of a crawl`, async () => {
  const site = await openSite(manyPosts(60), { delayMs: 3 });
  try {
    const clean = await cleanRun(site);
    let [killed, met] = [0, 0];
    while (killed < EACH) {
      const kills = Math.min(20, EACH - killed);
      const series = await killedRuns(site, randomInstants(kills, 10));
      expect(series.rows).toEqual(clean);
      killed += kills;
      met += series.met;
    }
    process.stdout.write(`crawl: ${JSON.stringify({ kills: killed, met })}\n`);
    expect(met).toBeGreaterThan(EACH / 2);
  } finally {
    await site.close();
  }
});
