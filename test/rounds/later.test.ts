import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseHeld } from '../../src/store/candidates.ts';
import { sourceRow } from '../../src/store/sources.ts';
import { manyPosts } from './posts.ts';
import { DAY, LISTING, openRounds, type Rounds, sourceFile } from './round.ts';
import { NOT_FOUND, openSite, redirect, RESET, type RunSite, says, type SitePost } from './site.ts';

const HOUR = DAY / 24;

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

function due(): number {
  return (sourceRow(rounds.store, 'blog')?.nextDueAt ?? 0) - rounds.clock.at;
}

function rows(query: string): Record<string, unknown>[] {
  return rounds.store
    .sql(query)
    .all()
    .map((row) => ({ ...row }));
}

function count(table: string): number {
  return rows(`select 1 from ${table}`).length;
}

describe('when a source is next due', () => {
  beforeEach(() => rounds.write('blog', sourceFile('blog', site)));

  it('is at once for a new one, and then a quarter of the gap between its posts', async () => {
    const { sources } = await rounds.run();
    expect(sources).toMatchObject([{ id: 'blog', outcome: 'ok_new' }]);
    // A post every three days: 18 hours, give or take the spread of a tenth.
    expect(due()).toBeGreaterThan(16 * HOUR);
    expect(due()).toBeLessThan(20 * HOUR);
    expect((await rounds.run()).sources).toEqual([]);
    rounds.clock.at += 20 * HOUR;
    expect((await rounds.run()).sources).toHaveLength(1);
  });

  it('is later and later while it fails, two days at most, for ever, and as usual once it is well', async () => {
    await rounds.runOne('blog');
    site.answers.set('/news/', says('<p>Oops', {}, 500));
    const pauses: number[] = [];
    for (let run = 0; run < 9; run += 1) {
      await rounds.runOne('blog');
      pauses.push(due());
      rounds.clock.at += due();
    }
    expect(pauses[0]).toBeLessThan(1.2 * HOUR);
    for (const [index, pause] of pauses.slice(1, 6).entries())
      expect(pause / (pauses[index] ?? 0)).toBeCloseTo(2);
    expect(pauses.at(-1)).toBeLessThan(53 * HOUR);
    expect(pauses.at(-1)).toBe(pauses.at(-2));
    site.answers.clear();
    await rounds.runOne('blog');
    expect(sourceRow(rounds.store, 'blog')?.failures).toBe(0);
    expect(due()).toBeGreaterThan(16 * HOUR);
  });

  it('is not before the hour that the site named', async () => {
    site.answers.set('/news/', says('', { 'retry-after': String(20 * 3600) }, 429));
    await rounds.runOne('blog');
    expect(due()).toBe(20 * HOUR);
  });

  it('is tomorrow for a source that is paused, which runs only when it is named', async () => {
    const paused = `paused: { reason: 'being rebuilt', reviewOn: '2027-01-01' },`;
    rounds.write('blog', sourceFile('blog', site, { more: paused }));
    expect((await rounds.run()).sources).toEqual([]);
    expect(due()).toBe(DAY);
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_new' });
  });
});

