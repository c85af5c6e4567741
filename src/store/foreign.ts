import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '../base/errors.ts';

/** Whether a file holds tables, and not those that every store has had from its first day on: it is another program's. */
export function isForeign(db: DatabaseSync): boolean {
  const names = db.prepare(`select name from sqlite_master where type = 'table'`).all();
  return names.length > 0 && !['source', 'post'].every((table) => names.some(({ name }) => name === table));
}

/** @throws Failure (`store`) where the file is another program's; it is looked at only. */
export function refuseForeign(db: DatabaseSync, path: string): void {
  if (isForeign(db))
    throw new Failure(
      'store',
      'is another program’s database, and no store of Lamplighter. Nothing was changed; name another folder in LAMPLIGHTER_DATA',
      { file: path },
    );
}
