import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentOf, run, runHere, start } from '../run/command.ts';
import { cleanRun, found, killedRuns, randomInstants } from './kills.ts';
import { manyPosts } from './posts.ts';
import { openRounds, sourceFile } from './round.ts';
import { listingHtml, openSite, type RunSite } from './site.ts';

let site: RunSite;
beforeEach(async () => {
  site = await openSite(manyPosts(12), { delayMs: 5 });
});
afterEach(() => site.close());

// The soak suite kills two hundred times, and where the listing brings the texts along; here once, so that a mistake is told at once.
it('kill -9 at any instant, and then one run, finds what one clean run finds', async () => {
  const { rows, met } = await killedRuns(site, randomInstants(1, 12));
  expect(met).toBe(1);
  const clean = await cleanRun(site);
  expect(clean['post']).toHaveLength(12);
  expect(rows).toEqual(clean);
});

describe('SIGINT', () => {
  it('finishes the post in hand, begins no other, and the next run does the rest', async () => {
    const rounds = openRounds([site]);
    rounds.write('blog', sourceFile('blog', site));
    const environment = environmentOf(rounds, [site]);
    const { child, ended } = start(['crawl', 'blog'], environment);
    site.onAsked = () => {
      if (site.log.filter(({ path }) => path.startsWith('/posts/')).length === 6) child.kill('SIGINT');
    };
    const first = await ended;
    expect(first).toMatchObject({ code: 0, signal: null });
    expect(first.stderr).toBe('Stopping after the post in hand; once more to stop at once.\n');
    expect(first.stdout).toMatch(/cut short: asked to stop/);
    const read = site.log.filter(({ path }) => path.startsWith('/posts/')).length;
    expect(read).toBeLessThanOrEqual(7);
    expect(found(rounds.store)['post']).toHaveLength(read);
    const rest = await runHere(['crawl', '--json', 'blog'], environment);
    expect(JSON.parse(rest.stdout)).toMatchObject({ sources: [{ posts: 12 - read, waiting: 0 }] });
    expect(found(rounds.store)).toEqual(await cleanRun(site));
    await rounds.close();
  });
});

it('Ctrl-C ends a survey that waits for a page at once, and nothing was written', async () => {
  const rounds = openRounds([site]);
  site.answers.set('/drips/', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).flushHeaders();
    process.emit('SIGINT');
  });
  const args = ['sources', 'new', `${site.origin}/drips/`, '--dir', rounds.sourcesDir];
  const { code, stdout, stderr } = await runHere(args, environmentOf(rounds, [site]));
  expect({ code, stdout, stderr }).toEqual({
    code: 130,
    stdout: '',
    stderr: 'Stopping.\nStopped before its end.\n',
  });
  expect(readdirSync(rounds.sourcesDir)).toEqual([]);
  await rounds.close();
});

/** Holds the next answer to a path, its headers already sent; comes when it was asked for, with what lets it go. */
function heldAt(path: string): Promise<() => void> {
  return new Promise((resolve) => {
    site.answers.set(path, (_request, response) => {
      site.answers.delete(path);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).flushHeaders();
      resolve(() => response.end(listingHtml(site.posts, 1)));
    });
  });
}

describe('two processes at once', () => {
  it('on one source: one of them reads it, the other is told that it is held', async () => {
    const rounds = openRounds([site]);
    rounds.write('blog', sourceFile('blog', site));
    const environment = environmentOf(rounds, [site]);
    const asked = heldAt('/news/');
    const one = start(['crawl', '--json', 'blog'], environment);
    const letGo = await asked;
    // In this process: what is held must not wait for another start of Node.
    const two = await runHere(['crawl', '--json', 'blog'], environment);
    letGo();
    expect([(await one.ended).code, two.code]).toEqual([0, 75]);
    const paths = site.asked().map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(found(rounds.store)['post']).toHaveLength(12);
    await rounds.close();
  });

  it('on two sources of one host never have two requests under way', async () => {
    const rounds = openRounds([site]);
    rounds.write('blog', sourceFile('blog', site));
    rounds.write('feed', sourceFile('feed', site, { discover: `feed({ url: '/feed/' })` }));
    const environment = environmentOf(rounds, [site]);
    const ended = await Promise.all([
      run(['crawl', 'blog'], environment),
      runHere(['crawl', 'feed'], environment),
    ]);
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(site.log.length).toBeGreaterThan(12);
    expect(site.mostAtOnce()).toBe(1);
    expect(found(rounds.store)['post']).toHaveLength(12);
    await rounds.close();
  });
});