describe('posts that could not be read', () => {
  it('are tried again a day later although the listing says that it is unchanged, and are never forgotten', async () => {
    rounds.write('blog', sourceFile('blog', site));
    site.answers.set('/posts/story-5', NOT_FOUND);
    site.answers.set('/posts/story-7', says('<!doctype html><title>x</title>'));
    const first = await rounds.runOne('blog');
    expect(first).toMatchObject({ outcome: 'ok_new', posts: 10, waiting: 2 });
    expect(first.errors.join('\n')).toMatch(/story-5.*404/);
    expect(first.errors).toHaveLength(2);
    rounds.clock.at += DAY / 2;
    site.asked();
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'not_modified', requests: 1, waiting: 2 });
    rounds.clock.at += DAY;
    // The listing, both of them, and five young posts that are looked at again.
    expect(await rounds.runOne('blog')).toMatchObject({ requests: 8, waiting: 2 });
    site.answers.delete('/posts/story-5');
    rounds.clock.at += 5 * DAY;
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'not_modified', posts: 1, waiting: 1 });
  });

  it('for which the site resets every connection end the run after three, and all wait for the next', async () => {
    rounds.write('blog', sourceFile('blog', site));
    site.answers.set('posts', RESET);
    const first = await rounds.runOne('blog');
    expect(first).toMatchObject({ outcome: 'network_error', posts: 0, waiting: 12 });
    expect(first.reasons[0]).toMatch(/^reading posts stopped at .*posts/);
    site.answers.clear();
    rounds.clock.at += 2 * DAY;
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_nothing_new', posts: 12, waiting: 0 });
  });

  it('are asked for no more once the site says that we are too many', async () => {
    rounds.write('blog', sourceFile('blog', site));
    site.answers.set('/posts/story-9', says('', { 'retry-after': '3600' }, 429));
    const first = await rounds.runOne('blog');
    expect(first).toMatchObject({ outcome: 'blocked' });
    expect(first.reasons[0]).toMatch(/left alone until .* \(429\)/);
    expect(first.posts + first.waiting).toBe(12);
    expect(site.log.at(-1)?.path).toBe('/posts/story-9');
  });

  it('sent home are no posts', async () => {
    rounds.write('blog', sourceFile('blog', site));
    site.answers.set('/', says('<title>Home</title><h1>Home</h1>'));
    site.answers.set('posts', redirect('/'));
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 0, waiting: 12 });
    expect(count('post')).toBe(0);
  });
});

describe('a walk that was cut short', () => {
  // By then the youngest of their posts, of 27 November, are out: no listing shows days that are still to come.
  beforeEach(() => void (rounds.clock.at += 5 * DAY));

  it('goes on where it stopped, although new posts have pushed the rest down by more than a page', async () => {
    site.posts = manyPosts(20);
    rounds.write('blog', sourceFile('blog', site));
    site.answers.set('/news/?page=3', RESET);
    const first = await rounds.runOne('blog');
    expect(first).toMatchObject({ outcome: 'network_error', cards: 10, posts: 10 });
    expect(first.reasons[0]).toMatch(/^reading the listing stopped at .*page=3/);
    site.answers.clear();
    site.posts = manyPosts(27);
    rounds.clock.at += 4 * DAY;
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 17, waiting: 0 });
    expect(count('post')).toBe(27);
    rounds.clock.at += DAY;
    site.asked();
    await rounds.runOne('blog');
    const listings = site.asked().filter(({ path }) => path.startsWith('/news/'));
    expect(listings).toMatchObject([{ path: '/news/', conditional: true }]);
  });

  it('is at its end where the page it would go on from is gone', async () => {
    site.posts = manyPosts(20);
    rounds.write('blog', sourceFile('blog', site));
    site.answers.set('/news/?page=3', says('<p>Oops', {}, 500));
    await rounds.runOne('blog');
    site.answers.set('/news/?page=3', NOT_FOUND);
    rounds.clock.at += DAY;
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_nothing_new' });
    rounds.clock.at += DAY;
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'not_modified' });
  });
});

describe('two sources that show the same posts', () => {
  it('read each once, and the second is read to its end although it begins with what is known', async () => {
    rounds.write('feed', sourceFile('feed', site, { discover: `feed({ url: '/feed/' })` }));
    rounds.write('blog', sourceFile('blog', site));
    expect(await rounds.runOne('feed')).toMatchObject({ posts: 10 });
    expect(await rounds.runOne('blog')).toMatchObject({ cards: 12, unseen: 2, posts: 2 });
    expect(count('post')).toBe(12);
  });
});

