import { afterAll, beforeAll, expect, it } from 'vitest';
import { ATTACKS } from '../reading/attacks.ts';
import { environmentOf } from '../run/command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, type Rounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite } from '../rounds/site.ts';
import { crawlWatched } from './crawl-watched.ts';

/** Of a hostile site: all but the page that is the attack are as those of any other. */
const POSTS = 6;
const HEALTHY = ['healthy-1', 'healthy-2', 'healthy-3'];
const HOSTILE = ATTACKS.map((attack, at) => ({ id: `hostile-${at}`, attack }));

const sites: RunSite[] = [];
let rounds: Rounds;

beforeAll(async () => {
  const healthy = await Promise.all(HEALTHY.map(() => openSite(manyPosts(24))));
  const hostile = await Promise.all(HOSTILE.map(() => openSite(manyPosts(POSTS))));
  sites.push(...healthy, ...hostile);
  rounds = openRounds(sites);
  healthy.forEach((site, at) => rounds.write(`healthy-${at + 1}`, sourceFile(`healthy-${at + 1}`, site)));
  HOSTILE.forEach(({ id, attack }, at) => {
    const site = hostile[at];
    if (site === undefined) return;
    for (const [path, answer] of Object.entries(attack.paths(site))) site.answers.set(path, answer);
    const { discover } = attack;
    rounds.write(id, sourceFile(id, site, discover === undefined ? {} : { discover }));
  });
});
afterAll(async () => {
  await rounds.close();
  await Promise.all(sites.map((site) => site.close()));
});

it('a crawl of hostile sites beside three healthy ones: these complete, the others have an outcome each', async () => {
  const ids = [...HEALTHY, ...HOSTILE.map(({ id }) => id)];
  const { code, of, peakMb } = await crawlWatched(ids, environmentOf(rounds, sites));
  expect(code).toBe(0);
  for (const id of HEALTHY) expect(of(id)).toMatchObject({ outcome: 'ok_new', posts: 24, errors: [] });
  for (const { id, attack } of HOSTILE) {
    const { outcome = '', posts = 0, errors = [] } = of(id) ?? {};
    process.stdout.write(`${attack.name}: ${outcome}, ${posts} posts, ${errors.join('; ').slice(0, 160)}\n`);
    expect(outcome).toMatch(/^(?:ok_new|parse_error|network_error|degraded|blind)$/);
    // A listing that is cut says so: where its reader has the time to come to that end, posts behind the cut are not seen.
    const isCut = errors.some((one) => /only the first (?:card was|\d+ cards were) taken/.test(one));
    if (outcome === 'ok_new' && !isCut) expect(posts).toBeGreaterThanOrEqual(POSTS - 1);
  }
  expect(peakMb).toBeLessThan(400);
}, 1_800_000);
