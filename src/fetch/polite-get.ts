import { hostKey } from './address-guard.ts';
import type { Exchange, Reply } from './exchange.ts';
import type { Limits } from './limits.ts';
import type { MannersEntry, MannersStore } from './manners.ts';
import { isRedirect } from './redirect.ts';
import { retryAt } from './retry-after.ts';
import { createHostTurns } from './host-turns.ts';

/** One request that the guard and robots.txt have let through. */
export type PoliteRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly robots: MannersEntry['robots'];
  /** Pause that the host is owed after this request. */
  readonly gapMs: number;
  /** What is left of the visit's time. */
  readonly leftMs: number;
};

/** The answer and how long it took, waiting not counted; `later` when the host's slot is too far off to wait for. */
export type PoliteGet = (
  request: PoliteRequest,
) => Promise<
  { readonly reply: Reply; readonly tookMs: number } | { readonly kind: 'later'; readonly retryAt: number }
>;

export type PoliteGetOptions = {
  readonly exchange: Exchange;
  readonly manners: MannersStore;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** True once the fetcher is closed. */
  readonly closed: () => boolean;
  readonly limits: Limits;
};

// Longer than any gap or Crawl-delay that we honour; what is further away is another day's work.
const PATIENCE_MS = 2 * 60_000;
// A slot outlives the slowest request, so that only a crash lets it lapse.
const HOLD_MARGIN_MS = 10_000;

/** Makes the function that waits for a host's slot, asks once, writes it in the ledger and says who may ask next when. */
export function createPoliteGet(options: PoliteGetOptions): PoliteGet {
  const { manners, now, limits } = options;
  const holdMs = limits.totalMs + HOLD_MARGIN_MS;
  const turns = createHostTurns({ ...options, patienceMs: PATIENCE_MS, holdMs });
  return async ({ url, headers, robots, gapMs, leftMs }) => {
    const host = hostKey(url);
    const turn = await turns.take(host);
    if (turn.kind === 'later') return turn;
    let next = now() + gapMs;
    let entry: MannersEntry | undefined;
    try {
      const begun = performance.now();
      const reply = await options.exchange.get(url, headers, { ...limits, totalMs: leftMs });
      const tookMs = performance.now() - begun;
      const at = now();
      next = nextTurn(reply, at, gapMs);
      const { status, bytes } = sizeOf(reply);
      entry = { host, url: url.href, at, status, bytes, waitedMs: turn.waitedMs, robots };
      return { reply, tookMs };
    } finally {
      endTurn(manners, entry, () => turn.end(next));
    }
  };
}

/** Writes what was asked and gives the slot back, both at once. Who waits for the slot goes on even where nothing can be written. */
function endTurn(manners: MannersStore, entry: MannersEntry | undefined, end: () => void): void {
  let isEnded = false;
  try {
    manners.together(() => {
      if (entry !== undefined) manners.note(entry);
      isEnded = true;
      end();
    });
  } finally {
    if (!isEnded) end();
  }
}

/** A redirect is one step of a visit and owes no pause; a host that is too busy names its own. */
function nextTurn(reply: Reply, at: number, gapMs: number): number {
  if (reply.kind !== 'reply') return at + gapMs;
  if (reply.status === 429 || reply.status === 503)
    return Math.max(retryAt(reply.headers['retry-after'], at), at + gapMs);
  return isRedirect(reply.status) ? at : at + gapMs;
}

function sizeOf(reply: Reply): { readonly status: number | null; readonly bytes: number } {
  return reply.kind === 'reply'
    ? { status: reply.status, bytes: reply.wire.length }
    : { status: null, bytes: 0 };
}
