import type { FirstFill } from '../../model/first-fill.ts';
import { firstFillOf } from '../../store/first-fill.ts';
import { fillingSince, keepFilling } from '../../store/sources.ts';
import type { SourceRun } from '../source-run.ts';

/**
 * Notes whether a source is being read for the first time in more runs than one: that begins with its first run, goes on as long as runs
 * reach their budgets, and is over with the first that does not. Answers how far it has come. The caller holds a transaction.
 */
export function noteFirstFill(sourceRun: SourceRun, isFirstRun: () => boolean): FirstFill | null {
  const { tools, source, counters, startedAt } = sourceRun;
  const before = fillingSince(tools.store, source.id);
  const isFilling = counters.reached !== null && (before !== null || isFirstRun());
  const since = isFilling ? (before ?? startedAt) : null;
  if (since !== before) keepFilling(tools.store, source.id, since);
  return firstFillOf(tools.store, source.id, tools.now());
}
