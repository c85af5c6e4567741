import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { defined } from '../../base/defined.ts';
import { sameSite } from '../../base/url.ts';
import { checkUrl, hostKey } from '../address-guard.ts';
import type { ConnectorOptions } from '../connector.ts';
import type { Limits } from '../limits.ts';
import { openGuardProxy, type AddressJudge, type Passed, type StoppedRequest } from '../guard-proxy.ts';
import type { MannersEntry, MannersStore } from '../manners.ts';
import type { FetchOutcome } from '../../model/page.ts';
import type { FetchRequest } from '../request.ts';
import { createHostTurns, type HostTurnsOptions } from '../host-turns.ts';
import type { AskPermission } from '../visits.ts';
import { arriveAsRendered } from './arrive-as-rendered.ts';
import { createBrowserPool, type BrowserPool } from './browser-pool.ts';
import type { RenderOrder } from './messages.ts';
import type { RenderRequest } from './render-request.ts';

export type RenderOptions = {
  readonly chromiumPath: string | undefined;
  readonly connector: ConnectorOptions;
  readonly leave: AskPermission;
  readonly agent: string;
  readonly manners: MannersStore;
  readonly now: () => number;
  readonly wait: HostTurnsOptions['wait'];
  readonly closed: () => boolean;
  readonly limits: Limits;
  /** The least pause between two askings for more on one page. */
  readonly morePauseMs: number;
};

/** Brings pages as a browser shows them, with the same guard and manners as for every other. */
export type PageRenderer = {
  readonly render: (request: FetchRequest, how: RenderRequest) => Promise<FetchOutcome>;
  readonly close: () => Promise<void>;
};

const PATIENCE_MS = 2 * 60_000;
const LONGEST_VISIT_MS = 90_000;
const START_MS = 10_000;
const MOST_REQUESTS = 200;
const BYTES_BESIDE_THE_PAGE = 4;

export function createPageRenderer(options: RenderOptions): PageRenderer {
  const pool = createBrowserPool(options.chromiumPath);
  const turns = createHostTurns({ ...options, patienceMs: PATIENCE_MS, holdMs: LONGEST_VISIT_MS * 2 });
  return {
    close: pool.close,
    async render({ url }, how) {
      const checked = checkUrl(url, options.connector.allowHosts);
      if (!checked.ok) return { kind: 'refused', url, why: checked.why };
      const leave = await options.leave(checked.url);
      if ('kind' in leave) return { ...leave, url };
      const turn = await turns.take(hostKey(checked.url));
      if (turn.kind === 'later') return { kind: 'throttled', url, status: 0, retryAt: turn.retryAt };
      try {
        const { waitedMs } = turn;
        return await visit(pool, { url: checked.url, how, waitedMs, ...leave }, options);
      } finally {
        turn.end(options.now() + leave.gapMs);
      }
    },
  };
}

type RenderVisit = {
  readonly url: URL;
  readonly how: RenderRequest;
  readonly robots: MannersEntry['robots'];
  readonly gapMs: number;
  readonly waitedMs: number;
};

/** One page, through a proxy of its own that lets nothing but its site through. */
async function visit(pool: BrowserPool, page: RenderVisit, options: RenderOptions): Promise<FetchOutcome> {
  const { connector, limits, now } = options;
  const stopped: StoppedRequest[] = [];
  const trouble = Promise.withResolvers<never>();
  const judge = judgeFor(page.url, options.leave, trouble.reject);
  const proxy = await openGuardProxy({
    connector,
    judge,
    maxBytes: limits.maxBytes * BYTES_BESIDE_THE_PAGE,
    maxRequests: MOST_REQUESTS,
    onStopped: (one) => void stopped.push(one),
    onPassed: noteIn(options, page),
  });
  // The question comes from another process, but belongs to this visit.
  const inContext = AsyncLocalStorage.snapshot();
  const may = (address: string): Promise<boolean> =>
    inContext(async () => {
      const checked = checkUrl(address, connector.allowHosts);
      return checked.ok && (await judge(checked.url, 'request')) === undefined;
    });
  const order = orderFor(page, proxy.url, options);
  // The page's own limits end it first; this one is for a browser that no longer answers.
  const limitMs = START_MS + order.stepMs + order.readMs;
  try {
    const answer = await Promise.race([pool.render({ order, limitMs, may }), trouble.promise]);
    const seen = { stopped, wireBytes: proxy.bytes(), now: now() };
    return arriveAsRendered(answer, page.url.href, seen);
  } finally {
    await proxy.close();
  }
}

/** The same site only, and of it what robots.txt allows; of a tunnel nothing but the site can be known. */
function judgeFor(page: URL, leave: AskPermission, onTrouble: (error: unknown) => void): AddressJudge {
  return async (url, what) => {
    if (!sameSite(url.href, page.href)) return `${url.host} is another site`;
    if (what === 'tunnel') return undefined;
    try {
      const left = await leave(url);
      return 'kind' in left ? ('why' in left ? left.why : left.kind) : undefined;
    } catch (error) {
      // Of our own making (a broken store, a slot that we do not hold): the visit as a whole must tell of it.
      onTrouble(error);
      return 'robots.txt could not be asked for';
    }
  };
}

/** Writes what went through into the manners ledger. */
function noteIn(
  { manners, now }: RenderOptions,
  { waitedMs, robots }: RenderVisit,
): (passed: Passed) => void {
  return ({ url, status, bytes }) =>
    manners.note({ host: hostKey(new URL(url)), url, at: now(), status, bytes, waitedMs, robots });
}

function orderFor({ url, how, gapMs }: RenderVisit, proxy: string, options: RenderOptions): RenderOrder {
  const { limits, agent, morePauseMs } = options;
  const { waitFor, more, rounds } = how;
  const pauseMs = Math.max(gapMs, morePauseMs);
  return {
    kind: 'order',
    id: randomUUID(),
    url: url.href,
    proxy,
    agent,
    waitFor: [...waitFor],
    ...defined({ more }),
    rounds,
    pauseMs,
    stepMs: limits.headersMs,
    readMs: Math.min(limits.totalMs + rounds * pauseMs, LONGEST_VISIT_MS),
    maxBytes: limits.maxBytes,
  };
}
