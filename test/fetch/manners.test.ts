import { expect, test } from 'vitest';
import { memoryManners } from '../../src/fetch/manners.ts';
import type { MannersEntry } from '../../src/fetch/manners.ts';
import { article, fetcherFor, frozenClock, says, site } from './site.ts';

const HOUR = 3_600_000;

test('a host has one request in flight, however many are wanted', async () => {
  let inFlight = 0;
  let most = 0;
  await using web = await site({
    '*': (_request, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setTimeout(() => {
        inFlight -= 1;
        response.end(article());
      }, 5);
    },
  });
  await using fetcher = fetcherFor([web]);
  const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => fetcher.fetch({ url: web.url(`/${page}`) })));
  expect(pages.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'page'));
  expect(most).toBe(1);
});

test('two processes that share a store share the host too', async () => {
  let inFlight = 0;
  let most = 0;
  await using web = await site({
    '*': (_request, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setTimeout(() => {
        inFlight -= 1;
        response.end(article());
      }, 20);
    },
  });
  const manners = memoryManners();
  await using one = fetcherFor([web], { manners });
  await using other = fetcherFor([web], { manners });
  await Promise.all(
    [one, other, one, other].map((fetcher, page) => fetcher.fetch({ url: web.url(`/${page}`) })),
  );
  expect(web.pages).toHaveLength(4);
  expect(most).toBe(1);
});

test('different hosts do not wait for each other', async () => {
  const order: string[] = [];
  const quickWasAsked = Promise.withResolvers<void>();
  await using slow = await site({
    '*': async (_request, response) => {
      await quickWasAsked.promise;
      order.push('slow');
      response.end(article());
    },
  });
  await using quick = await site({
    '*': (_request, response) => {
      order.push('quick');
      response.end(article());
      quickWasAsked.resolve();
    },
  });
  await using fetcher = fetcherFor([slow, quick]);
  await Promise.all([slow, quick].map((web) => fetcher.fetch({ url: web.url('/') })));
  expect(order).toEqual(['quick', 'slow']);
});

test('the pause is counted from the end of a page, and robots.txt owes none', async () => {
  await using web = await site({ '*': says(article()) });
  const clock = frozenClock();
  await using fetcher = fetcherFor([web], { minGapMs: 5000, now: clock.now, wait: clock.wait });
  await fetcher.fetch({ url: web.url('/1') });
  expect(clock.waits).toEqual([]);
  await fetcher.fetch({ url: web.url('/2') });
  clock.at += 2000;
  await fetcher.fetch({ url: web.url('/3') });
  expect(clock.waits).toEqual([5000, 3000]);
});

test.each([
  ['7', 7000],
  ['1', 5000],
  ['3600', 60_000],
  ['-3', 5000],
])('a Crawl-delay of %s makes a pause of %i ms', async (delay, pause) => {
  await using web = await site({
    '/robots.txt': says(`User-agent: *\nCrawl-delay: ${delay}`),
    '*': says(article()),
  });
  const clock = frozenClock();
  await using fetcher = fetcherFor([web], { minGapMs: 5000, now: clock.now, wait: clock.wait });
  await fetcher.fetch({ url: web.url('/1') });
  await fetcher.fetch({ url: web.url('/2') });
  expect(clock.waits).toEqual([pause]);
});

test.each([
  ['120', 120_000],
  ['Mon, 23 Nov 2026 02:00:00 GMT', 2 * HOUR],
  ['Monday, 23-Nov-26 02:00:00 GMT', 2 * HOUR],
  ['Mon Nov 23 02:00:00 2026', 2 * HOUR],
  ['999999999999999999999999', 24 * HOUR],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 24 * HOUR],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 600_000],
  ['-5', 600_000],
  ['soon', 600_000],
  ['1e3', 600_000],
  [undefined, 600_000],
])('Retry-After: %s means %i ms', async (header, ms) => {
  const headers = header === undefined ? {} : { 'retry-after': header };
  await using web = await site({ '*': says('', headers, 429) });
  const clock = frozenClock();
  await using fetcher = fetcherFor([web], { now: clock.now, wait: clock.wait });
  const outcome = await fetcher.fetch({ url: web.url('/') });
  expect(outcome).toEqual({ kind: 'throttled', url: web.url('/'), status: 429, retryAt: clock.at + ms });
});

