import { expect, test } from 'vitest';
import { memoryManners } from '../../src/fetch/manners.ts';
import { readRobots, rulesAllow, sitemapsOf } from '../../src/fetch/robots.ts';
import { article, fetcherFor, frozenClock, redirects, says, site } from './site.ts';
import type { Handler } from './site.ts';

const DAY = 24 * 3_600_000;

test('the longest rule wins, and Allow wins a tie', () => {
  const text = 'User-agent: *\nDisallow: /news\nAllow: /news/case-studies\nDisallow: /a\nAllow: /a';
  const allows = (path: string): boolean =>
    rulesAllow(readRobots(text, 'Lamplighter'), `https://x.org${path}`);
  expect(allows('/news/1')).toBe(false);
  expect(allows('/news/case-studies/1')).toBe(true);
  expect(allows('/a')).toBe(true);
});

test('a group that names us replaces the one for everybody', () => {
  const text = 'User-agent: *\nDisallow: /\n\nUser-agent: lamplighter/2\nDisallow: /private\n';
  expect(rulesAllow(readRobots(text, 'Lamplighter'), 'https://x.org/news')).toBe(true);
  expect(rulesAllow(readRobots(text, 'Lamplighter'), 'https://x.org/private/1')).toBe(false);
  expect(rulesAllow(readRobots(text, 'Otherbot'), 'https://x.org/news')).toBe(false);
});

test.each([
  ['escapes in small letters, in rule and address', '/caf%c3%a9/', '/caf%c3%a9/menu', false],
  ['a letter beyond ASCII against its escape', '/café/', '/caf%C3%A9/menu', false],
  ['escapes of letters (RFC 9309, 2.2.2)', '/foo/bar/%62%61%7A', '/foo/bar/baz', false],
  ['letters against their escapes', '/foo/bar/baz', '/foo/bar/%62%61%7a', false],
  ['a bare space, which no address can hold', '/sitecore modules/', '/sitecore%20modules/a', false],
  ['an escaped slash, which is another path', '/a%2Fb', '/a/b', true],
  ['an escaped star, which is no wildcard', '/a%2Ab', '/a-b', true],
  ['an escaped star against the bare one', '/a%2Ab', '/a*b', false],
  ['a dollar sign in the middle', '/a$b', '/a$b', false],
  ['an escape that is none', '/100%/', '/100%/a', false],
  ['robots.txt itself', '/', '/robots.txt', true],
  ['robots.txt of another folder', '/', '/a/robots.txt', false],
])('a rule is compared in one spelling: %s', (_, rule, path, allowed) => {
  const rules = readRobots(`User-agent: *\nDisallow: ${rule}`, 'Lamplighter');
  expect(rulesAllow(rules, `https://x.org${path}`)).toBe(allowed);
});

test('a pattern full of stars is matched without going back', () => {
  const text = `User-agent: *\nDisallow: /${'*a'.repeat(500)}b$`;
  expect(rulesAllow(readRobots(text, 'Lamplighter'), `https://x.org/${'a'.repeat(5000)}`)).toBe(true);
});

