import { expect, test } from 'vitest';
import type { FetchRequest } from '../../src/fetch/fetch.ts';
import { article, fetcherFor, redirects, says, site } from './site.ts';
import type { Handler } from './site.ts';

const page = (title: string, body = ''): string =>
  `<!doctype html><title>${title}</title><body>${body}</body>`;
const long = `<p>${'Councils that buy well ask the market first. '.repeat(60)}</p>`;

async function outcomeOf(handler: Handler, request: Partial<FetchRequest> = {}) {
  await using web = await site({ '/news/lamps': handler });
  await using fetcher = fetcherFor([web]);
  return await fetcher.fetch({ ...request, url: web.url('/news/lamps') });
}

test.each([
  ['Cloudflare', page('Just a moment...', '<script>window._cf_chl_opt={}</script><h1>ashden.org</h1>')],
  ['Incapsula', page('', '<iframe src="/_Incapsula_Resource?CWUDNSAI=1"></iframe>')],
  ['DataDome', page('example.org', '<script src="https://geo.captcha-delivery.com/captcha/"></script>')],
  ['an old browser check', page('DDoS protection', 'Checking your browser before accessing example.org')],
  ['a captcha', page('Security check', '<div class="g-recaptcha"></div>')],
  [
    'a bare title',
    page('Pardon Our Interruption', 'As you were browsing something made us think you are a bot.'),
  ],
  ['a log-in form', page('Log in | Knowledge hub', '<form><input type="password"></form>')],
  ['a consent wall', page('Before you continue', 'We use cookies <button>Accept all</button>')],
])('%s is blocked', async (_what, body) => {
  expect(await outcomeOf(says(body))).toMatchObject({ kind: 'blocked', status: 200 });
});

test.each([
  [{ 'cf-mitigated': 'challenge' }, 403],
  [{ 'cf-mitigated': 'challenge' }, 503],
  [{ 'x-amzn-waf-action': 'challenge' }, 202],
])('a guard that names itself in %o at %i is blocked', async (headers, status) => {
  expect(await outcomeOf(says(page('Hm'), headers, status))).toMatchObject({ kind: 'blocked', status });
});

test.each([
  [
    'an article about captchas',
    page('Why captchas keep residents out', `${long}<div class="g-recaptcha"></div>`),
  ],
  [
    'an article that quotes a challenge',
    page('Just a moment with Jane Cole', `<h1>Just a moment</h1>${long}`),
  ],
  [
    'an article about lost pages',
    page('Page not found: what broken links cost', `<h1>Page not found</h1>${long}`),
  ],
  ['an article about log-ins', page('Log in once: one account for Hull', `<input type=password>${long}`)],
  ['an article about 429', page('429 Too Many Requests', long)],
  ['a short note with a number', page('404 homes approved', '<h1>404 homes approved</h1><p>In Hull.</p>')],
  ['another', page('500 lamps for Leeds', '<h1>500 lamps for Leeds</h1><p>By 2027.</p>')],
  ['a third', page('429 tenders at once', '<h1>429 tenders at once</h1><p>A record.</p>')],
  ['an empty list', page('Nothing found', '<h1>Nothing found</h1><p class="no-results">No posts yet.</p>')],
  ['a short note', page('Tender opens', '<h1>Tender opens</h1><p>For 200 lamps.</p>')],
])('%s is content', async (_what, body) => {
  expect(await outcomeOf(says(body))).toMatchObject({ kind: 'page' });
});

test.each([
  'Page not found',
  'Page not found | APSE',
  '404 Not Found',
  '404',
  '404 - APSE',
  'Error 404: page missing',
  'Error 404',
  'Not found',
  'Sorry, the page could not be found',
  "We can't find that page",
  'This page no longer exists',
  'This case study is no longer available',
])('a 200 that says "%s" is gone', async (title) => {
  expect(await outcomeOf(says(page(title, 'Try the search.')))).toMatchObject({ kind: 'gone', status: 200 });
  expect(await outcomeOf(says(page('APSE', `<h1><span>${title}</span></h1>`)))).toMatchObject({
    kind: 'gone',
  });
});

test('a 200 that says "429 Too Many Requests" ends the turn', async () => {
  const html = await outcomeOf(says(page('429 Too Many Requests', '<h1>429 Too Many Requests</h1>nginx')));
  expect(html).toMatchObject({ kind: 'throttled', status: 200 });
  const text = await outcomeOf(says('Too Many Requests', { 'content-type': 'text/plain' }), {
    accept: 'feed',
  });
  expect(text).toMatchObject({ kind: 'throttled' });
});

test.each([
  'Error establishing a database connection',
  '503 Service Unavailable',
  'Site down for maintenance',
])('a 200 that says "%s" is a failure', async (title) => {
  expect(await outcomeOf(says(page(title, `<h1>${title}</h1>`)))).toMatchObject({ kind: 'failed' });
});

test.each(['', ' \n\t'])('an empty page is a failure', async (body) => {
  expect(await outcomeOf(says(body))).toMatchObject({ kind: 'failed', why: 'the page is empty' });
});

test('a post that leads to the home page has moved home, on this site or another', async () => {
  await using other = await site({ '/': says(article('Welcome')) });
  await using web = await site({
    '/': says(article('Welcome')),
    '/news/1': redirects('/'),
    '/news/2': redirects('/index.html'),
    '/index.html': says(article('Welcome')),
    '/news/3': redirects(other.url('/')),
    '/news/4': redirects('/news/lamps'),
    '/news/lamps': says(article()),
    '/home': redirects('/'),
  });
  await using fetcher = fetcherFor([web, other]);
  const kind = async (path: string): Promise<string> => (await fetcher.fetch({ url: web.url(path) })).kind;
  expect(await kind('/news/1')).toBe('movedHome');
  expect(await kind('/news/2')).toBe('movedHome');
  expect(await kind('/news/3')).toBe('movedHome');
  expect(await kind('/news/4')).toBe('page');
  expect(await kind('/home')).toBe('page');
});

test('a machine that is sent to the root has not moved home', async () => {
  await using web = await site({
    '/feed': redirects('/'),
    '/': says('<rss/>', { 'content-type': 'text/xml' }),
  });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/feed'), accept: 'feed' })).toMatchObject({ kind: 'page' });
});

test.each(['/login?next=/news/lamps', '/wp-login.php', '/account/sign-in', '/cookie-consent'])(
  'a redirect to %s is blocked',
  async (to) => {
    await using web = await site({ '/news/lamps': redirects(to), '*': says(article('Welcome')) });
    await using fetcher = fetcherFor([web]);
    expect(await fetcher.fetch({ url: web.url('/news/lamps') })).toMatchObject({ kind: 'blocked' });
  },
);
