import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceSummary } from '../../src/rounds/summary.ts';
import { learntInterval } from '../../src/rounds/turns/pace.ts';
import { expectedOf } from '../../src/store/expected.ts';
import { acceptLastRun } from '../../src/store/meant.ts';
import { leaseSource } from '../../src/store/sources.ts';
import { manyPosts } from './posts.ts';
import { DAY, LISTING, openRounds, type Rounds, sourceFile } from './round.ts';
import {
  type Answer,
  CHALLENGE,
  listingHtml,
  NOT_FOUND,
  openSite,
  redirect,
  RESET,
  type RunSite,
  says,
  SOFT_404,
} from './site.ts';

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

/** Every row that a run must never lose, by what names it. */
function kept(): string[] {
  return rounds.store
    .sql(
      `select 'post ' || key || ' ' || body_hash as line from post union all select 'candidate ' || post_id from candidate
       union all select 'alias ' || key from post_alias union all select 'text ' || post_id || body_hash from revision`,
    )
    .all()
    .map((row) => String(row['line']));
}

/** A source that was read once, or as often as its past needs to be held against it. */
async function readBefore(options: Parameters<typeof sourceFile>[2] = {}, times = 1): Promise<void> {
  rounds.write('blog', sourceFile('blog', site, options));
  for (let run = 0; run < times; run += 1) {
    await rounds.runOne('blog', { full: true });
    rounds.clock.at += DAY;
  }
}

/** Runs it now, and holds that one clear line says what came of it and that nothing is lost. */
async function runNow(reason: RegExp): Promise<SourceSummary> {
  const before = kept();
  const summary = await rounds.runOne('blog', { full: true });
  expect(summary.reasons[0]).toMatch(reason);
  expect(summary.reasons[0]).not.toContain('\n');
  expect(kept()).toEqual(expect.arrayContaining(before));
  return summary;
}

/** The same rounds, waiting so long for an answer from now on. */
async function waitFor(patienceMs?: number): Promise<void> {
  const next = openRounds([site], patienceMs, rounds.folder);
  next.clock.at = rounds.clock.at;
  await rounds.close();
  rounds = next;
}

type Case = readonly [says: string, answer: Answer, outcome: string, reason: RegExp];

describe('what a listing answers', () => {
  const cases: readonly Case[] = [
    ['a challenge page', CHALLENGE, 'blocked', /Cloudflare challenge/],
    ['403', says('<p>No', {}, 403), 'blocked', /the server answered 403/],
    ['451', says('<p>No', {}, 451), 'blocked', /the server answered 451/],
    [
      '429 with Retry-After',
      says('', { 'retry-after': '7200' }, 429),
      'blocked',
      /left alone until .* \(429\)/,
    ],
    ['503', says('', {}, 503), 'blocked', /left alone until .* \(503\)/],
    ['404', NOT_FOUND, 'gone', /the server answered 404/],
    ['a 200 page that says "not found"', SOFT_404, 'gone', /the page says "Page not found"/],
    ['a redirect to the home page', redirect('/'), 'moved', /sent to .* instead of the page/],
    ['500', says('<p>Oops', {}, 500), 'network_error', /the server answered 500/],
    ['a connection that is reset', RESET, 'network_error', /news/],
    [
      'a page without any card',
      says('<!doctype html><title>News</title><p>We have a new look!'),
      'degraded',
      /shows 0 cards and does not say that it is empty/,
    ],
    ['an empty body', says(''), 'network_error', /the page is empty/],
  ];
  const unended: readonly Case[] = [
    ['nothing, for longer than we wait', () => undefined, 'network_error', /no answer in time/],
    [
      'half a page',
      (_, response) => void response.writeHead(200, { 'content-length': 9000 }).write('<p>'),
      'network_error',
      /in time|closed|terminated/,
    ],
  ];
  for (const [what, answer, outcome, reason] of [...cases, ...unended])
    it(`${what}: ${outcome}`, async () => {
      await readBefore();
      // Then nothing is asked whose answer must come in time.
      const isUnended = unended.some(([one]) => one === what);
      if (isUnended) await waitFor(500);
      site.answers.set('/', says('<title>Home</title><h1>Home</h1>'));
      site.answers.set('/news/', answer);
      site.asked();
      const summary = await runNow(reason);
      expect(summary).toMatchObject({ outcome, cards: 0, posts: 0, candidates: 0 });
      expect(site.asked().length).toBeLessThanOrEqual(2);
      site.answers.clear();
      if (isUnended) await waitFor();
      rounds.clock.at += 3 * DAY;
      expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'ok_nothing_new', cards: 5 });
    });

  it('says itself that there is nothing: empty_declared', async () => {
    await readBefore({ more: `empty: ($) => $('.no-results').length > 0,` });
    site.answers.set('/news/', says('<!doctype html><title>News</title><p class="no-results">Nothing yet.'));
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'empty_declared', cards: 0, reasons: [] });
  });

  it('disallows itself by robots.txt: robots_disallowed, and is not asked for', async () => {
    await readBefore();
    site.answers.set(
      '/robots.txt',
      says('User-agent: *\nDisallow: /news/', { 'content-type': 'text/plain' }),
    );
    site.asked();
    rounds.clock.at += DAY;
    expect(await runNow(/robots\.txt/)).toMatchObject({ outcome: 'robots_disallowed', requests: 0 });
    expect(site.asked()).toEqual([]);
  });

  it('makes a function of the adapter trip: parse_error', async () => {
    await readBefore();
    rounds.write(
      'blog',
      sourceFile('blog', site, { more: `keep: (card) => card.title.nonesuch.length > 0,` }),
    );
    expect(await runNow(/the adapter failed: .*undefined/)).toMatchObject({ outcome: 'parse_error' });
  });

  it('is no feed any more: parse_error', async () => {
    await readBefore({ discover: `feed({ url: '/feed/' })` });
    site.answers.set('/feed/', says('<!doctype html><title>Feeds</title><p>We have moved our feeds.'));
    expect(await runNow(/this is not a feed/)).toMatchObject({ outcome: 'parse_error' });
  });

  it('is held by another run: skipped_locked, and nothing is asked', async () => {
    await readBefore();
    leaseSource(rounds.store, 'blog', rounds.clock.at, DAY);
    site.asked();
    expect(await runNow(/another run holds this source/)).toMatchObject({ outcome: 'skipped_locked' });
    expect(site.asked()).toEqual([]);
  });
});

