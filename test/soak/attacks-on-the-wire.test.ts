import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { environmentOf } from '../run/command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, type Rounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite } from '../rounds/site.ts';
import { crawlWatched } from './crawl-watched.ts';

const servers = fork(fileURLToPath(new URL('bad-servers.ts', import.meta.url)));
const bad: { readonly name: string; readonly id: string; readonly host: string }[] = [];
let healthy: RunSite;
let rounds: Rounds;

beforeAll(async () => {
  const [ports = []]: (readonly (readonly [name: string, port: number])[])[] = await once(servers, 'message');
  bad.push(...ports.map(([name, port], at) => ({ name, id: `bad-${at}`, host: `127.0.0.1:${port}` })));
  healthy = await openSite(manyPosts(24));
  rounds = openRounds([healthy]);
  rounds.write('healthy', sourceFile('healthy', healthy));
  for (const { id, host } of bad) rounds.write(id, sourceFile(id, { host, origin: `http://${host}` }));
});
afterAll(async () => {
  servers.disconnect();
  await rounds.close();
  await healthy.close();
});

it('a crawl of servers that answer badly in every way beside a healthy site: that one completes, each other has its outcome', async () => {
  const ids = ['healthy', ...bad.map(({ id }) => id)];
  const { code, of, peakMb } = await crawlWatched(ids, environmentOf(rounds, [healthy, ...bad]));
  expect(code).toBe(0);
  expect(of('healthy')).toMatchObject({ outcome: 'ok_new', posts: 24, errors: [] });
  for (const { name, id } of bad) {
    const { outcome = '', posts = 0, errors = [], reasons = [] } = of(id) ?? {};
    process.stdout.write(
      `${name}: ${outcome}, ${posts} posts, ${[...errors, ...reasons].join('; ').slice(0, 160)}\n`,
    );
    expect([name, outcome]).toEqual([name, expect.stringMatching(/^(?:network_error|robots_disallowed)$/)]);
  }
  expect(peakMb).toBeLessThan(400);
}, 1_800_000);