test("a busy host's turn is over: nobody asks it again before the time it named", async () => {
  await using web = await site({ '*': says('', { 'retry-after': '3600' }, 503) });
  const clock = frozenClock();
  const manners = memoryManners();
  await using one = fetcherFor([web], { manners, now: clock.now, wait: clock.wait });
  await using other = fetcherFor([web], { manners, now: clock.now, wait: clock.wait });
  const retryAt = clock.at + HOUR;
  await one.fetch({ url: web.url('/1') });
  expect(await one.fetch({ url: web.url('/2') })).toMatchObject({ kind: 'throttled', retryAt });
  expect(await other.fetch({ url: web.url('/3') })).toMatchObject({ kind: 'throttled', retryAt });
  expect(web.pages).toEqual(['/1']);
  expect(clock.waits).toEqual([]);
  clock.at = retryAt;
  await other.fetch({ url: web.url('/3') });
  expect(web.pages).toEqual(['/1', '/3']);
});

test('a slot whose holder has crashed lapses', () => {
  const manners = memoryManners();
  const first = manners.take('a:80', 0, 1000);
  expect(manners.take('a:80', 999, 1000)).toEqual({ waitMs: 1 });
  const second = manners.take('a:80', 1000, 1000);
  expect(second).toHaveProperty('token');
  if ('token' in first) manners.release('a:80', first.token, 9000);
  expect(manners.take('a:80', 1500, 1000)).toHaveProperty('waitMs');
});

test('who waits for a host goes on where the request before theirs could not be written down', async () => {
  await using web = await site({ '*': says(article()) });
  let isBroken = false;
  const together = (steps: () => void): void => {
    if (isBroken) throw new Error('the store is busy');
    steps();
  };
  await using fetcher = fetcherFor([web], { manners: { ...memoryManners(), together }, minGapMs: 0 });
  await fetcher.fetch({ url: web.url('/1') });
  isBroken = true;
  const both = await Promise.allSettled(['/2', '/3'].map((path) => fetcher.fetch({ url: web.url(path) })));
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(web.pages).toEqual(['/1', '/2', '/3']);
});

test('the ledger holds every request with its wait', async () => {
  await using web = await site({ '*': says(article()) });
  const clock = frozenClock();
  const noted: MannersEntry[] = [];
  const manners = { ...memoryManners(), note: (entry: MannersEntry) => void noted.push(entry) };
  await using fetcher = fetcherFor([web], { manners, minGapMs: 5000, now: clock.now, wait: clock.wait });
  await fetcher.fetch({ url: web.url('/1') });
  await fetcher.fetch({ url: web.url('/2') });
  expect(noted.map(({ url, status, waitedMs }) => [new URL(url).pathname, status, waitedMs])).toEqual([
    ['/robots.txt', 404, 0],
    ['/1', 200, 0],
    ['/2', 200, 5000],
  ]);
  expect(noted[1]).toMatchObject({ host: web.host, bytes: article().length, robots: 'none' });
});

test('a store that breaks does not leave the host held', async () => {
  await using web = await site({ '*': says(article()) });
  let broken = true;
  const manners = memoryManners();
  await using fetcher = fetcherFor([web], {
    manners: {
      ...manners,
      take: (host, now, holdMs) => {
        if (broken) throw new Error('disk full');
        return manners.take(host, now, holdMs);
      },
    },
  });
  await expect(fetcher.fetch({ url: web.url('/') })).rejects.toThrow('disk full');
  broken = false;
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'page' });
});

test('who waits for a turn when the fetcher closes is told to come back', async () => {
  await using web = await site({ '*': says(article()) });
  await using fetcher = fetcherFor([web], { minGapMs: 100_000 });
  await fetcher.fetch({ url: web.url('/1') });
  const waiting = fetcher.fetch({ url: web.url('/2') });
  await new Promise(setImmediate);
  await fetcher.close();
  expect(await waiting).toMatchObject({ kind: 'throttled', status: 0 });
});
