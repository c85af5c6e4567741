import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardedFetch } from '../../src/fetch/guarded-fetch.ts';

let server: http.Server;
let host: string;
let asked = 0;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    asked += 1;
    if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ method: request.method }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

const get = { method: 'GET', headers: {} };

it('asks an address that is let through, with method and body', async () => {
  const fetch = guardedFetch([host]);
  const answer = await fetch(`http://${host}/token`, {
    method: 'POST',
    headers: {},
    body: new URLSearchParams({ a: 'b' }),
  });
  expect(await answer.json()).toEqual({ method: 'POST' });
});

it('asks no private address that is not', async () => {
  const before = asked;
  await expect(guardedFetch([])(`http://${host}/`, get)).rejects.toThrow(/is not asked/);
  expect(asked).toBe(before);
});

it('follows no redirect', async () => {
  await expect(guardedFetch([host])(`http://${host}/away`, get)).rejects.toThrow(/fetch failed/);
});
