import { defined } from '../base/defined.ts';
import { inlineQueue } from '../../queue/inline.ts';
import { messageOf } from '../base/errors.ts';
import type { Source } from '../base/source.ts';
import { discover } from '../discover/discover.ts';
import { type DiscoverContext, type Discovery, unreadable } from '../discover/discovery.ts';
import { extractPost } from '../extract/extract.ts';
import type { Post } from '../model/post.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import { rendering } from '../fetch/browser/render-request.ts';
import type { Fetcher } from '../fetch/fetch.ts';
import type { FetchOutcome, Page } from '../model/page.ts';
import { acceptFor } from './accept-for.ts';
import type { Visit, Visited, Visits } from './visits.ts';

/** What a visit is performed with. */
export type Performer = { readonly fetcher: Pick<Fetcher, 'fetch'> };

/** Each waits for its own host most of the time; what reads their pages is one thread all the same. */
const SOURCES_AT_ONCE = 32;

/** Visits performed in this process. */
export function visitsHere(performer: Performer): Visits {
  type Here = Visit & { readonly adapter: Source };
  const queue = inlineQueue((visit: Here) => performVisit(visit, visit.adapter, performer));
  return {
    perform: (visit, adapter) => queue.perform({ ...visit, adapter }),
    sourcesAtOnce: SOURCES_AT_ONCE,
    close: queue.close,
  };
}

/** Asks for the page of a visit and makes it ready to be read. Never throws for what a site sends. */
export async function performVisit(visit: Visit, source: Source, performer: Performer): Promise<Visited> {
  const outcome = await bring(visit, source, performer);
  return {
    outcome,
    found: () => discoverSafely(pageOf(outcome), contextOf(visit, source)),
    post: () => extractSafely(pageOf(outcome), visit, source),
  };
}

function bring(visit: Visit, source: Source, { fetcher }: Performer): Promise<FetchOutcome> {
  const { kind, url, strategy, validators } = visit;
  const conditional = defined({ validators });
  if (kind === 'post')
    return fetcher.fetch({ url, expect: 'post', ...conditional, ...defined({ title: visit.card?.title }) });
  const how = rendering(contextOf(visit, source).strategy);
  return fetcher.fetch({ url, ...acceptFor(strategy), ...how, ...conditional });
}

function pageOf(outcome: FetchOutcome): Page {
  if (outcome.kind !== 'page') throw new Error(`there is no page to read, it is ${outcome.kind}`);
  return outcome;
}

function contextOf({ kind, pageNumber }: Visit, source: Source): DiscoverContext {
  const strategy = kind === 'witness' ? source.witness : source.discover;
  if (strategy === undefined) throw new Error(`${source.id} has no witness`);
  return { source, strategy, pageNumber };
}

/** What a page shows; a function of the adapter that trips over it is a page that could not be read. */
export function discoverSafely(page: Page, context: DiscoverContext): Discovery {
  try {
    return discover(page, context);
  } catch (error) {
    return unreadable(`${page.url}: the adapter failed: ${messageOf(error)}`);
  }
}

// One page that the adapter's own functions trip over must not end a run.
function extractSafely(page: Page, { card, now }: Visit, source: Source): Post | Unreadable {
  try {
    return extractPost(page, { source, now: new Date(now), ...defined({ card }) });
  } catch (error) {
    return { kind: 'unreadable', why: `the adapter failed: ${messageOf(error)}` };
  }
}
