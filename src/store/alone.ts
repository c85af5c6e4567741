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
  const row = store.sql('pragma data_version').get();
  // SQLite counts commits of others only.
  const version = row === undefined ? 0 : number(row, 'data_version');
  const last = seen.get(store);
  const othersAt = last === undefined ? -Infinity : last.version === version ? last.othersAt : now;
  seen.set(store, { version, othersAt });
  return now - othersAt > MINUTE;
}
