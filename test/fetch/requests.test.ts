import { expect, test } from 'vitest';
import { article, fetcherFor, redirects, says, site } from './site.ts';

test('a request says honestly who we are, and is a GET without cookies', async () => {
  let method = '';
  await using web = await site({
    '/': (request, response) => {
      method = request.method ?? '';
      response.setHeader('set-cookie', 'a=b');
      response.end(article());
    },
  });
  await using fetcher = fetcherFor([web]);
  await fetcher.fetch({ url: web.url('/') });
  await fetcher.fetch({ url: web.url('/') });
  const last = web.seen.at(-1);
  expect(method).toBe('GET');
  expect(last?.headers['user-agent']).toBe('Lamplighter/0.0.1 (+https://example.org/lamplighter)');
  expect(last?.headers).not.toHaveProperty('cookie');
  expect(last?.headers).not.toHaveProperty('referer');
});

test('a page comes with its text, its type, its validators and where it was found in the end', async () => {
  await using web = await site({
    '/old': redirects('/new', 301),
    '/new': says(article('Café'), { etag: '"v1"', 'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT' }),
  });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/old') })).toMatchObject({
    kind: 'page',
    url: web.url('/old'),
    finalUrl: web.url('/new'),
    status: 200,
    contentType: 'text/html',
    charset: 'utf-8',
    charsetFrom: 'header',
    body: article('Café'),
    validators: { etag: '"v1"', lastModified: 'Sun, 06 Nov 1994 08:49:37 GMT' },
    redirects: [{ from: web.url('/old'), to: web.url('/new'), status: 301 }],
  });
});

test('validators make the request conditional, and an unchanged page is not sent again', async () => {
  await using web = await site({
    '/': (request, response) => {
      response.statusCode = request.headers['if-none-match'] === '"v1"' ? 304 : 200;
      response.end();
    },
  });
  await using fetcher = fetcherFor([web]);
  const validators = { etag: '"v1"', lastModified: 'Sun, 06 Nov 1994 08:49:37 GMT' };
  expect(await fetcher.fetch({ url: web.url('/'), validators })).toEqual({
    kind: 'notModified',
    url: web.url('/'),
  });
  expect(web.seen.at(-1)?.headers['if-modified-since']).toBe(validators.lastModified);
});

test('validators are for the host that gave them: one that it has moved to is asked for the page', async () => {
  await using to = await site({
    '/': (request, response) => {
      response.statusCode = request.headers['if-none-match'] === undefined ? 200 : 304;
      response.setHeader('content-type', 'text/html').end(article('Moved'));
    },
  });
  await using web = await site({ '/': redirects(to.url('/'), 301) });
  await using fetcher = fetcherFor([web, to]);
  expect(await fetcher.fetch({ url: web.url('/'), validators: { etag: '"v1"' } })).toMatchObject({
    kind: 'page',
    finalUrl: to.url('/'),
  });
  expect(web.seen.at(-1)?.headers['if-none-match']).toBe('"v1"');
});

test('a 304 that nobody asked for is a failure', async () => {
  await using web = await site({ '/': says('', {}, 304) });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'failed', status: 304 });
});

test('five redirects are followed and a sixth is not', async () => {
  await using web = await site({
    '*': (request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end(article());
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    },
  });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/5') })).toMatchObject({ kind: 'page' });
  expect(await fetcher.fetch({ url: web.url('/6') })).toMatchObject({
    kind: 'failed',
    why: 'too many redirects',
  });
});

test.each([
  ['', 'failed'],
  ['http://[', 'failed'],
  ['\\\\127.0.0.1\\', 'refused'],
  ['file:///etc/passwd', 'refused'],
  ['http://169.254.169.254/latest/meta-data/', 'refused'],
  ['http://user:secret@example.com/', 'refused'],
  ['http://example.com:6379/', 'refused'],
  ['/next', 'page'],
  ['?next', 'page'],
])('a redirect to "%s" ends as %s', async (location, kind) => {
  await using web = await site({ '/': redirects(location), '*': says(article()) });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind });
});

