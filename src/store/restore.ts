import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../base/errors.ts';
import { makeFolder } from '../base/make-folder.ts';
import { copyStore, syncFolder } from './backup.ts';
import { isStoreError, restoreMark, storeFailure, storePath } from './open.ts';
import { verifyStore } from './verify.ts';

/**
 * Puts a backup in the place of the store. What was there is moved aside, with its log of writes, which belongs to no other
 * file. Nothing is touched before the backup and its copy were looked through; a restore that was killed is finished by the
 * next, and until then the store does not open. Answers the folder of what was there; undefined when nothing was.
 * @throws Failure (`store`) when the backup is not sound, or a process holds the store.
 */
export function restoreStore(dataDir: string, file: string, now: number): string | undefined {
  const path = storePath(dataDir);
  const copy = `${path}.restoring`;
  try {
    makeFolder(dataDir);
    if (existsSync(restoreMark(dataDir))) finish(dataDir);
    refuseUnsound(file);
    rmSync(copy, { force: true });
    copyStore(file, copy);
    refuseUnsound(copy);
    const aside = `before-restore-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
    writeFileSync(restoreMark(dataDir), aside, { flush: true });
    syncFolder(dataDir);
    let lock: DatabaseSync | undefined;
    try {
      lock = lockWhole(path);
    } catch (error) {
      rmSync(restoreMark(dataDir));
      throw error;
    }
    try {
      return finish(dataDir);
    } finally {
      lock?.close();
    }
  } catch (error) {
    if (!existsSync(restoreMark(dataDir))) rmSync(copy, { force: true });
    throw storeFailure(error, path);
  }
}

// Each step may be the last before a kill, and be done again.
function finish(dataDir: string): string | undefined {
  const path = storePath(dataDir);
  const copy = `${path}.restoring`;
  const aside = join(dataDir, readFileSync(restoreMark(dataDir), 'utf8'));
  // Without the copy, all has been moved already.
  if (existsSync(copy)) {
    for (const part of [path, `${path}-wal`, `${path}-shm`].filter((one) => existsSync(one))) {
      makeFolder(aside);
      renameSync(part, join(aside, basename(part)));
    }
    renameSync(copy, path);
    syncFolder(dataDir);
  }
  rmSync(restoreMark(dataDir));
  syncFolder(dataDir);
  return existsSync(aside) ? aside : undefined;
}

function refuseUnsound(file: string): void {
  const { problems } = verifyStore(file);
  if (problems.length > 0)
    throw new Failure(
      'store',
      `is not sound: ${problems.slice(0, 3).join('; ')}. Nothing was changed; take another backup`,
      { file },
    );
}

/**
 * A lock on the whole file, which is had only where no other process has it open. It is held until the file has been moved: one that closes
 * a file in its place moves the log of writes into it, and what is kept for looking at would be changed.
 */
function lockWhole(path: string): DatabaseSync | undefined {
  if (!existsSync(path)) return undefined;
  const db = new DatabaseSync(path, { timeout: 500 });
  try {
    db.exec('pragma locking_mode = exclusive; begin exclusive; rollback');
  } catch (error) {
    // A file that is damaged is held by nobody who could go on.
    if (isStoreError(error) && (error.errcode ?? 0) % 256 === 5) {
      db.close();
      throw new Failure(
        'store',
        'a server or a crawl has the store open; end it, then restore again. Nothing was changed',
        {
          file: path,
        },
      );
    }
  }
  return db;
}
