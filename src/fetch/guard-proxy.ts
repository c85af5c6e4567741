import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { messageOf } from '../base/errors.ts';
import { bareHost, checkUrl } from './address-guard.ts';
import { AddressRefused, checkedAddresses, type ConnectorOptions } from './connector.ts';

/** What has gone through the proxy. `url` of a tunnel is its host, since nothing more of it can be seen. */
export type Passed = { readonly url: string; readonly status: number | null; readonly bytes: number };

export type Stopped = {
  readonly kind: 'refused' | 'failed';
  readonly url: string;
  readonly why: string;
};

export type GuardProxyOptions = {
  readonly connector: ConnectorOptions;
  /** Why an address may not be asked for, beside the guard's own reasons; of a tunnel the host alone is known. */
  readonly judge: (url: URL, what: 'request' | 'tunnel') => Promise<string | undefined>;
  readonly onPassed: (passed: Passed) => void;
  /** Hears of what did not get through: by our own rules, or for want of an answer. */
  readonly onStopped: (stopped: Stopped) => void;
  /** Of everything that comes in, and of one proxy's life. */
  readonly maxBytes: number;
  readonly maxRequests: number;
};

export type GuardProxy = {
  readonly url: string;
  readonly bytes: () => number;
  readonly close: () => Promise<void>;
};

/** A proxy while it is open: what it has let through so far. */
type Gate = GuardProxyOptions & { requests: number; bytes: number; readonly agent: http.Agent };

/**
 * A forward proxy on the loopback address, for a browser that may speak to nothing else. Every address is judged as if we asked
 * for it ourselves, and the number that was checked is the number that is dialled. Plain requests are judged whole; of
 * a tunnel (`CONNECT`, for https) only host and port can be.
 */
export async function openGuardProxy(options: GuardProxyOptions): Promise<GuardProxy> {
  // Connections come from elsewhere, but what they do belongs to whoever opened the proxy.
  const inContext = AsyncLocalStorage.snapshot();
  const agent = new http.Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });
  const gate: Gate = { ...options, requests: 0, bytes: 0, agent };
  const sockets = new Set<Duplex>();
  const server = http.createServer((request, response) => {
    inContext(() => void forward(gate, request, response));
  });
  server.on('connection', (socket) => hold(sockets, socket));
  server.on('connect', (request: http.IncomingMessage, client: Duplex) => {
    inContext(() => void tunnel(gate, request, client, sockets));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    bytes: () => gate.bytes,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(
  gate: Gate,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const address = request.url ?? '';
  response.on('error', () => request.destroy());
  try {
    const url = await admitted(gate, address, 'request', request.method ?? '');
    if (url.protocol !== 'http:') throw new Refused('an https address without a tunnel');
    const [host] = await checkedAddresses(bareHost(url.hostname), url.port || '80', gate.connector);
    const upstream = http.request({
      agent: gate.agent,
      host,
      port: Number(url.port || 80),
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...endToEnd(request.headers), host: url.host },
      timeout: gate.connector.timeoutMs,
    });
    upstream.on('timeout', () => upstream.destroy(new Error('no answer in time')));
    upstream.on('error', (error) => {
      gate.onStopped({ kind: 'failed', url: url.href, why: messageOf(error) });
      endWith(response, 502);
    });
    upstream.on('response', (answer) => passOn(gate, url.href, answer, response));
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  } catch (error) {
    gate.onStopped(stopped(address, error));
    endWith(response, 403);
  }
}

function passOn(gate: Gate, url: string, answer: http.IncomingMessage, response: http.ServerResponse): void {
  const status = answer.statusCode ?? 0;
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (count(gate, chunk.length)) answer.destroy();
  });
  answer.on('error', () => response.destroy());
  answer.on('close', () => {
    gate.onPassed({ url, status, bytes });
    if (!answer.complete) response.destroy();
  });
  response.writeHead(status, endToEnd(answer.headers));
  answer.pipe(response);
}

async function tunnel(
  gate: Gate,
  request: http.IncomingMessage,
  client: Duplex,
  sockets: Set<Duplex>,
): Promise<void> {
  const address = `https://${request.url ?? ''}/`;
  try {
    const url = await admitted(gate, address, 'tunnel', 'GET');
    const port = url.port || '443';
    const [host = ''] = await checkedAddresses(bareHost(url.hostname), port, gate.connector);
    const server = net.connect({ host, port: Number(port) });
    hold(sockets, server);
    server.setTimeout(IDLE_MS, () => server.destroy());
    let bytes = 0;
    server.on('data', (chunk) => {
      bytes += chunk.length;
      if (count(gate, chunk.length)) server.destroy();
    });
    server.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    server.once('close', () => {
      gate.onPassed({ url: address, status: null, bytes });
      client.destroy();
    });
    client.once('close', () => server.destroy());
  } catch (error) {
    gate.onStopped(stopped(address, error));
    client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  }
}

class Refused extends Error {}

/** @throws Refused or AddressRefused, whose message says why. */
async function admitted(
  gate: Gate,
  address: string,
  what: 'request' | 'tunnel',
  method: string,
): Promise<URL> {
  gate.requests += 1;
  if (gate.requests > gate.maxRequests) throw new Refused(`more than ${gate.maxRequests} requests`);
  if (gate.bytes > gate.maxBytes) throw new Refused(`more than ${gate.maxBytes} bytes`);
  if (!METHODS.has(method)) throw new Refused(`${method} asks for no page`);
  const checked = checkUrl(address, gate.connector.allowHosts);
  if (!checked.ok) throw new Refused(checked.why);
  const why = await gate.judge(checked.url, what);
  if (why !== undefined) throw new Refused(why);
  return checked.url;
}

/** True once more has come than may. */
function count(gate: Gate, bytes: number): boolean {
  gate.bytes += bytes;
  return gate.bytes > gate.maxBytes;
}

function stopped(url: string, error: unknown): Stopped {
  const isOurs = error instanceof Refused || error instanceof AddressRefused;
  return { kind: isOurs ? 'refused' : 'failed', url, why: messageOf(error) };
}

/** Without the reason: it would tell a page what we know of our network. */
function endWith(response: http.ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status).end();
}

/** Without the headers that are meant for the next hop only (RFC 9110, 7.6.1). */
function endToEnd(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.includes(name)),
  );
}

function hold(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => sockets.delete(socket));
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
// A page may ask its own server by POST for what comes next; it has no business to change anything there.
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);
const MOST_SOCKETS = 6;
const IDLE_MS = 30_000;
