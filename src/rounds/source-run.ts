import type { Source } from '../base/source.ts';
import type { Discovery } from '../discover/discovery.ts';
import { VisitFailed, VisitWithdrawn } from '../../queue/queue.ts';
import { renewLease } from '../store/sources.ts';
import { type Counters, countRequest } from './counters.ts';
import type { Shelf } from './shelf.ts';
import type { Tools } from './tools.ts';
import type { Visit, Visited } from './visits.ts';

/** One source's run in a crawl: what it is about, and what it has counted so far. */
export type SourceRun = {
  readonly tools: Tools;
  readonly source: Source;
  readonly adapterHash: string;
  /** Of the adapter, absolute. */
  readonly file: string;
  readonly lease: string;
  readonly counters: Counters;
  readonly shelf: Shelf;
  /** Unix ms. */
  readonly startedAt: number;
};

/** A lease outlives the slowest single request; each request renews it. */
export const LEASE_MS = 5 * 60_000;

/** A person or the system asked us to stop, or the lease went to another run: nothing more is begun. */
export class RunStopped extends Error {
  override readonly name = 'Stopped';
}

type PageRequest = Pick<Visit, 'kind' | 'url' | 'validators' | 'card'> & { readonly pageNumber?: number };

/**
 * The one way in which a turn has a page asked for and read: renews the lease, visits, counts.
 * @throws Stopped between two requests, never in the middle of storing.
 */
export async function visit(sourceRun: SourceRun, request: PageRequest): Promise<Visited> {
  const { tools, source, adapterHash, file, counters } = sourceRun;
  if (tools.stop.aborted) throw new RunStopped('asked to stop');
  keepLease(sourceRun);
  // Workers may take longer than a lease holds.
  const keeping = setInterval(
    () => renewLease(tools.store, source.id, sourceRun.lease, until(tools)),
    LEASE_MS / 3,
  );
  try {
    const strategy = (request.kind === 'witness' ? source.witness : undefined) ?? source.discover;
    const about = {
      source: source.id,
      adapterHash,
      strategy: strategy.kind,
      pageNumber: 1,
      now: tools.now(),
    };
    const visited = await tools.visits.perform({ ...about, ...request }, { source, hash: adapterHash, file });
    // What fails while we end may fail because we end: that says nothing of the site.
    if (tools.stop.aborted && visited.outcome.kind === 'failed') throw new RunStopped('asked to stop');
    countRequest(counters, visited.outcome);
    return visited;
  } catch (error) {
    // Pauses end at once when we are asked to stop.
    if (tools.stop.aborted || error instanceof VisitWithdrawn)
      throw new RunStopped('asked to stop', { cause: error });
    if (error instanceof VisitFailed) return unvisited(request.url, error.message);
    throw error;
  } finally {
    clearInterval(keeping);
  }
}

/** What a page of a listing shows. */
export function foundIn({ found, outcome }: Visited): Discovery {
  if (found === undefined) throw new Error(`${outcome.url} was not read as a listing`);
  return found;
}

function keepLease({ tools, source, lease }: SourceRun): void {
  if (!renewLease(tools.store, source.id, lease, until(tools)))
    throw new RunStopped('another run took the lease over');
}

function until({ now }: Tools): number {
  return now() + LEASE_MS;
}

/** No worker could perform it: for this run the page could not be had. */
function unvisited(url: string, why: string): Visited {
  return { outcome: { kind: 'failed', url, why: `no worker could visit it: ${why}` } };
}
