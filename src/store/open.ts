import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Failure, messageOf } from '../base/errors.ts';
import { makeFolder } from '../base/make-folder.ts';
import { isAlone } from './alone.ts';
import { beginInTurn, beginSoon, endTurn, SLICE_MS } from './begin.ts';
import { refuseForeign } from './foreign.ts';

/** The one SQLite file, open. `sql` prepares a statement once and keeps it. */
export type Store = {
  readonly path: string;
  /** Whether every commit waits for the disk. */
  readonly durable: boolean;
  readonly sql: (text: string) => StatementSync;
  readonly exec: (text: string) => void;
  readonly close: () => void;
  readonly isOpen: () => boolean;
};

const MIGRATIONS_DIR = fileURLToPath(new URL('migrations/', import.meta.url));
/** What all migrations make, for a store that begins now. */
const SCHEMA = fileURLToPath(new URL('schema.sql', import.meta.url));

/** How long anybody waits for the store (ms). */
const PATIENCE_MS = 10_000;

/**
 * Opens (and creates or migrates) the store in a folder: WAL, synchronous=FULL, a busy timeout of 10 s, immediate
 * transactions. With `durable: false` a power cut (not a kill) may undo the newest commits, down to the last durable one
 * of any process: for manners, and for a crawl, which would read again what it lost and tells of nothing before it is safe.
 * @throws Failure (`store`) that says what to do.
 */
export function openStore(dataDir: string, { durable = true }: { readonly durable?: boolean } = {}): Store {
  const path = storePath(dataDir);
  try {
    makeFolder(dataDir);
    if (existsSync(restoreMark(dataDir)))
      throw new Failure('store', 'a restore was cut short; run "lamplighter restore FILE" again', {
        file: path,
      });
    makePrivate(path);
    const db = new DatabaseSync(path, { timeout: PATIENCE_MS });
    refuseForeign(db, path);
    db.exec(`pragma journal_mode = wal; pragma synchronous = ${durable ? 'full' : 'normal'}`);
    // A crawl goes on from post to post and comes back to little; people come back to everything.
    db.exec(`pragma foreign_keys = on; pragma cache_size = ${durable ? -16_000 : -8000}`);
    // One post or decision dirties pages all over the indices; moved to the file rarely, most of them are moved once, and seldom
    // while somebody waits for the next page: beside a crawl it is the crawl that moves them.
    db.exec(`pragma wal_autocheckpoint = ${durable ? 20_000 : 10_000}`);
    const store = wrap(db, path, durable);
    migrate(store);
    // What a statement changes is copied first, in case it fails half-way: into a file, from 64 KB a transaction on. A crawl's transactions
    // are small and all of them are larger than that, so that each page was written three times. A migration's may be of any size.
    if (!durable) db.exec('pragma temp_store = memory');
    return store;
  } catch (error) {
    throw storeFailure(error, path);
  }
}

/** Makes an empty file where there is none, for its owner alone: SQLite gives its log of writes the same rights, and would let anybody read both. */
export function makePrivate(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

/** Where the store of a data folder is. */
export function storePath(dataDir: string): string {
  return join(dataDir, 'lamplighter.sqlite');
}

/** A file that stands beside the store while a restore moves things: half of it must not be opened. */
export function restoreMark(dataDir: string): string {
  return join(dataDir, 'restore-under-way');
}

/** The newest schema that this program knows. */
export function knownSchema(): number {
  return migrationFiles().length;
}

/** Asks the store for something small. @throws Error when it does not answer. */
export function storeAnswers(store: Store): void {
  store.sql('select count(*) as n from source').get();
}

/** Runs `work` in one immediate transaction; anything thrown rolls it back whole. A crawl has time, and leaves the turn to people. */
export function inTransaction<T>(store: Store, work: () => T): T {
  if (store.durable) beginSoon(store.exec, PATIENCE_MS);
  else beginInTurn(store.exec);
  const began = performance.now();
  try {
    const result = work();
    store.exec('commit');
    return result;
  } catch (error) {
    rollBack(store);
    throw error;
  } finally {
    if (!store.durable) endTurn(began);
  }
}

/**
 * Does pieces of work in their order, in as many transactions as it takes to keep nobody waiting: a reviewer's decision waits for one
 * slice of a crawl's. Each piece is done whole or not at all;
 * `done` is told after each commit how many it holds. What a piece throws ends the matter: those of its transaction are undone.
 */
export function inSlices(
  store: Store,
  pieces: readonly (() => void)[],
  done: (count: number) => void = () => undefined,
): void {
  for (let at = 0; at < pieces.length;) {
    const count = inSlice(store, pieces.slice(at));
    at += count;
    done(count);
  }
}

/** Does as many of these pieces as one slice has room for, from the first on, in a transaction. Answers how many; one at least. */
export function inSlice(store: Store, pieces: readonly (() => void)[]): number {
  return inTransaction(store, () => {
    const most = !store.durable && isAlone(store) ? SLICE_MS.alone : SLICE_MS.shared;
    return doUntil(pieces, performance.now() + most);
  });
}

/** How many were done when the time was over; one at least. */
function doUntil(pieces: readonly (() => void)[], end: number): number {
  let count = 0;
  for (const piece of pieces) {
    piece();
    count += 1;
    if (performance.now() > end) break;
  }
  return count;
}

/** As `inTransaction`, and when it returns, this and every commit before it is on the disk: the log of writes keeps their order. */
export function inDurableTransaction<T>(store: Store, work: () => T): T {
  if (store.durable) return inTransaction(store, work);
  store.exec('pragma synchronous = full');
  try {
    return inTransaction(store, work);
  } finally {
    store.exec('pragma synchronous = normal');
  }
}

/** Turns what SQLite throws into a failure that a person can act on; other errors pass through. */
export function storeFailure(error: unknown, path: string): unknown {
  if (error instanceof Failure || !isStoreError(error)) return error;
  return new Failure('store', `${messageOf(error)}. ${remedyFor(error)}`, { file: path }, { cause: error });
}

type SystemError = Error & { readonly code: string; readonly errcode?: number };

/** Whether SQLite or the file system said no. */
export function isStoreError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(ERR_SQLITE|E[A-Z]+$)/.test(error.code)
  );
}

