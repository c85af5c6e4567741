import { statSync } from 'node:fs';
import { join } from 'node:path';
import { MINUTE, DAY, HOUR } from '../base/durations.ts';
import { messageOf } from '../base/errors.ts';
import { amiss, type Condition, well } from '../model/condition.ts';
import { isWell } from '../model/outcome.ts';
import { backupsIn } from '../store/backup.ts';
import { openIncidents, overdueSources } from '../store/incidents.ts';
import { type Store, storeAnswers } from '../store/open.ts';
import { begunAt, recentRuns } from '../store/runs.ts';
import { sourceRows } from '../store/sources.ts';

/** The sources that are read: their ids, without those that are paused. */
type Active = ReadonlySet<string>;

export function lookAtStore(store: Store): Condition {
  try {
    storeAnswers(store);
    return well('store', 'it answers');
  } catch (error) {
    return amiss('store', `the store cannot be used: ${messageOf(error)}; see "lamplighter verify"`);
  }
}

/** How long the source has waited whose turn came first; amiss once rounds were missed. */
export function lookAtRounds(store: Store, active: Active, now: number): Condition {
  const missed = overdueSources(store, now).filter(({ id }) => active.has(id));
  const [first] = missed;
  if (first !== undefined)
    return amiss(
      'rounds',
      `${missed.length} of ${active.size} sources should have run by now; ${first.id} was due ${spanWords(now - first.dueAt)} ago. Whatever starts "lamplighter crawl" (cron, a timer, "lamplighter serve") did not`,
    );
  const due = sourceRows(store).filter(({ id, nextDueAt }) => active.has(id) && nextDueAt <= now);
  const oldest = due.toSorted((a, b) => a.nextDueAt - b.nextDueAt)[0];
  return well(
    'rounds',
    oldest === undefined
      ? 'nothing is due'
      : `${due.length} due; the oldest, ${oldest.id}, since ${spanWords(now - oldest.nextDueAt)}`,
  );
}

const MOST_NAMED = 5;

/** Sources whose last run was not well, or that failed more than once. */
export function lookAtSources(store: Store, active: Active): Condition {
  const incidents = new Map(openIncidents(store).map((one) => [one.sourceId, one.outcome]));
  const unwell = sourceRows(store).flatMap(({ id, failures }) => {
    if (!active.has(id)) return [];
    const last = recentRuns(store, id, 1)[0]?.outcome ?? null;
    const outcome = incidents.get(id) ?? (last !== null && !isWell(last) ? last : undefined);
    if (outcome === undefined && failures === 0) return [];
    return [`${id} (${outcome ?? `failed ${failures} times`})`];
  });
  if (unwell.length === 0) return well('sources', `${active.size} are read, and all are well`);
  const more = unwell.length > MOST_NAMED ? ` and ${unwell.length - MOST_NAMED} more` : '';
  return amiss(
    'sources',
    `${unwell.slice(0, MOST_NAMED).join(', ')}${more}: not well. "lamplighter sources status" says why; docs/how-to/handle-an-incident.md says what to do`,
  );
}

/**
 * Whether the last night has a backup; a store younger than two days needs none yet. Amiss as well where a backup is older than the store:
 * one that was lost begins anew by itself, and fourteen nights later no backup would hold what it held.
 */
export function lookAtBackups(store: Store, folder: string, now: number): Condition {
  const backups = backupsIn(folder);
  const [newest] = backups;
  const born = statSync(store.path).birthtimeMs;
  const age = now - (newest?.at ?? born);
  const begun = begunAt(store) ?? born;
  const before = backups.find(({ at }) => at < begun);
  if (before !== undefined)
    return amiss(
      'backups',
      `this store was begun after ${before.name} was made, and may lack what that holds: if it does, end what uses the store and run "lamplighter restore ${join(folder, before.name)}"; if not, move that file elsewhere`,
    );
  const remedy =
    '"lamplighter serve" makes one each night; with cron, run "lamplighter backup --nightly" once an hour';
  if (age < 2 * DAY)
    return well('backups', newest === undefined ? `none yet in ${folder}` : `the newest is ${newest.name}`);
  if (newest === undefined) return amiss('backups', `there is none in ${folder}; ${remedy}`);
  return amiss('backups', `the newest, ${newest.name}, is ${spanWords(age)} old; ${remedy}`);
}

function spanWords(ms: number): string {
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} minutes`;
  return ms < 2 * DAY ? `${Math.floor(ms / HOUR)} hours` : `${Math.floor(ms / DAY)} days`;
}
