import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../base/errors.ts';
import { makeFolder } from '../base/make-folder.ts';
import { makePrivate, storeFailure, storePath } from './open.ts';
import { verifyStore } from './verify.ts';

const NAME = /^lamplighter-\d{8}T\d{6}Z\.sqlite$/;

/**
 * Copies the store into a folder as `lamplighter-20261128T020000Z.sqlite`, whole and compact, while server and crawl go on
 * (one read transaction). The copy has its name only once it was looked through and is on the disk. Keeps the newest `keep`.
 * @throws Failure (`store`) that says what to do.
 */
export function backUp(
  dataDir: string,
  folder: string,
  { keep, now }: { readonly keep: number; readonly now: number },
): string {
  const name = `lamplighter-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.sqlite`;
  refuseNoStore(dataDir);
  try {
    makeFolder(folder);
    for (const left of readdirSync(folder).filter((one) => one.endsWith('.sqlite.partial')))
      rmSync(join(folder, left));
  } catch (error) {
    throw storeFailure(error, folder);
  }
  const target = copyWhole(dataDir, join(folder, name));
  for (const old of backupsIn(folder).slice(keep)) rmSync(join(folder, old.name));
  return target;
}

/** As `backUp`, to a file of any name; answers it. @throws Failure (`config`) where there is a file already, since it may be the store. */
export function backUpTo(dataDir: string, target: string): string {
  refuseNoStore(dataDir);
  if (existsSync(target))
    throw new Failure('config', 'is there already; name another file, or a folder for many', {
      file: target,
    });
  return copyWhole(dataDir, target);
}

function copyWhole(dataDir: string, target: string): string {
  const [source, partial] = [storePath(dataDir), `${target}.partial`];
  try {
    makeFolder(dirname(target));
    rmSync(partial, { force: true });
    copyStore(source, partial);
    const { problems } = verifyStore(partial);
    if (problems.length > 0)
      throw new Failure(
        'store',
        `cannot be backed up: ${problems.slice(0, 3).join('; ')}. Restore an earlier backup`,
        { file: source },
      );
    renameSync(partial, target);
    syncFolder(dirname(target));
    return target;
  } catch (error) {
    rmSync(partial, { force: true });
    throw storeFailure(error, target);
  }
}

function refuseNoStore(dataDir: string): void {
  const source = storePath(dataDir);
  if (!existsSync(source)) throw new Failure('store', 'there is no store to back up yet', { file: source });
}

/** The backups in a folder, the newest first. */
export function backupsIn(folder: string): { readonly name: string; readonly at: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .toSorted((a, b) => (a < b ? 1 : -1))
    .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }));
}

/** Copies a store file, with whatever still stands in its log of writes, and waits until the copy is on the disk. */
export function copyStore(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    mustBeReadable(db, from);
    makePrivate(to);
    db.prepare('vacuum into ?').run(to);
  } finally {
    db.close();
  }
  sync(to);
}

/** SQLite names no file: a store on a disk that became read-only was told as a fault of the copy. @throws Failure (`store`). */
function mustBeReadable(db: DatabaseSync, path: string): void {
  try {
    db.prepare('pragma schema_version').get();
  } catch (error) {
    throw storeFailure(error, path);
  }
}

/** Waits until what was renamed in a folder is on the disk. */
export function syncFolder(folder: string): void {
  sync(folder);
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
