import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSound } from '../../src/rounds/load-sources.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, passBundled, type Rounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite } from '../rounds/site.ts';
import { environmentOf, runHere, start } from './command.ts';

let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(3));
  rounds = openRounds([site]);
  rounds.write('blog', sourceFile('blog', site));
  rounds.write('worse', 'export default (\n');
  passBundled(rounds.store);
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

const posts = (): number => Number(rounds.store.sql('select count(*) as n from post').get()?.['n']);

/** What a process writes to a stream, once it says this. */
function saidBy(stream: NodeJS.ReadableStream | null, words: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream?.on('data', (chunk) => {
      text += String(chunk);
      if (words.test(text)) resolve(text);
    });
  });
}

describe('an adapter that cannot be used', () => {
  it('is left out of a crawl, which reads the others, names it and ends with 2', async () => {
    const ended = await runHere(['crawl', '--json'], environmentOf(rounds, [site]));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^lamplighter: \S*worse\.ts.*the other sources are read$/m);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      sources: [{ id: 'blog', posts: 3 }],
      faults: [expect.stringMatching(/worse\.ts/)],
    });
    expect(posts()).toBe(3);
  });

  it('is told of at once where it is asked for by name', async () => {
    const named = await runHere(['crawl', 'worse'], environmentOf(rounds, [site]));
    expect(named).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/worse\.ts/) });
    expect(site.log).toEqual([]);
  });

  it('keeps neither desk nor catalogue from being served, and the log names it', async () => {
    const { child, ended } = start(['serve', '--no-schedule'], environmentOf(rounds, [site], { PORT: '0' }));
    const [out, err] = await Promise.all([
      saidBy(child.stdout, /is at (\S+)/),
      saidBy(child.stderr, /warn\.adapter.*\n/),
    ]);
    expect(err).toMatch(/worse\.ts/);
    const origin = /is at (\S+)/.exec(out)?.[1] ?? '';
    expect((await fetch(`${origin}/openapi.json`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('is said once by a crawl that watches, which reads the others', async () => {
    const { child, ended } = start(['crawl', '--watch'], environmentOf(rounds, [site]));
    await expect.poll(posts, { timeout: 280_000 }).toBe(3);
    child.kill('SIGTERM');
    const { stderr } = await ended;
    expect(stderr.match(/warn\.adapter/g)).toHaveLength(1);
    expect(stderr).toMatch(/worse\.ts/);
  });

  it('is, of two with one id, the second', async () => {
    const other = join(rounds.folder, 'others');
    mkdirSync(other);
    writeFileSync(join(other, 'blog.ts'), sourceFile('blog', site));
    const { loaded, faults } = await loadSound([rounds.sourcesDir, other]);
    expect(loaded.map(({ file }) => file)).toEqual([join(rounds.sourcesDir, 'blog.ts')]);
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringMatching(/worse\.ts/),
      expect.stringMatching(/others\/blog\.ts, id: "blog" is already used by/),
    ]);
  });
});
