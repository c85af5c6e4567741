import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { frontierOf, sourceRow } from '../../src/store/sources.ts';
import { manyPosts } from './posts.ts';
import { DAY, openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite } from './site.ts';

let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(8));
  rounds = openRounds([site]);
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

const budget = (limits: string): void =>
  rounds.write('blog', sourceFile('blog', site, { more: `budget: { ${limits}, reason: 'a test' },` }));
const dueIn = (): number => (sourceRow(rounds.store, 'blog')?.nextDueAt ?? 0) - rounds.clock.at;
const stored = (): number => Number(rounds.store.sql('select count(*) as n from post').get()?.['n']);

describe('a budget of posts', () => {
  it('ends a run with something left, says so, and goes on at once until nothing is', async () => {
    budget('posts: 3');
    expect(await rounds.runOne('blog')).toMatchObject({
      outcome: 'ok_new',
      posts: 3,
      reached: 'posts',
      waiting: 5,
    });
    expect(dueIn()).toBe(0);
    expect((await rounds.run()).sources).toMatchObject([{ posts: 3, reached: 'posts', waiting: 2 }]);
    expect((await rounds.run()).sources).toMatchObject([{ posts: 2, reached: null, waiting: 0 }]);
    expect(dueIn()).toBeGreaterThan(DAY / 8);
    expect(stored()).toBe(8);
  });

  it('is not reached by a run that ends with its last post', async () => {
    budget('posts: 8');
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 8, reached: null, firstFill: null });
  });

  it('is 500, and 600 requests, 10 minutes and 50 MB, where a source names none', async () => {
    rounds.write('blog', sourceFile('blog', site));
    const [loaded] = await loadSources([rounds.sourcesDir]);
    expect(loaded?.source.budget).toMatchObject({ posts: 500, requests: 600, minutes: 10, megabytes: 50 });
  });

  it('is refused without a reason', async () => {
    rounds.write('blog', sourceFile('blog', site, { more: 'budget: { posts: 3 },' }));
    await expect(loadSources([rounds.sourcesDir])).rejects.toThrow(/budget\.reason: needs a reason/);
  });
});

describe('a budget of requests', () => {
  it('leaves half of them for posts where a listing has no end, and reads the rest of the listing at the next turns', async () => {
    site.posts = manyPosts(40);
    rounds.clock.at += 30 * DAY;
    budget('requests: 8');
    const first = await rounds.runOne('blog');
    expect(first).toMatchObject({ requests: 8, posts: 4, reached: 'requests', waiting: 16 });
    expect(frontierOf(rounds.store, 'blog')).toMatchObject({ pageNumber: 5 });
    expect(dueIn()).toBe(0);
    for (let turn = 0; turn < 12 && dueIn() === 0; turn += 1)
      for (const { requests } of (await rounds.run()).sources) expect(requests).toBeLessThanOrEqual(8);
    expect(stored()).toBe(40);
    expect(frontierOf(rounds.store, 'blog')).toBeUndefined();
    expect(site.log.filter(({ path }) => path.startsWith('/posts/'))).toHaveLength(40);
  });
});

describe('a budget of megabytes', () => {
  it('ends a run after the page that went over it', async () => {
    budget('megabytes: 0.006');
    const { bytes, posts, reached } = await rounds.runOne('blog');
    expect(reached).toBe('megabytes');
    expect(posts).toBeGreaterThan(0);
    expect(posts).toBeLessThan(8);
    expect(bytes).toBeGreaterThanOrEqual(6000);
  });
});

describe('a budget of minutes', () => {
  it('counts the time in which a slow site answers', async () => {
    budget('minutes: 10');
    // Two pages of the listing, then a post takes two minutes.
    site.onAsked = () => (rounds.clock.at += 2 * 60_000);
    const { posts, reached } = await rounds.runOne('blog');
    expect({ posts, reached }).toEqual({ posts: 2, reached: 'minutes' });
  });

  it('does not count the pauses that its host is owed', async () => {
    budget('minutes: 10');
    site.onAsked = () => {
      rounds.clock.at += 2 * 60_000;
      rounds.store
        .sql(
          `insert into request (host, url, at, bytes, waited_ms, robots) values (?, 'x', ?, 0, 120000, 'none')`,
        )
        .run(site.host, rounds.clock.at);
    };
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 8, reached: null });
  });
});

describe('a first reading that takes several runs', () => {
  it('is told as such, with how far it has come and when it ends, and is over with the run that reaches no limit', async () => {
    site.posts = manyPosts(20);
    budget('posts: 5');
    const start = rounds.clock.at;
    site.onAsked = () => (rounds.clock.at += 1000);
    const first = await rounds.runOne('blog');
    expect(first.firstFill).toMatchObject({
      since: new Date(start).toISOString(),
      ...{ read: 5, left: 15, isWholeListingKnown: true },
    });
    const perPost = (rounds.clock.at - start) / 5;
    expect(Date.parse(first.firstFill?.endsAt ?? '')).toBeCloseTo(rounds.clock.at + 15 * perPost, -2);
    expect((await rounds.runOne('blog')).firstFill).toMatchObject({ read: 10, left: 10 });
    await rounds.runOne('blog');
    expect((await rounds.runOne('blog')).firstFill).toBeNull();
    expect(stored()).toBe(20);
  });

  it('is none where a source that was read before shows many new posts', async () => {
    budget('posts: 8');
    await rounds.runOne('blog');
    site.posts = manyPosts(20);
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({ reached: 'posts', firstFill: null });
  });
});
