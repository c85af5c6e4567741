import { isHealthy } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { ReadOutcome } from '../../model/page.ts';
import { recentDays } from '../../store/posts.ts';
import { sourceRow } from '../../store/sources.ts';
import { backoff, learntInterval, spread } from './pace.ts';
import type { SourceRun } from '../source-run.ts';

const SOON = 10 * 60_000;

/** When a source is next due, after this outcome. What a site asked for with Retry-After wins over our own pause. */
export function scheduleNext(
  sourceRun: SourceRun,
  outcome: Outcome,
  end: ReadOutcome | undefined,
  cut: boolean,
) {
  const { counters } = sourceRun;
  const { store, now } = sourceRun.tools;
  const { id, cadence } = sourceRun.source;
  const before = sourceRow(store, id)?.failures ?? 0;
  const intervalMs = spread(id, learntInterval(recentDays(store, id, 20), cadence.perMonth));
  // A run that was cut short has more to do: it goes on at the next tick, as if nothing had happened.
  if (cut) return { dueAt: now() + SOON, intervalMs, failures: before };
  const failures = isHealthy(outcome) ? 0 : before + 1;
  // What a budget left is read at the next turn: at once, if no other source has waited for longer. A site in trouble is spared.
  const isInTrouble = end !== undefined && end.kind !== 'notModified' && end.kind !== 'page';
  if (!isInTrouble && counters.reached !== null) return { dueAt: now(), intervalMs, failures };
  const pause = failures === 0 ? intervalMs : Math.max(spread(id, backoff(failures)), 0);
  const asked = end?.kind === 'throttled' ? end.retryAt : 0;
  return { dueAt: Math.max(now() + pause, asked), intervalMs, failures };
}