// Primary result codes of SQLite: 5 busy, 8 read-only, 10 I/O, 11 corrupt, 13 full, 14 cannot open, 26 not a database.
function remedyFor(error: SystemError): string {
  const primary = (error.errcode ?? -1) % 256;
  if (primary === 5)
    return 'Another process holds the store; wait for it or end it, then run again. Nothing was lost.';
  if (primary === 13 || primary === 10 || error.code === 'ENOSPC')
    return 'The disk is full or failing; free some space and run again. What was stored before is safe.';
  if (primary === 11 || primary === 26)
    return 'The file is not a sound store; restore a backup with "lamplighter restore FILE".';
  return 'Check that this user may write to that folder, and that LAMPLIGHTER_DATA names the one that is meant.';
}

// Of the file and the disk, and not of our SQL: busy, locked, read-only, I/O, corrupt, full, cannot open, not a database.
const FILE_FAULTS: readonly number[] = [5, 6, 8, 10, 11, 13, 14, 26];

/** As `storeFailure`, where whatever a command threw may be given: only faults of the file and the disk become a failure. */
export function fileFailure(error: unknown): unknown {
  if (!isStoreError(error) || !error.code.startsWith('ERR_SQLITE')) return error;
  return FILE_FAULTS.includes((error.errcode ?? -1) % 256) ? storeFailure(error, 'the store') : error;
}

/** What a fault of the store means for somebody at a page, in words; undefined where the store is not at fault. */
export function storeTrouble(error: unknown): string | undefined {
  if (!isStoreError(error) || !error.code.startsWith('ERR_SQLITE')) return undefined;
  const primary = (error.errcode ?? -1) % 256;
  if (primary === 13 || primary === 10)
    return 'The disk of this server is full or failing, so nothing can be saved just now. Reading works, and nothing that was saved is lost. Whoever runs it must free some space; then send this once more.';
  if (primary === 5)
    return 'The store is busy, and nothing was saved. Wait a few seconds, then send this once more.';
  if (primary === 8)
    return 'The store may not be written to, so nothing was saved. Whoever runs this server must look at the rights of its folder.';
  if (primary === 11 || primary === 26)
    return 'The store is damaged. Whoever runs this server must restore a backup ("lamplighter restore").';
  return undefined;
}

function wrap(db: DatabaseSync, path: string, durable: boolean): Store {
  const prepared = new Map<string, StatementSync>();
  return {
    path,
    durable,
    sql: (text) => {
      let statement = prepared.get(text);
      if (statement === undefined) prepared.set(text, (statement = db.prepare(text)));
      return statement;
    },
    exec: (text) => db.exec(text),
    close: () => db.close(),
    isOpen: () => db.isOpen,
  };
}

function rollBack(store: Store): void {
  try {
    store.exec('rollback');
  } catch {
    // A full disk or an I/O error may have rolled back by itself; the first error is the one to tell.
  }
}

// Each migration is one transaction that ends by raising user_version, so a kill in the middle leaves the old schema.
function migrate(store: Store): void {
  const files = migrationFiles();
  const current = schemaVersion(store);
  if (current > files.length)
    throw new Failure(
      'store',
      `the store has schema ${current}, this program knows ${files.length}; update the program`,
      {
        file: store.path,
      },
    );
  if (current === files.length) return;
  inTransaction(store, () => {
    const had = schemaVersion(store);
    const owed = had === 0 ? [SCHEMA] : files.slice(had).map((file) => join(MIGRATIONS_DIR, file));
    for (const file of owed) store.exec(readFileSync(file, 'utf8'));
    store.exec(`pragma user_version = ${files.length}`);
  });
}

function migrationFiles(): string[] {
  return readdirSync(MIGRATIONS_DIR)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

function schemaVersion(store: Store): number {
  return Number(store.sql('pragma user_version').get()?.['user_version'] ?? 0);
}