test('a redirect is judged by the robots.txt of the host it leads to', async () => {
  await using there = await site({ '/robots.txt': says('User-agent: *\nDisallow: /'), '*': says(article()) });
  await using here = await site({ '/': redirects(there.url('/page')) });
  await using fetcher = fetcherFor([here, there]);
  expect(await fetcher.fetch({ url: here.url('/') })).toMatchObject({
    kind: 'robotsDisallowed',
    url: here.url('/'),
  });
  expect(there.pages).toEqual([]);
});

test.each([
  [401, 'blocked'],
  [403, 'blocked'],
  [451, 'blocked'],
  [404, 'gone'],
  [410, 'gone'],
  [429, 'throttled'],
  [503, 'throttled'],
  [500, 'failed'],
  [502, 'failed'],
  [400, 'failed'],
  [204, 'failed'],
  [300, 'failed'],
])('an answer of %i is %s', async (status, kind) => {
  await using web = await site({ '/': says(status === 204 ? '' : article(), {}, status) });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind, status });
});

test('an answer that is to be read elsewhere comes as it is', async () => {
  const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff]);
  await using web = await site({ '/a.pdf': says(bytes, { 'content-type': 'application/pdf' }) });
  await using fetcher = fetcherFor([web]);
  const came = await fetcher.ask({ url: web.url('/a.pdf') });
  expect(came).toMatchObject({ kind: 'arrived', headers: { 'content-type': 'application/pdf' } });
  expect(came.kind === 'arrived' && came.wire.equals(bytes)).toBe(true);
});

test('a redirect in raw UTF-8 leads where its author meant', async () => {
  await using web = await site({
    '/': redirects(Buffer.from('/café').toString('latin1')),
    '/caf%C3%A9': says(article()),
  });
  await using fetcher = fetcherFor([web]);
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
    kind: 'page',
    finalUrl: web.url('/caf%C3%A9'),
  });
});

test('slow redirects share the time of one fetch', async () => {
  await using web = await site({
    '*': (request, response) => {
      const next = `${request.url}a`;
      setTimeout(() => response.writeHead(302, { location: next }).end(), 800);
    },
  });
  await using fetcher = fetcherFor([web], { limits: { totalMs: 2000 } });
  expect(await fetcher.fetch({ url: web.url('/a') })).toMatchObject({
    kind: 'failed',
    why: expect.stringMatching(/in time/),
  });
  expect(web.pages.length).toBeLessThan(5);
});

test('the kind of thing wanted is what the server is asked for', async () => {
  await using web = await site({ '*': says('{"a":1}', { 'content-type': 'application/json' }) });
  await using fetcher = fetcherFor([web]);
  await fetcher.fetch({ url: web.url('/posts'), accept: 'json' });
  await fetcher.fetch({ url: web.url('/feed'), accept: 'feed' });
  const accepts = web.seen.slice(1).map(({ headers }) => headers.accept);
  expect(accepts).toEqual([
    expect.stringMatching(/^application\/json/),
    expect.stringMatching(/^application\/atom/),
  ]);
});

test('a cookie goes back along its own chain of redirects, to the host that set it, and is forgotten then', async () => {
  await using other = await site({
    '/here': (request, response) => response.end(article(request.headers.cookie ?? 'no cookie')),
  });
  await using web = await site({
    '/': (request, response) => {
      if (request.headers.cookie === 'seen=1; lang=en') return response.end(article('Welcome'));
      const cookies = ['seen=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/', 'lang=en'];
      return response.writeHead(302, { location: '/', 'set-cookie': cookies }).end();
    },
    '/away': (_, response) =>
      response.writeHead(302, { location: other.url('/here'), 'set-cookie': 'a=b' }).end(),
  });
  await using fetcher = fetcherFor([web, other]);
  for (let round = 0; round < 2; round += 1)
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
      kind: 'page',
      body: article('Welcome'),
    });
  expect(web.seen.filter(({ path }) => path === '/').map(({ headers }) => headers.cookie)).toEqual([
    ...[undefined, 'seen=1; lang=en'],
    ...[undefined, 'seen=1; lang=en'],
  ]);
  expect(await fetcher.fetch({ url: web.url('/away') })).toMatchObject({ body: article('no cookie') });
});