it.each([28, 0.7, 3000])(
  'a source may publish at any pace (%d a month): its turn is a whole number',
  (perMonth) => {
    expect(Number.isInteger(learntInterval([], perMonth))).toBe(true);
  },
);

describe('what is expected of a source', () => {
  it('is pinned by its first run that is well, where the adapter pins nothing, and holds from the second on', async () => {
    await readBefore();
    expect(expectedOf(rounds.store, 'blog')?.expectations).toMatchObject({
      ...{ cards: 3, card: ['title', 'date'], pages: true, post: ['date'], language: 'en' },
    });
    site.answers.set('/news/', says(listingHtml(site.posts, 1).replaceAll(/<time.*?<\/time>/g, '')));
    const lost = await runNow(/0 of 5 cards have a date; nearly all are expected to/);
    expect(lost.outcome).toBe('degraded');
    acceptLastRun(rounds.store, 'blog', { at: rounds.clock.at, by: 'A' });
    expect(expectedOf(rounds.store, 'blog')).toBeUndefined();
    rounds.clock.at += DAY;
    expect((await rounds.runOne('blog', { full: true })).reasons).toEqual([]);
    expect(expectedOf(rounds.store, 'blog')?.expectations.card).toEqual(['title']);
  });

  it('is what the adapter says where it says so', async () => {
    await readBefore({ more: 'expect: { cards: 2 },' });
    expect(expectedOf(rounds.store, 'blog')).toBeUndefined();
  });
});

describe('what a source with a past may come to', () => {
  it('shows far fewer cards than ever: degraded', async () => {
    await readBefore({}, 5);
    site.answers.set('/news/', says(listingHtml(site.posts.slice(0, 2), 1)));
    expect(await runNow(/shows 2 cards a page; the median of the last 5 runs is/)).toMatchObject({
      outcome: 'degraded',
    });
  });

  it('has published nothing for a long time: quiet', async () => {
    await readBefore({}, 5);
    rounds.clock.at += 90 * DAY;
    expect(await runNow(/The newest post is \d+ days old/)).toMatchObject({ outcome: 'quiet' });
  });

  it('shows a witness what its listing hides: blind', async () => {
    await readBefore({ more: `witness: feed({ url: '/feed/' }),` }, 5);
    const stale = listingHtml(site.posts, 1);
    site.posts = manyPosts(20);
    site.answers.set('/news/', says(stale));
    expect(await runNow(/The witness shows a post of 2026-11-27, \d+ days after/)).toMatchObject({
      outcome: 'blind',
    });
  });

  it('is blind even where the stale listing says that it is unchanged', async () => {
    await readBefore({ more: `witness: feed({ url: '/feed/' }),` }, 5);
    const stale = listingHtml(site.posts, 1);
    site.posts = manyPosts(20);
    site.answers.set('/news/', says(stale));
    expect(await rounds.runOne('blog')).toMatchObject({ outcome: 'blind', notModified: 1 });
  });

  it('has published more than its pages show: gap', async () => {
    const onePage = LISTING.replace('maxPages: 10', 'maxPages: 1');
    await readBefore({ discover: onePage }, 5);
    site.posts = manyPosts(20);
    expect(await runNow(/All 5 cards are new and no known post was met/)).toMatchObject({
      outcome: 'gap',
      posts: 5,
    });
  });

  it('answers from elsewhere for the fifth time running: moved', async () => {
    const latest = says(listingHtml(site.posts, 1));
    site.answers.set('/news/', redirect('/latest/'));
    site.answers.set('/latest/', latest);
    await readBefore({}, 4);
    expect(await runNow(/answered from .*\/latest\/ on 5 runs in a row/)).toMatchObject({ outcome: 'moved' });
  });

  it('has more new posts at once than its past explains: storm', async () => {
    await readBefore({ discover: `sitemap({ url: '/sitemap.xml', include: /posts/ })` }, 11);
    site.posts = manyPosts(30);
    expect(await runNow(/18 posts are new at once/)).toMatchObject({ outcome: 'storm', posts: 18 });
  });
});
