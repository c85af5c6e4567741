import type { StatementSync } from 'node:sqlite';
import { number } from './columns.ts';

type Connection = { readonly sql: (text: string) => StatementSync };

/** So long after another connection wrote it may write again (ms). */
const MINUTE = 60_000;

type Seen = { version: number; othersAt: number };

const seen = new WeakMap<Connection, Seen>();

/**
 * Whether nobody but this connection has written to a store for a minute, as far as it can be seen: whoever waits for their first turn has
 * written nothing yet. `now`: monotonic, ms.
 */
export function isAlone(store: Connection, now = performance.now()): boolean {
  const version = dataVersion(store);
  const last = seen.get(store);
  const othersAt = last === undefined ? -Infinity : last.version === version ? last.othersAt : now;
  seen.set(store, { version, othersAt });
  return now - othersAt > MINUTE;
}

/** A number that is another once another connection has committed, and the same whatever this one does. */
export function dataVersion(store: Connection): number {
  const row = store.sql('pragma data_version').get();
  return row === undefined ? 0 : number(row, 'data_version');
}
