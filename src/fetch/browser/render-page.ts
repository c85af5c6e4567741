import { randomUUID } from 'node:crypto';
import { sameSite } from '../../base/url.ts';
import { checkUrl, hostKey } from '../address-guard.ts';
import type { ConnectorOptions } from '../connector.ts';
import { judgeBody, judgeStatus } from '../content.ts';
import type { Limits } from '../exchange.ts';
import { openGuardProxy, type GuardProxy, type Stopped } from '../guard-proxy.ts';
import type { MannersEntry, MannersStore } from '../manners.ts';
import { mediaType } from '../media-type.ts';
import type { FetchOutcome, Page } from '../page.ts';
import type { FetchRequest } from '../request.ts';
import { createTurns } from '../turns.ts';
import type { TurnsOptions } from '../turns.ts';
import type { Leave } from '../visits.ts';
import { createBrowserPool, type BrowserPool } from './browser-pool.ts';
import type { Broken, Order, Rendered } from './messages.ts';
import type { RenderRequest } from './render-request.ts';

export type RenderOptions = {
  readonly chromiumPath: string | undefined;
  readonly connector: ConnectorOptions;
  readonly leave: Leave;
  readonly agent: string;
  readonly manners: MannersStore;
  readonly now: () => number;
  readonly wait: TurnsOptions['wait'];
  readonly closed: () => boolean;
  readonly limits: Limits;
};

/** Brings pages as a browser shows them, with the same guard, manners and judgement as for every other. */
export type PageRenderer = {
  readonly render: (request: FetchRequest, how: RenderRequest) => Promise<FetchOutcome>;
  readonly close: () => Promise<void>;
};

export function createPageRenderer(options: RenderOptions): PageRenderer {
  const pool = createBrowserPool(options.chromiumPath);
  const turns = createTurns({ ...options, patienceMs: PATIENCE_MS, holdMs: LONGEST_VISIT_MS });
  return {
    close: pool.close,
    async render({ url, expect }, how) {
      const checked = checkUrl(url, options.connector.allowHosts);
      if (!checked.ok) return { kind: 'refused', url, why: checked.why };
      const leave = await options.leave(checked.url);
      if ('kind' in leave) return { ...leave, url };
      const turn = await turns.take(hostKey(checked.url));
      if (turn.kind === 'later') return { kind: 'throttled', url, status: 0, retryAt: turn.retryAt };
      try {
        const visit = {
          url: checked.url,
          how,
          ...leave,
          waitedMs: turn.waitedMs,
          expect: expect ?? 'listing',
        };
        return await visitWith(pool, visit, options);
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
  readonly expect: NonNullable<FetchRequest['expect']>;
};

/** One page, through a proxy of its own that lets nothing but its site through. */
async function visitWith(
  pool: BrowserPool,
  visit: RenderVisit,
  options: RenderOptions,
): Promise<FetchOutcome> {
  const { url, how, gapMs } = visit;
  const { limits, manners, now } = options;
  const stopped: Stopped[] = [];
  const trouble = Promise.withResolvers<never>();
  trouble.promise.catch(() => undefined);
  const judge = judgeFor(url, options, trouble.reject);
  const proxy = await openGuardProxy({
    connector: options.connector,
    judge,
    maxBytes: limits.maxBytes * 4,
    maxRequests: MOST_REQUESTS,
    onStopped: (one) => void stopped.push(one),
    onPassed: ({ url, status, bytes }) =>
      manners.note({
        host: hostKey(new URL(url)),
        url,
        at: now(),
        status,
        bytes,
        waitedMs: visit.waitedMs,
        robots: visit.robots,
      }),
  });
  const pauses = how.rounds * gapMs;
  const order = orderFor(url, how, { proxy, gapMs, options });
  try {
    const limitMs = Math.min(limits.totalMs + START_MS + pauses, LONGEST_VISIT_MS);
    const may = async (address: string): Promise<boolean> => {
      const checked = checkUrl(address, options.connector.allowHosts);
      return checked.ok && (await judge(checked.url, 'request')) === undefined;
    };
    const answer = await Promise.race([pool.render(order, limitMs, may), trouble.promise]);
    return outcomeOf(answer, visit, { stopped, wireBytes: proxy.bytes(), now: now() });
  } finally {
    await proxy.close();
  }
}

/** The same site only, and of it what robots.txt allows; of a tunnel nothing but the site can be known. */
function judgeFor(
  page: URL,
  { leave }: RenderOptions,
  onTrouble: (error: unknown) => void,
): (url: URL, what: 'request' | 'tunnel') => Promise<string | undefined> {
  return async (url, what) => {
    if (!sameSite(url.href, page.href)) return `${url.host} is another site`;
    if (what === 'tunnel') return undefined;
    try {
      const left = await leave(url);
      return 'kind' in left ? ('why' in left ? left.why : left.kind) : undefined;
    } catch (error) {
      onTrouble(error);
      return 'robots.txt could not be asked for';
    }
  };
}

function orderFor(
  url: URL,
  { waitFor, more, rounds }: RenderRequest,
  { proxy, gapMs, options }: { proxy: GuardProxy; gapMs: number; options: RenderOptions },
): Order {
  return {
    kind: 'order',
    id: randomUUID(),
    url: url.href,
    proxy: proxy.url,
    agent: options.agent,
    waitFor: [...waitFor],
    ...(more === undefined ? {} : { more }),
    rounds,
    pauseMs: gapMs,
    stepMs: options.limits.headersMs,
    maxBytes: options.limits.maxBytes,
  };
}

type Seen = { readonly stopped: readonly Stopped[]; readonly wireBytes: number; readonly now: number };

function outcomeOf(answer: Rendered | Broken, { url, expect }: RenderVisit, seen: Seen): FetchOutcome {
  const asked = url.href;
  const { stopped, now } = seen;
  if (answer.kind === 'broken') {
    // Where the page itself was stopped, that is why there is none.
    const own = stopped.find((one) => one.url === asked) ?? stopped.find(({ kind }) => kind === 'refused');
    return { kind: own?.kind ?? 'failed', url: asked, why: own?.why ?? answer.why };
  }
  const own = stopped.find((one) => one.url === answer.finalUrl);
  if (own !== undefined) return { kind: own.kind, url: asked, why: own.why };
  const bad = judgeStatus(asked, answer.status, answer.headers, now);
  if (bad !== undefined) return bad;
  const page = pageOf(asked, answer, seen);
  return judgeBody({ ...page, expect, now }) ?? page;
}

/** The document as the browser showed it. Its validators are those of a shell, and say nothing of what is in it. */
function pageOf(url: string, answer: Rendered, { wireBytes, now }: Seen): Page {
  const { html, finalUrl, status, headers, redirects } = answer;
  return {
    kind: 'page',
    url,
    finalUrl,
    status,
    headers,
    contentType: mediaType(headers['content-type'] ?? '')?.essence ?? 'text/html',
    charset: 'utf-8',
    charsetFrom: 'default',
    body: html,
    wireBytes,
    bytes: Buffer.byteLength(html),
    validators: {},
    redirects,
    fetchedAt: now,
  };
}

const PATIENCE_MS = 2 * 60_000;
const LONGEST_VISIT_MS = 4 * 60_000;
const START_MS = 15_000;
const MOST_REQUESTS = 200;
