import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../src/base/make-folder.ts';
import { onceAsked } from '../../src/base/once-each.ts';
import { openStore, type Store, storePath } from '../../src/store/open.ts';

/** The file of a store that has just begun. */
const begun = onceAsked((): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-begun-'));
  openStore(folder).close();
  const file = readFileSync(storePath(folder));
  rmSync(folder, { recursive: true });
  return file;
});

/**
 * A store that begins in this folder, as `openStore` makes it there; but a copy of the first that this worker made, since to make all its tables
 * anew takes each test five times as long. Only the name of its catalogue is its own.
 */
export function begunStore(dataDir: string, options?: Parameters<typeof openStore>[1]): Store {
  makeFolder(dataDir);
  writeFileSync(storePath(dataDir), begun(), { mode: 0o600, flag: 'wx' });
  const store = openStore(dataDir, options);
  store.sql('update catalogue_change set catalogue_id = ?').run(randomUUID());
  return store;
}
