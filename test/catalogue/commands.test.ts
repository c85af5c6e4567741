import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMPILE_CACHE } from '../../src/base/code-beside.ts';
import { openStore } from '../../src/store/open.ts';
import { keepLink } from '../../src/store/links.ts';
import { says, site } from '../fetch/site.ts';
import { runHere, start } from '../run/command.ts';
import { listed, NOON } from './fixtures.ts';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'lamplighter-command-'));
}

function lamplighter(dataDir: string, args: string[], more: Record<string, string> = {}) {
  return runHere(args, { ...environment(dataDir), ...more });
}

function environment(dataDir: string): Record<string, string> {
  return {
    LAMPLIGHTER_DATA: dataDir,
    PUBLIC_URL: 'https://lamps.example.org',
    LAMPLIGHTER_MIN_GAP_MS: '0',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
  };
}

test('the catalogue goes out into a folder and comes back into an empty store, byte for byte', async () => {
  const [from, to, one, two] = [folder(), folder(), folder(), folder()];
  const store = openStore(from);
  listed(store, { title: 'Lamps' });
  listed(store, { title: 'Meals' });
  store.close();
  expect((await lamplighter(from, ['catalogue', 'export', one])).stdout).toContain('6 files written');
  expect((await lamplighter(to, ['catalogue', 'import', one])).stdout).toContain('2 case studies imported');
  await lamplighter(to, ['catalogue', 'export', two]);
  for (const name of ['datapackage.json', 'cases.csv', 'changes.csv'])
    expect(readFileSync(join(two, name), 'utf8'), name).toBe(readFileSync(join(one, name), 'utf8'));
  const again = await lamplighter(to, ['catalogue', 'import', one]);
  expect([again.code, again.stderr.includes('import into an empty store')]).toEqual([2, true]);
  expect((await lamplighter(to, ['catalogue', 'export'])).code).toBe(2);
});

test('the public side is written as files, once it is known for whom', async () => {
  const [data, dir] = [folder(), folder()];
  const store = openStore(data);
  const id = listed(store, { title: 'Lamps' });
  store.close();
  const refused = await lamplighter(data, ['publish', 'static', dir], { PUBLIC_URL: '' });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('PUBLIC_URL: is not set')]);
  // All of it is thousands of files, and for the soak: here it is ended when the first ones are there.
  const { child, ended } = start(['publish', 'static', dir, '--local'], environment(data));
  await expect.poll(() => readdirSync(dir)).toContain('council');
  child.kill();
  expect((await ended).stderr).toBe('');
  const page = readdirSync(join(dir, 'case')).find((name) => name.startsWith(`${id}-`)) ?? '';
  expect(readFileSync(join(dir, 'case', page, 'index.html'), 'utf8')).toContain('Lamps');
});

test.skipIf(process.env['SOAK'] === undefined)('all of the public side is written as files', async () => {
  const [data, dir] = [folder(), folder()];
  const store = openStore(data);
  listed(store, { title: 'Lamps' });
  store.close();
  const done = await lamplighter(data, ['publish', 'static', dir, '--local']);
  expect(done.stdout).toMatch(/: \d{4,} files written, 0 as they were, 0 taken away/);
  expect(readFileSync(join(dir, 'embed/NBL/Refuse.html'), 'utf8')).toContain('Lamps');
});

test('links are looked at, and the round is told', async () => {
  await using publisher = await site({ '*': says('gone', {}, 404) });
  const data = folder();
  const store = openStore(data);
  const id = listed(store, { url: publisher.url('/story') });
  keepLink(store, id, {
    state: 'ok',
    strikes: 2,
    checkedAt: NOON,
    nextAt: 0,
    archiveUrl: 'https://web.archive.org/web/2024/x',
    archiveAt: NOON,
    archiveTriedAt: NOON,
    movedTo: null,
  });
  store.close();
  const { stdout, stderr } = await lamplighter(data, ['links', 'check', '--json'], {
    LAMPLIGHTER_ALLOW_HOSTS: publisher.host,
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ looked: 1, states: { dead: 1 }, copies: 0 });
});

test('half a pair of keys is a setting that is wrong', async () => {
  const { code, stderr } = await lamplighter(folder(), ['links', 'check'], { WAYBACK_KEY: 'x' });
  expect([code, stderr.includes('WAYBACK_SECRET')]).toEqual([2, true]);
});
