import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { environmentOf, run } from '../run/command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, type Rounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite, says } from '../rounds/site.ts';

const card = (at: number): string =>
  `<div class="a${at}"><h3><a href="/posts/s${at}">Leeds buys light ${at}</a></h3></div>`;

let site: RunSite;
let rounds: Rounds;

beforeAll(async () => {
  site = await openSite(manyPosts(12));
  const nested = `${'<article>'.repeat(240)}<h3>x</h3>${'</article>'.repeat(240)}`.repeat(150);
  const cards = Array.from({ length: 40_000 }, (_, at) => card(at)).join('');
  site.answers.set('/endless/', says(`<!doctype html><title>News</title><main>${nested}${cards}</main>`));
  rounds = openRounds([site]);
});
afterAll(async () => {
  await rounds.close();
  await site.close();
});

it('a page that the survey never comes to an end of ends the command, which names it and says what to do', async () => {
  const url = `${site.origin}/endless/`;
  const args = ['sources', 'new', url, '--dir', rounds.sourcesDir, '--id', 'endless', '--json'];
  const { code, stdout, stderr } = await run(args, environmentOf(rounds, [site]));
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    stopped: { what: url, why: expect.stringMatching(/seconds of CPU time|MB of memory|out of memory/) },
  });
  expect(stderr).toMatch(/was stopped over .+\/endless\/: .+ Open that page in a browser/);
  expect(existsSync(join(rounds.sourcesDir, 'endless.ts'))).toBe(false);
});

it('an adapter that never comes to an end of a recording fails its own check; the others are checked', async () => {
  const recordings = join(rounds.sourcesDir, 'recordings', 'hangs');
  cpSync(fileURLToPath(new URL('../../sources/recordings/coop-councils', import.meta.url)), recordings, {
    recursive: true,
  });
  rounds.write(
    'hangs',
    `export default ({ defineSource, wordpress }) => defineSource({ id: 'hangs', name: 'A', publisher: 'A',
  home: 'https://www.councils.coop/', hosts: { canonical: 'www.councils.coop', aliases: ['councils.coop'] },
  cadence: { perMonth: 1, quietOkDays: 99 }, discover: wordpress({ base: '/', type: 'case-study' }),
  article: { title: () => { for (;;); } } });`,
  );
  const args = ['sources', 'check', 'hangs', 'coop-councils', 'cles', '--json'];
  const { code, stdout } = await run(args, environmentOf(rounds, [site]));
  expect(code).toBe(1);
  const { sources }: { sources: { id: string; faults: { what: string; fault: string }[] }[] } =
    JSON.parse(stdout);
  expect(sources.map(({ id, faults }) => [id, faults.length])).toEqual(
    expect.arrayContaining([
      ['hangs', 1],
      ['coop-councils', 0],
      ['cles', 0],
    ]),
  );
  expect(sources.find(({ id }) => id === 'hangs')?.faults[0]?.fault).toMatch(/stopped over it: no end/);
});

it('a post that an adapter never comes to an end of is told as unreadable; the others are read again', async () => {
  const [hangs = ''] = site.posts.map(({ slug }) => slug);
  rounds.write('loops', sourceFile('loops', site));
  expect((await run(['crawl', 'loops'], environmentOf(rounds, [site]))).code).toBe(0);
  const endless = `article: { title: ({ url }) => { while (url.endsWith('/${hangs}')); } },`;
  rounds.write('loops', sourceFile('loops', site, { more: endless }));
  const { code, stdout } = await run(['sources', 'replay', '--json'], environmentOf(rounds, [site]));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    posts: 12,
    reread: 11,
    counts: { unreadable: 1 },
    changes: [
      { kind: 'unreadable', url: `${site.origin}/posts/${hangs}`, after: expect.stringMatching(/no end/) },
    ],
  });
});

it('a kept page that an adapter never comes to an end of is what a mend says of its post; the others are read again', async () => {
  const hangs = site.posts.at(-1)?.slug ?? '';
  // The same source as before: what one has found is no other's.
  rounds.write('loops', sourceFile('loops', site));
  expect((await run(['crawl', 'loops'], environmentOf(rounds, [site]))).code).toBe(0);
  const endless = `article: { title: ({ url, $ }) => { while (url.endsWith('/${hangs}')); return $('h1').text(); } },`;
  rounds.write('loops', sourceFile('loops', site, { more: endless }));
  const { code, stdout } = await run(['sources', 'mend', 'loops', '--json'], environmentOf(rounds, [site]));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    id: 'loops',
    written: false,
    kept: { unreadable: 1, reread: 11 },
  });
});

it('a site that is meant well has its source as ever', async () => {
  const args = [
    'sources',
    'new',
    `${site.origin}/news/`,
    '--dir',
    rounds.sourcesDir,
    '--id',
    'town',
    '--json',
  ];
  const { code, stdout } = await run(args, environmentOf(rounds, [site]));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ id: 'town', posts: 12 });
});
