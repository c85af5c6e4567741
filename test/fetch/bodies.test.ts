import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BodyPieces } from '../../src/fetch/body-pieces.ts';
import { article, fetcherFor, says, site } from './site.ts';

const html = article('Naïve café: £5m for lamps');
const plain = Buffer.from(html);
const LIMIT = 100_000;

test.each([
  ['gzip', gzipSync(plain)],
  ['x-gzip', gzipSync(plain)],
  ['deflate', deflateSync(plain)],
  ['deflate', deflateRawSync(plain)],
  ['br', brotliCompressSync(plain)],
  ['zstd', zstdCompressSync(plain)],
  ['gzip, br', brotliCompressSync(gzipSync(plain))],
  ['identity', plain],
])('a body in %s is unpacked', async (encoding, body) => {
  await using web = await site({ '/': says(body, { 'content-encoding': encoding }) });
  await using fetcher = fetcherFor([web]);
  const page = await fetcher.fetch({ url: web.url('/') });
  expect(page).toMatchObject({ kind: 'page', body: html, bytes: plain.length, wireBytes: body.length });
  expect(web.seen.at(-1)?.headers['accept-encoding']).toBe('gzip, deflate, br, zstd');
});

test.each([
  ['three encodings', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(plain))), /3 encodings/],
  ['an unknown encoding', 'rot13', plain, /unknown Content-Encoding rot13/],
  ['half a body', 'gzip', gzipSync(plain).subarray(0, 60), /broken gzip/],
  ['a body that is not what it says', 'br', plain, /broken br/],
  ['a gzip bomb', 'gzip', gzipSync(Buffer.alloc(50_000_000)), /more than 100000 bytes/],
  ['a brotli bomb', 'br', brotliCompressSync(Buffer.alloc(50_000_000)), /more than 100000 bytes/],
  ['a zstd bomb', 'zstd', zstdCompressSync(Buffer.alloc(50_000_000)), /more than 100000 bytes/],
  ['a bomb in a bomb', 'gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50_000_000))), /more than 100000 bytes/],
])('%s is a failure, not a page', async (_what, encoding, body, why) => {
  await using web = await site({ '/': says(body, { 'content-encoding': encoding }) });
  await using fetcher = fetcherFor([web], { limits: { maxBytes: LIMIT } });
  expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
    kind: 'failed',
    why: expect.stringMatching(why),
  });
});

test('a sitemap that is a gzip file is read as text, under the same cap', async () => {
  const xml = '<?xml version="1.0"?><urlset/>';
  const type = { 'content-type': 'application/gzip' };
  await using web = await site({
    '/sitemap.xml.gz': says(gzipSync(xml), type),
    '/wrapped.xml.gz': says(gzipSync(gzipSync(xml)), { ...type, 'content-encoding': 'gzip' }),
    '/bomb.xml.gz': says(gzipSync(Buffer.alloc(50_000_000)), type),
  });
  await using fetcher = fetcherFor([web], { limits: { maxBytes: LIMIT } });
  const ask = (path: string) => fetcher.fetch({ url: web.url(path), accept: 'xml', expect: 'machine' });
  expect(await ask('/sitemap.xml.gz')).toMatchObject({ kind: 'page', body: xml });
  expect(await ask('/wrapped.xml.gz')).toMatchObject({ kind: 'page', body: xml });
  expect(await ask('/bomb.xml.gz')).toMatchObject({ kind: 'failed' });
});

describe('what is too large or too slow is let go of', () => {
  const limits = { headersMs: 2000, totalMs: 3000, maxBytes: LIMIT };

  test('a body that says it is too large is not read at all', async () => {
    await using web = await site({
      '/': (_request, response) => {
        response.writeHead(200, { 'content-length': '3000000000', 'content-type': 'text/html' });
        response.write('a');
      },
    });
    await using fetcher = fetcherFor([web], { limits: { ...limits, totalMs: 100_000, headersMs: 100_000 } });
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
      kind: 'failed',
      why: 'larger than 100000 bytes',
    });
  });

  test('an endless body stops at the cap, and its connection is closed', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    await using web = await site({
      '/': (_request, response) => {
        response.on('close', resolve);
        const more = (): void => {
          while (!response.destroyed && response.write('a'.repeat(10_000)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
    });
    await using fetcher = fetcherFor([web], { limits: { ...limits, totalMs: 100_000, headersMs: 100_000 } });
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
      kind: 'failed',
      why: 'larger than 100000 bytes',
    });
    await closed;
  });

  test('a body that comes in crumbs is whole, and is held in few pieces', () => {
    const [pieces, crumbs] = [new BodyPieces(), Buffer.from('abcdefg'.repeat(1000))];
    for (let at = 0; at < crumbs.length; at += 1) pieces.add(crumbs.subarray(at, at + 1));
    expect(pieces.whole().equals(crumbs)).toBe(true);
    expect(pieces.count).toBeLessThan(300);
    pieces.clear();
    pieces.add(crumbs);
    expect(pieces.whole()).toBe(crumbs);
  });

  test('a body that comes in more crumbs than any page is given up', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n';
    await using web = await site({
      '/': ({ socket }) => socket.end(`${head}${'1\r\na\r\n'.repeat(200_001)}0\r\n\r\n`),
    });
    await using fetcher = fetcherFor([web]);
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
      kind: 'failed',
      why: 'its body came in more than 200000 pieces',
    });
  });

  test('headers that do not come are waited for only so long', async () => {
    await using web = await site({ '/': () => undefined });
    await using fetcher = fetcherFor([web], { limits });
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('no answer in time'),
    });
  });

  test('headers that come in drops do not stretch the time', async () => {
    await using web = await site({
      '/': (request) => {
        request.socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => request.socket.write('x-drop: 1\r\n'), 20);
        request.socket.on('close', () => clearInterval(timer));
      },
    });
    await using fetcher = fetcherFor([web], { limits });
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('no answer in time'),
    });
  });

  test('a body that comes in drops does not either', async () => {
    await using web = await site({
      '/': (_request, response) => {
        response.write('<title>');
        const timer = setInterval(() => response.write('a'), 20);
        response.on('close', () => clearInterval(timer));
      },
    });
    await using fetcher = fetcherFor([web], { limits });
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({
      kind: 'failed',
      why: 'no end of the body in time',
    });
  });

  test('headers of more than 32 KiB are refused', async () => {
    await using web = await site({ '/': says(html, { 'x-large': 'a'.repeat(40_000) }) });
    await using fetcher = fetcherFor([web]);
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'failed' });
  });

  test('a body cut short is a failure', async () => {
    await using web = await site({
      '/': (request, response) => {
        response.writeHead(200, { 'content-length': '5000' });
        response.write(html.slice(0, 100), () => request.socket.destroy());
      },
    });
    await using fetcher = fetcherFor([web]);
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'failed' });
  });

  test('a host is free again after each of these', async () => {
    let first = true;
    await using web = await site({
      '/': (request, response) => {
        if (!first) return void response.end(html);
        first = false;
        request.socket.destroy();
      },
    });
    await using fetcher = fetcherFor([web]);
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'failed' });
    expect(await fetcher.fetch({ url: web.url('/') })).toMatchObject({ kind: 'page' });
  });
});
