import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { beginSoon } from '../../src/store/begin.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';

const emptyStore = (): Store => openStore(mkdtempSync(join(tmpdir(), 'lamplighter-begin-')));

/** Holds a store in another thread, until it is told that somebody waits: it lets go a little later. */
async function holder(store: Store): Promise<() => void> {
  const word = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { DatabaseSync } = require('node:sqlite');
     const { parentPort, workerData: { path, word } } = require('node:worker_threads');
     const db = new DatabaseSync(path);
     db.exec('begin immediate; create table held (word text)');
     parentPort.postMessage('held');
     Atomics.wait(word, 0, 0);
     Atomics.wait(word, 0, 1, 30);
     db.exec('commit');`,
    { eval: true, workerData: { path: store.path, word } },
  );
  await new Promise((resolve) => worker.once('message', resolve));
  return () => {
    Atomics.store(word, 0, 1);
    Atomics.notify(word, 0);
  };
}

test('a transaction begins when whoever wrote has ended, and sees what they wrote', async () => {
  const store = emptyStore();
  const letGo = await holder(store);
  letGo();
  inTransaction(store, () => store.exec(`insert into held values ('after')`));
  expect(store.sql('select word from held').all()).toEqual([{ word: 'after' }]);
  // What writes without a transaction still waits as SQLite does.
  expect(store.sql('pragma busy_timeout').get()).toEqual({ timeout: 10_000 });
  store.close();
});

test('a store that stays busy is told, and so is any other fault at once', () => {
  const store = emptyStore();
  const other = new DatabaseSync(store.path);
  other.exec('begin immediate');
  expect(() => beginSoon(store.exec, 5)).toThrow('database is locked');
  other.exec('rollback');
  other.close();
  beginSoon(store.exec, 5);
  expect(() => beginSoon(store.exec, 5)).toThrow('within a transaction');
  store.close();
});
