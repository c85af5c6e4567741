import { countWaiting } from '../../store/cards.ts';
import type { Store } from '../../store/open.ts';
import { countPostsSince } from '../../store/posts.ts';
import { fillingSince, frontierOf, keepFilling } from '../../store/sources.ts';
import type { FirstFill } from '../summary.ts';
import type { SourceRun } from '../source-run.ts';

/**
 * Notes whether a source is being read for the first time in more runs than one: that begins with its first run, goes on as long as runs
 * reach their budgets, and is over with the first that does not. Answers how far it has come. The caller holds a transaction.
 */
export function noteFirstFill(sourceRun: SourceRun, isFirstRun: boolean): FirstFill | null {
  const { tools, source, counters, startedAt } = sourceRun;
  const before = fillingSince(tools.store, source.id);
  const isFilling = counters.reached !== null && (isFirstRun || before !== null);
  const since = isFilling ? (before ?? startedAt) : null;
  if (since !== before) keepFilling(tools.store, source.id, since);
  return firstFillOf(tools.store, source.id, tools.now());
}

/** How far the first reading of a source has come that no single run can end; null where there is none under way. */
export function firstFillOf(store: Store, sourceId: string, now: number): FirstFill | null {
  const since = fillingSince(store, sourceId);
  if (since === null) return null;
  const read = countPostsSince(store, sourceId, since);
  const left = countWaiting(store, sourceId);
  const endsAt = read === 0 ? null : now + (left * Math.max(1, now - since)) / read;
  return {
    since: new Date(since).toISOString(),
    ...{ read, left, isWholeListingKnown: frontierOf(store, sourceId) === undefined },
    endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
  };
}

/** Progress and expected end in a sentence. */
export function tellFirstFill({ read, left, isWholeListingKnown, endsAt }: FirstFill): string {
  const all = `${isWholeListingKnown ? '' : 'at least '}${(read + left).toLocaleString('en-GB')}`;
  const end =
    endsAt === null ? '' : `; at this pace it ends about ${endsAt.slice(0, 16).replace('T', ' ')} UTC`;
  return `first fill: ${read.toLocaleString('en-GB')} of ${all} posts are read${end}`;
}