test('of more rules with stars than can be compared with an address, none of which is the same twice, nothing is allowed', () => {
  const file = (count: number): string =>
    `User-agent: *\n${Array.from({ length: count }, (_, at) => `Disallow: /*a${at}b\n`)
      .join('')
      .repeat(2)}`;
  const asked = `https://x.org/${'a'.repeat(1999)}`;
  expect(rulesAllow(readRobots(file(1000), 'Lamplighter'), asked)).toBe(true);
  expect(rulesAllow(readRobots(file(1001), 'Lamplighter'), asked)).toBe(false);
  expect(rulesAllow(readRobots(file(20_000), 'Lamplighter'), 'https://x.org/news/2026/street-lights/')).toBe(
    true,
  );
});

test('a sitemap is read with a blank before the colon too', () => {
  expect(sitemapsOf('Sitemap : https://a.org/s.xml')).toEqual(['https://a.org/s.xml']);
});

test('sitemaps and the crawl delay are read', () => {
  const text =
    'Sitemap: https://x.org/a.xml\nUser-agent: *\nCrawl-delay: 2.5\nUser-agent: Slow\nCrawl-delay: -1\nsitemap: https://x.org/b.xml';
  expect(sitemapsOf(text)).toEqual(['https://x.org/a.xml', 'https://x.org/b.xml']);
  expect(readRobots(text, 'Lamplighter').crawlDelay).toBe(2.5);
  expect(readRobots('User-agent: *\nCrawl-delay: often', 'Lamplighter').crawlDelay).toBeUndefined();
});

test('what robots.txt disallows is not asked for, and the ledger says so', async () => {
  await using web = await site({
    '/robots.txt': says('User-agent: *\nDisallow: /private'),
    '*': says(article()),
  });
  const noted: string[] = [];
  const manners = {
    ...memoryManners(),
    note: (entry: { url: string; robots: string }) => void noted.push(entry.robots),
  };
  await using fetcher = fetcherFor([web], { manners });
  expect(await fetcher.fetch({ url: web.url('/private/1') })).toMatchObject({ kind: 'robotsDisallowed' });
  expect(await fetcher.fetch({ url: web.url('/public') })).toMatchObject({ kind: 'page' });
  expect(web.pages).toEqual(['/public']);
  expect(noted).toEqual(['none', 'disallowed', 'allowed']);
});

test.each([401, 403, 404, 410])('a robots.txt that answers %i allows all', async (status) => {
  await using web = await site({ '/robots.txt': says('Disallow: /', {}, status), '*': says(article()) });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'page' });
});

test('a robots.txt that fails disallows all, and is not asked for again by every page', async () => {
  await using web = await site({ '/robots.txt': says('', {}, 500), '*': says(article()) });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/1') })).toMatchObject({ kind: 'robotsDisallowed' });
  expect(await fetcher.fetch({ url: web.url('/2') })).toMatchObject({ kind: 'robotsDisallowed' });
  expect(web.seen.map(({ path }) => path)).toEqual(['/robots.txt']);
});

test('a robots.txt that never comes leaves the page unasked', async () => {
  await using web = await site({
    '/robots.txt': (request) => void request.socket.destroy(),
    '*': says(article()),
  });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'failed' });
  expect(web.pages).toEqual([]);
});

test('while robots.txt fails, the last good copy rules', async () => {
  let broken = false;
  const robots: Handler = (_request, response) => {
    response.statusCode = broken ? 502 : 200;
    response.end('User-agent: *\nDisallow: /private');
  };
  await using web = await site({ '/robots.txt': robots, '*': says(article()) });
  const clock = frozenClock();
  await using fetcher = fetcherFor([web], { now: clock.now, wait: clock.wait });
  await fetcher.fetch({ url: web.url('/1') });
  clock.at += 3 * DAY;
  broken = true;
  expect(await fetcher.fetch({ url: web.url('/2') })).toMatchObject({ kind: 'page' });
  expect(await fetcher.fetch({ url: web.url('/private') })).toMatchObject({ kind: 'robotsDisallowed' });
});

test('a copy is used for a day, by every process, and then asked for again', async () => {
  let rule = 'Allow: /';
  await using web = await site({
    '/robots.txt': (_request, response) => void response.end(`User-agent: *\n${rule}`),
    '*': says(article()),
  });
  const clock = frozenClock();
  const options = { manners: memoryManners(), now: clock.now, wait: clock.wait };
  await using first = fetcherFor([web], options);
  await using second = fetcherFor([web], options);
  await first.fetch({ url: web.url('/') });
  rule = 'Disallow: /';
  clock.at += DAY - 60_000;
  expect(await second.fetch({ url: web.url('/') })).toMatchObject({ kind: 'page' });
  clock.at += 120_000;
  expect(await second.fetch({ url: web.url('/') })).toMatchObject({ kind: 'robotsDisallowed' });
  expect(web.seen.filter(({ path }) => path === '/robots.txt')).toHaveLength(2);
});

test('many pages at once ask for robots.txt once', async () => {
  await using web = await site({ '*': says(article()) });
  await using fetcher = fetcherFor([web]);
  await Promise.all(['/1', '/2', '/3'].map((path) => fetcher.fetch({ url: web.url(path) })));
  expect(web.seen.filter(({ path }) => path === '/robots.txt')).toHaveLength(1);
});

test('robots.txt may lie behind five redirects; behind six there is none', async () => {
  const chain = (length: number): Record<string, Handler> => ({
    '/robots.txt': redirects(`/r${length - 1}`, 301),
    ...Object.fromEntries(Array.from({ length }, (_, index) => [`/r${index}`, redirects(`/r${index - 1}`)])),
    '/r0': says('User-agent: *\nDisallow: /'),
    '*': says(article()),
  });
  await using five = await site(chain(5));
  await using six = await site(chain(6));
  await using fetcher = fetcherFor([five, six]);
  expect(await fetcher.fetch({ url: five.url('/page') })).toMatchObject({ kind: 'robotsDisallowed' });
  expect(await fetcher.fetch({ url: six.url('/page') })).toMatchObject({ kind: 'page' });
});

test('a rule behind 500 KiB of others still holds', async () => {
  const padding = '# lamp posts and tenders\n'.repeat(20_480);
  await using web = await site({
    '/robots.txt': says(`${padding}User-agent: *\nDisallow: /private`),
    '*': says(article()),
  });
  await using fetcher = fetcherFor([web]);
  expect(padding.length).toBeGreaterThanOrEqual(500 * 1024);
  expect(await fetcher.fetch({ url: web.url('/private') })).toMatchObject({ kind: 'robotsDisallowed' });
});

test('a robots.txt that asks to be left alone ends the turn', async () => {
  await using web = await site({
    '/robots.txt': says('', { 'retry-after': '3600' }, 503),
    '*': says(article()),
  });
  const clock = frozenClock();
  await using fetcher = fetcherFor([web], { now: clock.now, wait: clock.wait });
  const asked = await fetcher.fetch({ url: web.url('/') });
  expect(asked).toMatchObject({ kind: 'throttled', status: 503, retryAt: clock.at + 3_600_000 });
  expect(web.pages).toEqual([]);
});
