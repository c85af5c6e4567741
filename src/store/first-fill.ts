import type { FirstFill } from '../model/first-fill.ts';
import { countWaiting } from './cards.ts';
import type { Store } from './open.ts';
import { countPostsSince } from './posts.ts';
import { fillingSince, frontierOf } from './sources.ts';

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
