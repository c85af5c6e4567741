import type { Source } from '../base/source.ts';
import type { FetchOutcome, Validators } from '../fetch/page.ts';
import { renewLease } from '../store/sources.ts';
import { type Counters, countRequest } from './counters.ts';
import type { Tools } from './tools.ts';

/** One source's turn in a crawl: what it is about, and what it has counted so far. */
export type Turn = {
  readonly tools: Tools;
  readonly source: Source;
  readonly adapterHash: string;
  readonly lease: string;
  readonly counters: Counters;
};

/** A lease outlives the slowest single request; each request renews it. */
export const LEASE_MS = 5 * 60_000;

/** A person or the system asked us to stop, or the lease went to another run: nothing more is begun. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

type Ask = {
  readonly url: string;
  readonly expect: 'post' | 'listing' | 'machine';
  readonly validators?: Validators;
};

/**
 * The one way in which a turn asks for a page: renews the lease, asks, counts.
 * @throws Stopped between two requests, never in the middle of storing.
 */
export async function ask({ tools, source, lease, counters }: Turn, request: Ask): Promise<FetchOutcome> {
  if (tools.stop.aborted) throw new Stopped('asked to stop');
  if (!renewLease(tools.store, source.id, lease, tools.now() + LEASE_MS))
    throw new Stopped('another run took the lease over');
  const outcome = await tools.fetcher.fetch(request).catch((error: unknown) => {
    // The fetcher's pauses end at once when we are asked to stop.
    if (tools.stop.aborted) throw new Stopped('asked to stop', { cause: error });
    throw error;
  });
  countRequest(counters, outcome);
  return outcome;
}
