import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIncidentOf } from '../../src/store/incidents.ts';
import { releaseHeld } from '../../src/store/candidates.ts';
import { environmentOf, start } from '../run/command.ts';
import { manyPosts } from './posts.ts';
import { DAY, openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite } from './site.ts';

/** An adapter that fills all memory with the third post: its title says so. It waits between, and so takes little of the machine until it is seen. */
const FILLS = `article: {
    title: (page) => {
      const wait = new Int32Array(new SharedArrayBuffer(4));
      for (const all = []; page.html.includes('number 3 '); Atomics.wait(wait, 0, 0, 20)) all.push(new Uint8Array(8e6).fill(1));
      return page.$('h1').text();
    },
    body: '.content',
  },`;

let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(10));
  rounds = openRounds([site]);
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

const readOf = (path: string): number => site.log.filter((asked) => asked.path === path).length;

describe('a page that would fill the machine', () => {
  it('is told of, set aside after three tries with an incident, and tried again when a person lets it through', async () => {
    rounds.write('blog', sourceFile('blog', site, { more: FILLS }));
    const first = await rounds.runOne('blog');
    expect(first).toMatchObject({ outcome: 'ok_new', posts: 9, waiting: 1 });
    expect(first.errors.join()).toMatch(
      /story-3: its reader was (?:stopped: more than \d+ MB of memory|lost twice)/,
    );
    for (const days of [2, 20]) {
      rounds.clock.at += days * DAY;
      await rounds.runOne('blog');
    }
    expect(readOf('/posts/story-3')).toBe(3);
    const incident = openIncidentOf(rounds.store, 'blog', 'pages');
    expect(incident?.reasons.join()).toMatch(/1 page is set aside/);
    rounds.clock.at += 100 * DAY;
    await rounds.runOne('blog');
    expect(readOf('/posts/story-3')).toBe(3);
    rounds.write('blog', sourceFile('blog', site));
    releaseHeld(rounds.store, 'blog');
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 1, waiting: 0 });
    expect(openIncidentOf(rounds.store, 'blog', 'pages')).toBeUndefined();
  });
});

describe('a page that was in hand when a run was killed', () => {
  it('is read last by the next one', async () => {
    site.posts = manyPosts(3);
    rounds.write('blog', sourceFile('blog', site));
    const { child, ended } = start(['crawl', 'blog'], environmentOf(rounds, [site]));
    site.answers.set('/posts/story-1', () => void child.kill('SIGKILL'));
    expect((await ended).signal).toBe('SIGKILL');
    site.answers.clear();
    site.asked();
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 3, waiting: 0 });
    const posts = site.asked().filter(({ path }) => path.startsWith('/posts/'));
    expect(posts.at(-1)?.path).toBe('/posts/story-1');
  });
});
