import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../base/errors.ts';
import { isForeign } from './foreign.ts';
import { knownSchema, storeFailure } from './open.ts';

/** What a store file holds, where it is sound. */
export type Soundness = {
  readonly schema: number;
  readonly posts: number;
  readonly decisions: number;
  readonly entries: number;
  /** What is wrong; none when it is sound. */
  readonly problems: readonly string[];
};

/**
 * Looks through a whole store file, its indices, and what refers to what, without changing it.
 * @throws Failure (`store`) when it is no store, or none that can be opened.
 */
export function verifyStore(path: string): Soundness {
  if (!existsSync(path)) throw new Failure('store', 'there is no such file', { file: path });
  return lookInto(path, look);
}

/**
 * What SQLite finds wrong with the pages of a store file, at a quick look (without its indices), without changing it; undefined when
 * nothing, or where there is no file yet.
 * @throws Failure (`store`) when it is none that can be opened.
 */
export function quickFault(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  return lookInto(path, (db) => {
    const found = String(db.prepare('pragma quick_check(1)').get()?.['quick_check'] ?? 'no answer');
    return found === 'ok' ? undefined : found.replaceAll(/\s+/g, ' ');
  });
}

// Only for reading: whoever may write moves the log of writes into the file when they close it, also one that belongs to another file.
function lookInto<T>(path: string, what: (db: DatabaseSync) => T): T {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
    try {
      return what(db);
    } finally {
      db.close();
    }
  } catch (error) {
    throw storeFailure(error, path);
  }
}

function look(db: DatabaseSync): Soundness {
  const schema = Number(db.prepare('pragma user_version').get()?.['user_version'] ?? 0);
  const faults = db
    .prepare('pragma integrity_check(20)')
    .all()
    .map((row) => String(row['integrity_check']));
  const problems = faults.filter((fault) => fault !== 'ok');
  if (schema === 0 || isForeign(db))
    return {
      schema,
      posts: 0,
      decisions: 0,
      entries: 0,
      problems: [...problems, 'it is no store of Lamplighter'],
    };
  if (schema > knownSchema())
    problems.push(`it has schema ${schema}, this program knows ${knownSchema()}; update the program`);
  // What refers to nothing is not looked for in a damaged file, where it would be found everywhere.
  const loose = problems.length > 0 ? [] : db.prepare('pragma foreign_key_check').all().slice(0, 20);
  problems.push(
    ...loose.map(
      (row) => `${String(row['table'])} row ${String(row['rowid'])} refers to no ${String(row['parent'])}`,
    ),
  );
  const rows = (table: string) =>
    problems.length > 0 ? 0 : Number(db.prepare(`select count(*) as n from ${table}`).get()?.['n']);
  return { schema, posts: rows('post'), decisions: rows('decision'), entries: rows('entry'), problems };
}
