import { HOUR } from '../base/durations.ts';
import { LONGEST } from '../model/longest.ts';
import { maybeNumber, number } from './columns.ts';
import type { Store } from './open.ts';

/** Stored times that nothing can have put so far ahead. */
export type Implausible = {
  /** Column and, where it belongs to one, the source or host: `source.next_due_at of lga-news`. */
  readonly where: string;
  /** Unix ms. */
  readonly furthest: number;
  readonly count: number;
};

type StoredTime = {
  readonly table: string;
  readonly column: string;
  /** How far ahead of now it may be, ms. */
  readonly ahead: number;
  /** What it is set to when it is further. */
  readonly mend: 'now' | 'never';
  /** Column whose value names whose time it is. */
  readonly name: string;
};

const named = (table: string, name: string) => (column: string, ahead: number, mend: 'now' | 'never') => ({
  ...{ table, name, column, ahead, mend },
});
const [ofSource, ofHost] = [named('source', 'id'), named('host', 'host')];

/** What a process that starts can look at in no time, since these tables are small. */
const TELLING: readonly StoredTime[] = [
  ofSource('next_due_at', LONGEST.round, 'now'),
  ofSource('leased_until', LONGEST.hold, 'never'),
  ofSource('witnessed_at', HOUR, 'never'),
  ofHost('next_allowed_at', LONGEST.askedPause, 'never'),
  ofHost('held_until', LONGEST.hold, 'never'),
];

/** What else waits for a time, or counts from one. */
const REST: readonly StoredTime[] = [
  named('card', 'source_id')('next_try_at', LONGEST.card, 'now'),
  named('link', 'entry_id')('next_at', LONGEST.link, 'now'),
  named('link', 'entry_id')('archive_tried_at', HOUR, 'never'),
  named('validator', 'source_id')('saved_at', HOUR, 'never'),
  named('robots', 'origin')('fetched_at', HOUR, 'never'),
  named('post', 'key')('first_seen', HOUR, 'now'),
  named('post', 'key')('last_seen', HOUR, 'now'),
  named('incident', 'id')('told_at', HOUR, 'now'),
  named('incident', 'id')('told_open_at', HOUR, 'now'),
  named('sign_in_failure', 'who')('last_at', HOUR, 'now'),
];

/** Times further ahead than anything that could have set them, among those that are looked at in no time. */
export function implausibleTimes(store: Store, now: number): Implausible[] {
  return TELLING.flatMap((time) => findOne(store, time, now));
}

/** Sets back every time that nothing can have put so far ahead. Answers what was mended. */
export function mendTimes(store: Store, now: number): Implausible[] {
  return [...TELLING, ...REST].flatMap((time) => {
    const found = findOne(store, time, now);
    const { table, column, ahead, mend } = time;
    if (found.length > 0)
      store
        .sql(`update ${table} set ${column} = ? where ${column} > ?`)
        .run(mend === 'now' ? now : 0, now + ahead);
    return found;
  });
}

function findOne(store: Store, time: StoredTime, now: number): Implausible[] {
  const { table, column, name, ahead } = time;
  const row = store
    .sql(
      `select count(*) as n, max(${column}) as furthest, ${name} as name from ${table} where ${column} > ?`,
    )
    .get(now + ahead);
  if (row === undefined || number(row, 'n') === 0) return [];
  const where = `${table}.${column} of ${String(row['name'])}`;
  return [{ where, furthest: maybeNumber(row, 'furthest') ?? 0, count: number(row, 'n') }];
}
