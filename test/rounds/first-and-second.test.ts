import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manyPosts } from './posts.ts';
import { DAY, LISTING, openRounds, type Rounds, sourceFile } from './round.ts';
import { openSite, type RunSite, says } from './site.ts';

let site: RunSite;
let rounds: Rounds;
beforeEach(async () => {
  site = await openSite(manyPosts(12));
  rounds = openRounds([site]);
});
afterEach(async () => {
  await rounds.close();
  await site.close();
});

const STRATEGIES = {
  listing: LISTING,
  feed: `feed({ url: '/feed/' })`,
  sitemap: `sitemap({ url: '/sitemap.xml', include: /posts/ })`,
  wordpress: `wordpress({ base: '/', perPage: 5 })`,
};

describe('a first run and a second', () => {
  for (const [kind, discover] of Object.entries(STRATEGIES))
    it(`finds each post once by its ${kind}, then asks once, conditionally, and reads nothing`, async () => {
      const served = kind === 'feed' ? 10 : 12;
      rounds.write('blog', sourceFile('blog', site, { discover }));
      const first = await rounds.runOne('blog');
      expect(first).toMatchObject({ outcome: 'ok_new', cards: served, unseen: served, posts: served });
      expect(first.errors).toEqual([]);
      expect(first.candidates).toBeGreaterThan(0);
      expect(first.candidates).toBeLessThan(served);
      const pages = site.asked().filter(({ path }) => path.startsWith('/posts/'));
      expect(new Set(pages.map(({ path }) => path)).size).toBe(kind === 'wordpress' ? 0 : served);
      expect(pages.length).toBe(kind === 'wordpress' ? 0 : served);

      rounds.clock.at += DAY / 2;
      expect(await rounds.runOne('blog')).toMatchObject({
        outcome: 'not_modified',
        requests: 1,
        notModified: 1,
        cards: 0,
        posts: 0,
        errors: [],
      });
      expect(site.asked()).toMatchObject([{ conditional: true, status: 304 }]);
    });

  it('reads only what is new when the listing has changed', async () => {
    rounds.write('blog', sourceFile('blog', site));
    await rounds.runOne('blog');
    site.posts = manyPosts(13);
    site.asked();
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_new', unseen: 1, posts: 1 });
    const paths = site.asked().map(({ path }) => path);
    expect(paths).toEqual(['/news/', '/news/?page=2', '/posts/story-13']);
  });
});

describe('a listing with the oldest post first, whose adapter does not know it', () => {
  it('has its new posts found at its end', async () => {
    site.posts = manyPosts(12).toReversed();
    rounds.write('blog', sourceFile('blog', site));
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_new', posts: 12 });
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_nothing_new', posts: 0 });
    site.posts = manyPosts(17).toReversed();
    site.asked();
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_new', unseen: 5, posts: 5 });
    expect(
      site
        .asked()
        .map(({ path }) => path)
        .slice(0, 3),
    ).toEqual(['/news/', '/news/?page=3', '/news/?page=4']);
  });
});

describe('validators', () => {
  const listingAsked = (): { conditional: boolean }[] => site.asked().filter(({ path }) => path === '/news/');

  beforeEach(async () => {
    rounds.write('blog', sourceFile('blog', site));
    await rounds.runOne('blog');
    site.asked();
  });

  it('are not sent by an adapter that has changed since', async () => {
    rounds.write('blog', `${sourceFile('blog', site)}// a better selector\n`);
    await rounds.runOne('blog');
    expect(listingAsked()).toMatchObject([{ conditional: false }]);
    await rounds.runOne('blog');
    expect(listingAsked()).toMatchObject([{ conditional: true }]);
  });

  it('are left out when a person asks for everything', async () => {
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({
      outcome: 'ok_nothing_new',
      cards: 12,
    });
    expect(listingAsked()[0]).toMatchObject({ conditional: false });
  });

  it('are forgotten after a run that was not well, so that the same bad page is not taken for unchanged', async () => {
    site.answers.set('/news/', says('<!doctype html><title>News</title><p>We have a new look!'));
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'degraded' });
    listingAsked();
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'degraded' });
    expect(listingAsked()).toMatchObject([{ conditional: false }]);
  });

  it('are trusted for a week and no longer', async () => {
    rounds.clock.at += 7 * DAY - 1;
    await rounds.runOne('blog');
    expect(listingAsked()).toMatchObject([{ conditional: true }]);
    rounds.clock.at += 2;
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_nothing_new' });
    expect(listingAsked()).toMatchObject([{ conditional: false }]);
  });
});
