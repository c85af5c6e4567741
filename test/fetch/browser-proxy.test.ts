import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openGuardProxy,
  type GuardProxyOptions,
  type Passed,
  type StoppedRequest,
} from '../../src/fetch/guard-proxy.ts';
import { says, site, type Site } from './site.ts';

let web: Site;

beforeAll(async () => {
  web = await site({
    '/page': says('Hello', { 'x-own': 'yes', connection: 'x-hop', 'x-hop': 'one' }),
    '/echo': (request, response) => response.end(JSON.stringify(request.headers)),
    '/large': says('x'.repeat(50_000)),
    '/resets': (request) => void request.socket.destroy(),
  });
});

afterAll(() => web[Symbol.asyncDispose]());

/** A proxy that lets `web` through, what passed and what was stopped. */
async function proxy(options: Partial<GuardProxyOptions> = {}) {
  const passed: Passed[] = [];
  const stopped: StoppedRequest[] = [];
  const allowHosts = new Set([web.host, `name.test:${web.host.split(':')[1]}`]);
  const opened = await openGuardProxy({
    connector: { allowHosts, resolve: async () => ['127.0.0.1'], timeoutMs: 60_000 },
    judge: async () => undefined,
    onPassed: (one) => void passed.push(one),
    onStopped: (one) => void stopped.push(one),
    maxBytes: 1_000_000,
    maxRequests: 100,
    ...options,
  });
  return { ...opened, passed, stopped, [Symbol.asyncDispose]: opened.close };
}

/** One request through a proxy, in absolute form as browsers send it. */
function through(
  proxyUrl: string,
  address: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: string; headers: http.IncomingHttpHeaders }> {
  const { hostname, port } = new URL(proxyUrl);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path: address, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end();
  });
}

/** The first line of what a proxy says to CONNECT, and of what the far end then says to a request. */
async function connectTo(proxyUrl: string, authority: string): Promise<string[]> {
  const { hostname, port } = new URL(proxyUrl);
  const socket = net.connect({ host: hostname, port: Number(port) });
  const lines: string[] = [];
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n\r\n`);
  return new Promise((resolve) => {
    socket.on('data', (data) => {
      lines.push(data.toString('latin1').split('\r\n', 1)[0] ?? '');
      if (lines.length === 1)
        socket.write(`GET /echo HTTP/1.1\r\nhost: ${web.host}\r\nconnection: close\r\n\r\n`);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(lines));
  });
}

test('a page goes through, with its headers but those of the hop, and is told of', async () => {
  await using gate = await proxy();
  const answer = await through(gate.url, web.url('/page'));
  expect(answer).toMatchObject({ status: 200, body: 'Hello', headers: { 'x-own': 'yes' } });
  expect(answer.headers).not.toHaveProperty('x-hop');
  expect(gate.passed).toEqual([{ url: web.url('/page'), status: 200, bytes: 5 }]);
  expect(gate.bytes()).toBe(5);
});

test('what a browser tells its proxy is not told to the site', async () => {
  await using gate = await proxy();
  const headers = {
    'proxy-authorization': 'Basic x',
    'proxy-connection': 'keep-alive',
    te: 'trailers',
    own: 'yes',
  };
  const seen: unknown = JSON.parse((await through(gate.url, web.url('/echo'), { headers })).body);
  expect(seen).toEqual({ own: 'yes', host: web.host, connection: 'close' });
});

test('a name is dialled at the number that was checked', async () => {
  await using gate = await proxy();
  const address = `http://name.test:${web.host.split(':')[1]}/page`;
  expect(await through(gate.url, address)).toMatchObject({ status: 200, body: 'Hello' });
});

test('a tunnel leads to where it may, and is counted', async () => {
  await using gate = await proxy();
  expect(await connectTo(gate.url, web.host)).toEqual([
    'HTTP/1.1 200 Connection established',
    'HTTP/1.1 200 OK',
  ]);
  expect(gate.passed).toMatchObject([{ url: `https://${web.host}/`, status: null }]);
  expect(gate.bytes()).toBeGreaterThan(5);
});

test.each([
  'http://127.0.0.1:1/',
  'http://localhost/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]/',
  'http://10.0.0.5/',
  'http://2130706433/',
  'http://user@example.org/',
  'http://example.org:8080/',
  'ftp://example.org/',
  '/page',
  'https://example.org/',
])('%s is refused, and the page is not told why', async (address) => {
  await using gate = await proxy();
  expect(await through(gate.url, address)).toMatchObject({ status: 403, body: '' });
  expect(gate.stopped).toMatchObject([{ kind: 'refused', what: 'request', url: address }]);
});

test.each([
  '127.0.0.1:1',
  'localhost:443',
  '[::1]:443',
  '10.0.0.5:443',
  'example.org:22',
  'example.org:80',
  'x@y:443',
  '',
])('a tunnel to %s is refused', async (authority) => {
  await using gate = await proxy();
  expect(await connectTo(gate.url, authority)).toEqual(['HTTP/1.1 403 Forbidden']);
  expect(gate.stopped).toMatchObject([{ kind: 'refused', what: 'tunnel' }]);
});

test('a public name that lives at a private address is refused where it would be dialled', async () => {
  await using gate = await proxy();
  expect(await through(gate.url, 'http://example.org/')).toMatchObject({ status: 403 });
  expect(await connectTo(gate.url, 'example.org:443')).toEqual(['HTTP/1.1 403 Forbidden']);
  expect(gate.stopped.map(({ why }) => why)).toEqual([
    'example.org is at 127.0.0.1, which is not a public address',
    'example.org is at 127.0.0.1, which is not a public address',
  ]);
});

test('what the judge does not allow is not asked for', async () => {
  await using gate = await proxy({
    judge: async ({ pathname }) => (pathname === '/page' ? 'not this' : undefined),
  });
  const before = web.pages.length;
  expect(await through(gate.url, web.url('/page'))).toMatchObject({ status: 403 });
  expect(gate.stopped).toMatchObject([{ why: 'not this' }]);
  expect(web.pages.length).toBe(before);
});

test('nothing is changed at a site', async () => {
  await using gate = await proxy();
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE'])
    expect(await through(gate.url, web.url('/page'), { method })).toMatchObject({ status: 403 });
});

test('no more comes in than may, by requests or by bytes', async () => {
  await using few = await proxy({ maxRequests: 1 });
  await through(few.url, web.url('/page'));
  expect(await through(few.url, web.url('/page'))).toMatchObject({ status: 403 });
  await using small = await proxy({ maxBytes: 10_000 });
  await expect(through(small.url, web.url('/large'))).rejects.toThrow(/aborted|hang up/);
  expect(await through(small.url, web.url('/page'))).toMatchObject({ status: 403 });
});

test('a site that gives no answer is a failure and not a refusal', async () => {
  await using gate = await proxy();
  expect(await through(gate.url, web.url('/resets'))).toMatchObject({ status: 502 });
  expect(gate.stopped).toMatchObject([{ kind: 'failed', url: web.url('/resets') }]);
});
