import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { messageOf } from '../base/errors.ts';
import { checkUrl } from './address-guard.ts';
import { AddressRefused, type ConnectorOptions } from './connector.ts';
import { dial } from './dial.ts';

/** What has gone through the proxy. `url` of a tunnel is its host, since nothing more of it can be seen. */
export type Passed = { readonly url: string; readonly status: number | null; readonly bytes: number };

/** What did not get through: by our own rules, or for want of an answer. */
export type StoppedRequest = {
  readonly kind: 'refused' | 'failed';
  readonly what: 'request' | 'tunnel';
  readonly url: string;
  readonly why: string;
};

/** Why an address may not be asked for, besides the guard's own reasons; of a tunnel the host alone is known. */
export type AddressJudge = (url: URL, what: StoppedRequest['what']) => Promise<string | undefined>;

export type GuardProxyOptions = {
  readonly connector: ConnectorOptions;
  readonly judge: AddressJudge;
  readonly onPassed: (passed: Passed) => void;
  readonly onStopped: (stopped: StoppedRequest) => void;
  /** Of everything that comes in, and of one proxy's life. */
  readonly maxBytes: number;
  readonly maxRequests: number;
};

export type GuardProxy = {
  readonly url: string;
  /** How much has come in so far. */
  readonly bytes: () => number;
  readonly close: () => Promise<void>;
};

/** A proxy while it is open: what it has let through so far, and what must be closed with it. */
type Gate = GuardProxyOptions & { requests: number; bytes: number; readonly open: Set<Duplex> };

const HOP_BY_HOP = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);
// A page may ask its own server by POST for what comes next; it has no business to change anything there.
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);
const IDLE_MS = 30_000;

/**
 * A forward proxy on the loopback address, for a browser that may speak to nothing else. Every address is judged as if we asked
 * for it ourselves, and the number that was checked is the number that is dialled. Plain requests are judged whole; of
 * a tunnel (`CONNECT`, for https) only host and port can be.
 */
export async function openGuardProxy(options: GuardProxyOptions): Promise<GuardProxy> {
  // Connections come from elsewhere, but what they do belongs to whoever opened the proxy.
  const inContext = AsyncLocalStorage.snapshot();
  let closed = false;
  const onPassed = (passed: Passed): void => {
    if (!closed) inContext(() => options.onPassed(passed));
  };
  const gate: Gate = { ...options, onPassed, requests: 0, bytes: 0, open: new Set() };
  const server = http.createServer((request, response) => {
    inContext(() => void forward(gate, request, response));
  });
  server.on('connection', (socket) => hold(gate, socket));
  server.on('connect', (request: http.IncomingMessage, client: Duplex) => {
    inContext(() => void tunnel(gate, request.url ?? '', client));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    bytes: () => gate.bytes,
    close: async () => {
      const ends = [...gate.open].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of gate.open) socket.destroy();
      await Promise.all(ends);
      await new Promise((resolve) => server.close(resolve));
      closed = true;
    },
  };
}

async function forward(
  gate: Gate,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const address = request.url ?? '';
  const stop = (error: unknown): void => {
    // Whoever asked has gone away.
    if (response.destroyed) return;
    const stopped = stoppedBy(error, 'request', address);
    gate.onStopped(stopped);
    endWith(response, stopped.kind === 'refused' ? 403 : 502);
  };
  try {
    const url = await admitted(gate, address, 'request', request.method ?? '');
    if (url.protocol !== 'http:') throw new Refused('an https address without a tunnel');
    const socket = await dial(url, url.port || '80', gate.connector);
    hold(gate, socket);
    const upstream = http.request({
      createConnection: () => socket,
      path: url.pathname + url.search,
      method: request.method,
      headers: { ...endToEnd(request.headers), host: url.host, connection: 'close' },
    });
    upstream.setTimeout(IDLE_MS, () => upstream.destroy(new Error('no answer in time')));
    upstream.on('error', stop);
    upstream.on('response', (answer) => passOn(gate, url.href, answer, response));
    response.on('close', () => socket.destroy());
    request.pipe(upstream);
  } catch (error) {
    stop(error);
  }
}

function passOn(gate: Gate, url: string, answer: http.IncomingMessage, response: http.ServerResponse): void {
  const status = answer.statusCode ?? 0;
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (!isTooMuch(gate, chunk.length)) return;
    answer.destroy();
    // Cut off, so that nobody takes a part for the whole.
    response.destroy();
  });
  answer.on('error', () => response.destroy());
  answer.on('close', () => {
    gate.onPassed({ url, status, bytes });
    if (!answer.complete) response.destroy();
  });
  response.writeHead(status, endToEnd(answer.headers));
  answer.pipe(response);
}

async function tunnel(gate: Gate, authority: string, client: Duplex): Promise<void> {
  const address = `https://${authority}/`;
  try {
    const url = await admitted(gate, address, 'tunnel', 'GET');
    const server = await dial(url, url.port || '443', gate.connector);
    hold(gate, server);
    server.setTimeout(IDLE_MS, () => server.destroy());
    let bytes = 0;
    server.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (isTooMuch(gate, chunk.length)) server.destroy();
    });
    server.once('close', () => {
      gate.onPassed({ url: url.href, status: null, bytes });
      client.destroy();
    });
    client.once('close', () => server.destroy());
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.pipe(client).pipe(server);
  } catch (error) {
    gate.onStopped(stoppedBy(error, 'tunnel', address));
    client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  }
}

class Refused extends Error {}

/** @throws Refused, whose message says why. */
async function admitted(
  gate: Gate,
  address: string,
  what: StoppedRequest['what'],
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

function isTooMuch(gate: Gate, bytes: number): boolean {
  gate.bytes += bytes;
  return gate.bytes > gate.maxBytes;
}

function stoppedBy(error: unknown, what: StoppedRequest['what'], url: string): StoppedRequest {
  const isOurs = error instanceof Refused || error instanceof AddressRefused;
  return { kind: isOurs ? 'refused' : 'failed', what, url, why: messageOf(error) };
}

/** Without the reason: it would tell a page what we know of our network. */
function endWith(response: http.ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status).end();
}

/** Without the headers that are meant for the next hop only (RFC 9110, 7.6.1). */
function endToEnd(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const named = (headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.includes(name)),
  );
}

/** A socket that is closed with the proxy, and whose faults are nobody's end. */
function hold({ open }: Gate, socket: Duplex): void {
  open.add(socket);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => open.delete(socket));
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