describe('listings that go round in circles', () => {
  it('end where the last page is repeated for ever', async () => {
    const numbered = `listing({ url: '/news/', card: 'article', link: 'h3 a', date: 'time', maxPages: 50,
      pages: { param: 'page', first: 1, step: 1 } })`;
    rounds.write('blog', sourceFile('blog', site, { discover: numbered }));
    const repeat = says('<article><h3><a href="/posts/story-1">One</a></h3></article>');
    for (let page = 4; page < 60; page += 1) site.answers.set(`/news/?page=${page}`, repeat);
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_new', posts: 12 });
    expect(site.asked().filter(({ path }) => path.startsWith('/news/')).length).toBeLessThanOrEqual(5);
  });

  it('end where a next link leads back', async () => {
    rounds.write('blog', sourceFile('blog', site));
    const page2 = says(
      '<article><h3><a href="/posts/story-1">One</a></h3></article><a rel="next" href="/news/">Older</a>',
    );
    site.answers.set('/news/?page=2', page2);
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_new', posts: 6 });
    expect(site.asked().filter(({ path }) => path.startsWith('/news/'))).toHaveLength(2);
  });
});

describe('a feed', () => {
  it('with entities that it never defined and an ampersand of its own is read all the same', async () => {
    rounds.write('blog', sourceFile('blog', site, { discover: `feed({ url: '/feed/' })` }));
    const item = `<item><title>Caf&eacute; &nbsp; &unheard; R&D</title><link>${site.origin}/posts/story-2</link></item>`;
    site.answers.set(
      '/feed/',
      says(`<?xml version="1.0"?><rss version="2.0"><channel>${item}</channel></rss>`),
    );
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_new', posts: 1 });
  });

  it('or a page that names the wrong charset keeps its letters', async () => {
    site.posts = site.posts.slice(0, 1);
    rounds.write('blog', sourceFile('blog', site));
    const words = 'The council bought a café for £2 million and saved. '.repeat(40);
    const page = `<!doctype html><title>x</title><main><h1>Café: £2 million</h1><div class="content"><p>${words}</p></div></main>`;
    site.answers.set('posts', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(Buffer.from(page, 'latin1'));
    });
    await rounds.runOne('blog');
    expect(rows('select title from post')).toEqual([{ title: 'Café: £2 million' }]);
  });
});

describe('a storm', () => {
  it('is held back from reviewers, also what of it is read by a later run, until a person lets it through', async () => {
    rounds.write(
      'blog',
      sourceFile('blog', site, { discover: `sitemap({ url: '/sitemap.xml', include: /posts/ })` }),
    );
    // The first run, when all was new, must be out of the ten that count.
    for (let run = 0; run < 11; run += 1) await rounds.runOne('blog', { full: true });
    const before = count('candidate');
    site.posts = manyPosts(30);
    site.answers.set('/posts/story-20', says('', { 'retry-after': '60' }, 429));
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'storm' });
    site.answers.clear();
    rounds.clock.at += DAY;
    await rounds.runOne('blog');
    expect(count('post')).toBe(30);
    expect(rows('select id from candidate where held is null')).toHaveLength(before);
    expect(releaseHeld(rounds.store, 'blog')).toBe(count('candidate') - before);
    expect(rows('select id from candidate where held is not null')).toEqual([]);
  });
});

