import { defined } from '../base/defined.ts';
import type { Expectations } from '../base/source.ts';
import { isYoung } from '../discover/start-of.ts';
import { ENOUGH, type Health } from '../health/judge-run.ts';
import { expectationsOf } from '../health/pinned.ts';
import { expectedOf, keepExpected } from '../store/expected.ts';
import { newestFields } from '../store/posts.ts';
import { adapterSince, hasFullRuns } from '../store/runs.ts';
import type { ListingWalk } from './read-listing.ts';
import type { SourceRun } from './source-run.ts';

/**
 * What is expected of a source: as its adapter says, else as the first run of this adapter that was well showed it. How many cards that
 * showed, and that it went on, counts for as many runs as make a past, which heals where a listing has become shorter.
 */
export function expectOf({ tools: { store }, source, adapterHash }: SourceRun): Expectations | undefined {
  if (source.expect !== undefined) return source.expect;
  const pinned = expectedOf(store, source.id);
  if (pinned?.adapterHash !== adapterHash) return undefined;
  const { cards: _, pages: __, ...rest } = pinned.expectations;
  return hasFullRuns(store, source.id, pinned.runId, ENOUGH) ? rest : pinned.expectations;
}

/** After a run that was well, pins what it showed, where nothing is expected of its source yet. To be called in the transaction that records the run. */
export function pinExpected(
  sourceRun: SourceRun,
  runId: number,
  { health, walk }: { readonly health: Health; readonly walk: ListingWalk | undefined },
): void {
  const { tools, source, adapterHash } = sourceRun;
  const isWell = health.outcome === 'ok_new' || health.outcome === 'ok_nothing_new';
  // A new year's listing is no measure of the year's.
  if (!isWell || walk === undefined || isYoung(source.discover, tools.now())) return;
  if (expectOf(sourceRun) !== undefined) return;
  const { firstKeys, page } = walk;
  const first = new Set(firstKeys);
  const since = adapterSince(tools.store, source.id, adapterHash);
  const cards = walk.cards.filter(({ key }) => first.has(key));
  const expectations = expectationsOf({
    // The days of a sitemap say when a page was changed: a site may stop saying so.
    cards: source.discover.kind === 'sitemap' ? cards.map(({ title }) => defined({ title })) : cards,
    hasNext: page.hasNext,
    posts: newestFields(tools.store, source.id, since),
    ...defined({ language: page.language }),
  });
  if (expectations !== undefined)
    keepExpected(tools.store, source.id, { adapterHash, runId, pinnedAt: tools.now(), expectations });
}
