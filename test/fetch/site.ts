import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFetcher } from '../../src/fetch/fetch.ts';
import type { Fetcher, FetcherOptions } from '../../src/fetch/fetch.ts';
import { memoryManners } from '../../src/fetch/manners.ts';
import { silent } from '../../src/base/log.ts';

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** A loopback server: paths to handlers (`*` for the rest); without a robots.txt of its own it answers 404 there. */
export class Site {
  readonly seen: { readonly path: string; readonly headers: http.IncomingHttpHeaders }[] = [];
  readonly #server: http.Server;

  constructor(routes: Readonly<Record<string, Handler>>) {
    this.#server = http.createServer((request, response) => {
      const path = request.url ?? '';
      this.seen.push({ path, headers: request.headers });
      const handler = routes[path] ?? (path === '/robots.txt' ? notFound : (routes['*'] ?? notFound));
      handler(request, response);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  /** Paths asked for, robots.txt left out. */
  get pages(): readonly string[] {
    return this.seen.map(({ path }) => path).filter((path) => path !== '/robots.txt');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export function site(routes: Readonly<Record<string, Handler>>): Promise<Site> {
  return new Site(routes).open();
}

/** Answers with a body and headers. */
export function says(body: string | Buffer, headers: http.OutgoingHttpHeaders = {}, status = 200): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(body);
  };
}

export function redirects(to: string, status = 302): Handler {
  return says('', { location: to }, status);
}

/** A page long and plain enough to be content. */
export function article(title = 'How Eindhoven bought its lamps'): string {
  const text =
    'The council asked the market for light, not for lamp posts, and paid for what it got. '.repeat(30);
  return `<!doctype html><title>${title}</title><h1>${title}</h1><p>${text}</p>`;
}

/** A clock that only moves when somebody waits or sets it. */
export function frozenClock(at = Date.UTC(2026, 10, 23)) {
  const clock = {
    at,
    waits: [] as number[],
    now: () => clock.at,
    wait: async (ms: number) => {
      clock.waits.push(ms);
      clock.at += ms;
    },
  };
  return clock;
}

/** A fetcher that may speak to the given sites, without pauses unless told otherwise. */
export function fetcherFor(
  sites: readonly Site[],
  options: Partial<FetcherOptions> = {},
): Fetcher & AsyncDisposable {
  const fetcher = createFetcher({
    version: '0.0.1',
    contact: 'https://example.org/lamplighter',
    allowHosts: sites.map(({ host }) => host),
    minGapMs: 0,
    manners: memoryManners(),
    log: silent,
    ...options,
  });
  return { ...fetcher, [Symbol.asyncDispose]: () => fetcher.close() };
}

function notFound(_request: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(404);
  response.end();
}
