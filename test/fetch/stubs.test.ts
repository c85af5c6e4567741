import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { article, fetcherFor, says, site } from './site.ts';

const stub = (to: string): string =>
  `<html><head><title>Redirecting…</title><meta http-equiv="refresh" content="0; url=${to}"></head><body><a href="${to}">Go on</a></body></html>`;

test('a stub that sends a browser on is followed for a post, wrapped or not, and told for a listing', async () => {
  await using web = await site({
    '/old': says(stub('/older')),
    '/older': says(gzipSync(stub('/new?a=1&amp;b=2')), { 'content-encoding': 'gzip' }),
    '/new?a=1&b=2': says(article('Moved')),
    '/round': says(stub('/about')),
    '/about': says(stub('/round')),
    '/inside': says(stub('http://10.0.0.1/')),
  });
  await using fetcher = fetcherFor([web]);
  const asked = (path: string, expected: 'post' | 'listing') =>
    fetcher.fetch({ url: web.url(path), expect: expected });
  expect(await asked('/old', 'post')).toMatchObject({
    kind: 'page',
    url: web.url('/old'),
    finalUrl: web.url('/new?a=1&b=2'),
    redirects: [
      { from: web.url('/old'), to: web.url('/older') },
      { from: web.url('/older'), to: web.url('/new?a=1&b=2') },
    ],
  });
  expect(await asked('/old', 'listing')).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('meta refresh'),
  });
  expect(await asked('/round', 'post')).toMatchObject({ kind: 'failed', why: 'too many redirects' });
  expect(await asked('/inside', 'post')).toMatchObject({ kind: 'refused' });
});
