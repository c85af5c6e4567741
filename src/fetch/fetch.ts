import { setTimeout } from 'node:timers/promises';
import type { Log } from '../base/log.ts';
import { hostKey } from './address-guard.ts';
import { fetchRobots } from './fetch-robots.ts';
import type { PageRenderer } from './browser/render-page.ts';
import { systemResolve } from './connector.ts';
import type { Resolve } from './connector.ts';
import { createExchange } from './exchange.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { MannersStore } from './manners.ts';
import type { FetchOutcome } from '../model/page.ts';
import type { FetchRequest } from './request.ts';
import { createPoliteGet } from './polite-get.ts';
import { PRODUCT, userAgent } from './request-headers.ts';
import { createRobotsBook } from './robots-book.ts';
import type { RobotsAnswer, RobotsBook } from './robots-book.ts';
import { followToPage } from './visits.ts';
import type { Arrival, AskPermission } from './visits.ts';

export type { FetchRequest } from './request.ts';

/** The one door to the network. Never rejects for what a server or the network does. */
export type Fetcher = {
  fetch(request: FetchRequest): Promise<FetchOutcome>;
  /** The same, but an answer as it came, for the reading room to unwrap, decode and judge, and a browser's page unjudged. */
  ask(request: FetchRequest): Promise<Arrival | FetchOutcome>;
  /** Ends what is under way: who waits for a turn is told to come back, a request in flight fails. */
  close(): Promise<void>;
};

export type FetcherOptions = {
  readonly version: string;
  /** An address or a mailbox where a webmaster reaches us. */
  readonly contact: string;
  /** `host:port` pairs let through the private-address guard. */
  readonly allowHosts: readonly string[];
  /** Pause between two requests to one host, from the end of the first. */
  readonly minGapMs: number;
  readonly manners: MannersStore;
  readonly log: Log;
  /** Unix time in ms, for manners and Retry-After; time-outs run on the real clock. */
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  readonly resolve?: Resolve;
  readonly limits?: Partial<Limits>;
  /** The browser for pages that need one; else one is looked for. */
  readonly chromiumPath?: string;
  /** Pause between two askings for more on one page in a browser; `minGapMs` unless told otherwise. */
  readonly morePauseMs?: number;
};

/** Makes the fetcher; one a process is enough, it keeps connections alive until `close`. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { manners, log, now = Date.now } = options;
  const closing = new AbortController();
  const limits = { ...LIMITS, ...options.limits };
  const allowHosts = new Set(options.allowHosts.map((entry) => entry.toLowerCase()));
  const timeoutMs = Math.ceil(limits.headersMs / 3);
  const connector = { allowHosts, resolve: options.resolve ?? systemResolve, timeoutMs };
  const exchange = createExchange(connector);
  const wait = options.wait ?? ((ms: number) => sleep(ms, closing.signal));
  const closed = (): boolean => closing.signal.aborted;
  const send = createPoliteGet({ exchange, manners, now, wait, closed, limits });
  const agent = userAgent(options.version, options.contact);
  const open = { allowHosts, agent, totalMs: limits.totalMs, now, send };
  const askRobots = (url: URL): Promise<RobotsAnswer> => fetchRobots(url, open, limits.maxBytes);
  const book = createRobotsBook({ product: PRODUCT, manners, now, log, ask: askRobots });
  const context = { ...open, leave: leaveByRobots(book, options) };
  const { chromiumPath, morePauseMs = options.minGapMs } = options;
  let renderer: Promise<PageRenderer> | undefined;
  const rendering = { ...context, connector, manners, wait, closed, limits, chromiumPath, morePauseMs };
  const ask = async (request: FetchRequest): Promise<Arrival | FetchOutcome> => {
    if (request.render === undefined) return followToPage(request, context);
    renderer ??= import('./browser/render-page.ts').then((it) => it.createPageRenderer(rendering));
    return (await renderer).render(request, request.render);
  };
  return {
    ask,
    async fetch(request) {
      const came = await ask(request);
      // A crawl only asks: what it is sent is read elsewhere.
      const { arriveAsPage, judgePage } = await import('./arrive.ts');
      if (came.kind === 'page') return judgePage(came, request, now());
      const { maxBytes = limits.maxBytes } = request;
      const bounds = { limits: { ...limits, maxBytes }, now, log };
      return came.kind === 'arrived' ? arriveAsPage(came, request, bounds) : came;
    },
    async close() {
      closing.abort();
      await (await renderer)?.close();
      await exchange.close();
    },
  };
}

/** A page may be asked for when robots.txt lets it, and its host is owed our pause or the one robots.txt asks for. */
function leaveByRobots(book: RobotsBook, options: FetcherOptions): AskPermission {
  return async (url) => {
    const verdict = await book.verdict(url);
    if (verdict.kind === 'allowed' || verdict.kind === 'none')
      return { robots: verdict.kind, gapMs: Math.max(options.minGapMs, verdict.crawlDelayMs) };
    if (verdict.kind === 'throttled') return verdict;
    if (verdict.kind !== 'disallowed') return { kind: verdict.kind, why: verdict.why };
    const at = (options.now ?? Date.now)();
    const unasked = { at, status: null, bytes: 0, waitedMs: 0 };
    options.manners.note({ host: hostKey(url), url: url.href, ...unasked, robots: 'disallowed' });
    return { kind: 'robotsDisallowed', why: verdict.why };
  };
}

/** Ends early when the fetcher is closed: who waits for a slot must not keep a process from stopping. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
