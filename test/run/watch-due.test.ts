import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { enrolSource, makeDue } from '../../src/store/sources.ts';
import { environmentOf } from './command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { DAY, openRounds, passBundled, type Rounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite } from '../rounds/site.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'run', 'main.ts');

let slow: RunSite;
let quick: RunSite;
let rounds: Rounds;
let child: ChildProcess | undefined;
beforeEach(async () => {
  slow = await openSite(manyPosts(3));
  quick = await openSite(manyPosts(3));
  rounds = openRounds([slow, quick]);
  rounds.write('slow', sourceFile('slow', slow));
  rounds.write('quick', sourceFile('quick', quick));
  passBundled(rounds.store);
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rounds.close();
  await Promise.all([slow.close(), quick.close()]);
});

function watching(): ChildProcess {
  return (child = spawn(process.execPath, [MAIN, 'crawl', '--watch'], {
    env: { ...process.env, ...environmentOf(rounds, [slow, quick]) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  }));
}

/** As long as a test may take. */
const PATIENT = { timeout: 280_000 };
const stored = (source: string): number =>
  Number(rounds.store.sql('select count(*) as n from post where source_id = ?').get(source)?.['n']);

it('reads each source by itself: one that does not answer holds up nobody, and a poke starts a run at once', async () => {
  const gate = Promise.withResolvers<void>();
  slow.answers.set('/news/', (_request, response) => {
    void gate.promise.then(() => response.writeHead(404).end());
  });
  const watch = watching();
  await expect.poll(() => stored('quick'), PATIENT).toBe(3);
  quick.posts = manyPosts(5);
  await expect
    .poll(() =>
      Number(
        rounds.store.sql(`select count(*) as n from source where id = 'quick' and leased_until = 0`).get()?.[
          'n'
        ],
      ),
    )
    .toBe(1);
  makeDue(rounds.store, 'quick', Date.now());
  watch.send('look');
  await expect.poll(() => stored('quick'), PATIENT).toBe(5);
  expect(stored('slow')).toBe(0);
  gate.resolve();
  watch.kill('SIGTERM');
  expect(await once(watch, 'exit')).toEqual([0, null]);
});

it('goes on at once with what a budget left, says when all was read, and ends with who started it', async () => {
  rounds.write('quick', sourceFile('quick', quick, { more: "budget: { posts: 2, reason: 'a test' }," }));
  enrolSource(rounds.store, 'slow', Date.now() + DAY, DAY);
  const watch = watching();
  let told = '';
  watch.stdout?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const rest = once(watch, 'message');
  await expect.poll(() => stored('quick'), PATIENT).toBe(3);
  expect(await rest).toEqual(['rest', undefined]);
  expect(rounds.store.sql(`select count(*) as n from run where source_id = 'quick'`).get()?.['n']).toBe(2);
  watch.disconnect();
  expect(await once(watch, 'exit')).toEqual([0, null]);
  // Both turns of one round, and every line of them, bear one name.
  await expect.poll(() => told.match(/^quick: /gm)).toHaveLength(2);
  const names = told
    .trimEnd()
    .split('\n')
    .map((line) => / \[run [0-9a-f]{8}\]$/.exec(line)?.[0]);
  expect([...new Set(names)]).toEqual([expect.stringContaining('run')]);
});