describe('an edited post', () => {
  const REST = `wordpress({ base: '/', perPage: 5 })`;
  const edit = (change: Partial<SitePost>): void => {
    site.posts = site.posts.map((post) => (post.slug === 'story-10' ? { ...post, ...change } : post));
  };
  const story = "candidate join post on post.id = candidate.post_id where post.title like '%(10)%'";

  beforeEach(async () => {
    rounds.write('blog', sourceFile('blog', site, { discover: REST }));
    await rounds.runOne('blog');
    rounds.clock.at += DAY;
  });

  it('is a revision of the same candidate, whose version grows', async () => {
    const text = `${site.posts[2]?.text ?? ''}\n\nCorrection: the contract was worth £12 million.`;
    edit({ text, modified: '2026-11-23T10:00:00' });
    expect(await rounds.runOne('blog')).toMatchObject({
      outcome: 'ok_nothing_new',
      posts: 0,
      revised: 1,
      candidates: 0,
    });
    expect(rows(`select version from ${story}`)).toEqual([{ version: 2 }]);
    expect(count('revision')).toBe(13);
    expect(count('post')).toBe(12);
  });

  it('is seen a second time when it is edited again on the same day', async () => {
    const text = site.posts[2]?.text ?? '';
    edit({ text: `${text}\n\nFirst correction.`, modified: '2026-11-24T10:00:00' });
    await rounds.runOne('blog');
    edit({ text: `${text}\n\nSecond correction.`, modified: '2026-11-24T11:00:00' });
    expect(await rounds.runOne('blog')).toMatchObject({ revised: 1 });
    expect(rows(`select version from ${story}`)).toEqual([{ version: 3 }]);
  });

  it('that only got another slug is the same post, by the number that WordPress gives it', async () => {
    edit({ slug: 'story-10-renamed' });
    expect(await rounds.runOne('blog')).toMatchObject({ unseen: 1, posts: 0, revised: 0 });
    expect(count('post')).toBe(12);
    expect(rows(`select version from ${story}`)).toEqual([{ version: 1 }]);
  });

  it('that says the same at a later date is read once and is no news', async () => {
    edit({ modified: '2026-11-23T10:00:00' });
    for (const version of [1, 1]) {
      expect(await rounds.runOne('blog', { full: true })).toMatchObject({ revised: 0 });
      expect(rows(`select version from ${story}`)).toEqual([{ version }]);
    }
    expect(rows(`select modified from post where title like '%(10)%'`)).toEqual([{ modified: '2026-11-23' }]);
  });
});

describe('other names of a post', () => {
  it('that a redirect gives are believed: the listing may show either', async () => {
    rounds.write('blog', sourceFile('blog', site));
    site.posts = site.posts.slice(0, 3);
    site.answers.set('/posts/old-name', redirect('/posts/story-12'));
    const card = (href: string): string => `<article><h3><a href="${href}">Story</a></h3></article>`;
    site.answers.set('/news/', says(card('/posts/old-name')));
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 1 });
    site.answers.set('/news/', says(card('/posts/story-12')));
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_nothing_new', unseen: 0, posts: 0 });
    expect(count('post')).toBe(1);
  });

  it('that a template gives to every page fold nothing together, not even with the page whose name it is', async () => {
    site.posts = site.posts.map((post) => ({ ...post, canonical: `${site.origin}/posts/story-6` }));
    rounds.write('blog', sourceFile('blog', site, { discover: LISTING }));
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 12, revised: 0 });
    expect(count('post')).toBe(12);
    expect(count('revision')).toBe(12);
    expect(rows(`select title from post where key like '%/story-6'`)).toEqual([
      { title: 'Fun run number 6 raises a smile' },
    ]);
    rounds.clock.at += DAY;
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({ unseen: 0, posts: 0, revised: 0 });
  });
});

describe('what lies beyond the pages that a listing is read to', () => {
  const upTo = (pages: number) =>
    sourceFile('blog', site, { discover: LISTING.replace('maxPages: 10', `maxPages: ${pages}`) });

  it('is said by the first run, and read by a full one once the adapter allows more pages', async () => {
    rounds.write('blog', upTo(2));
    const first = await rounds.runOne('blog');
    expect(first).toMatchObject({ outcome: 'ok_new', posts: 10 });
    expect(first.reasons).toEqual([
      'Older posts lie beyond the first 2 pages of its listing: to read them, raise maxPages and run "lamplighter crawl blog --full".',
    ]);
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({ posts: 0, reasons: [] });
    rounds.write('blog', upTo(10));
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 0 });
    expect(await rounds.runOne('blog', { full: true })).toMatchObject({ outcome: 'ok_new', posts: 2 });
  });

  it('is not spoken of where the last page was read', async () => {
    rounds.write('blog', upTo(3));
    expect(await rounds.runOne('blog')).toMatchObject({ posts: 12, reasons: [] });
  });
});
