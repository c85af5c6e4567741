import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { isAlone } from '../../src/store/alone.ts';
import { beginSoon } from '../../src/store/begin.ts';
import { inSlices, inTransaction, openStore, type Store } from '../../src/store/open.ts';

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

test('what a crawl does in pieces is done in order, in transactions of their own where it takes long', () => {
  const store = openStore(mkdtempSync(join(tmpdir(), 'lamplighter-slices-')), { durable: false });
  store.exec('create table done (n integer)');
  const piece = (n: number, ms: number) => (): void => {
    store.sql('insert into done values (?)').run(n);
    if (n === 5) throw new Error('the fifth');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  };
  const counts: number[] = [];
  const slices = (pieces: (() => void)[]) => inSlices(store, pieces, (count) => void counts.push(count));
  slices([piece(1, 15), piece(2, 15), piece(3, 0)]);
  expect(counts).toEqual([1, 1, 1]);
  expect(() => slices([piece(4, 15), piece(5, 8), piece(6, 0)])).toThrow('the fifth');
  expect(counts).toEqual([1, 1, 1, 1]);
  expect(store.sql('select n from done').all()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  store.close();
});

test('a crawl is alone until another writes, and again a minute later', () => {
  const store = openStore(mkdtempSync(join(tmpdir(), 'lamplighter-alone-')), { durable: false });
  const other = new DatabaseSync(store.path);
  store.exec('create table done (n integer)');
  const now = performance.now();
  expect(isAlone(store, now)).toBe(true);
  store.exec('insert into done values (1)');
  other.prepare('select * from done').all();
  expect(isAlone(store, now)).toBe(true);
  other.exec('insert into done values (2)');
  expect(inTransaction(store, () => isAlone(store, now))).toBe(false);
  expect(isAlone(store, now + 59_000)).toBe(false);
  expect(isAlone(store, now + 61_000)).toBe(true);
  other.close();
  store.close();
});

test('whoever waits has a turn before a crawl beside it is done', async () => {
  const store = emptyStore();
  store.exec('create table done (n integer)');
  const crawl = new Worker(
    `const { parentPort, workerData: { path, open } } = require('node:worker_threads');
     import(open).then(({ openStore, inSlices }) => {
       const store = openStore(path, { durable: false });
       const piece = () => { store.sql('insert into done values (1)').run(); for (const end = performance.now() + 5; performance.now() < end;); };
       piece();
       parentPort.postMessage('begun');
       inSlices(store, Array.from({ length: 60 }, () => piece));
       store.close();
     });`,
    {
      eval: true,
      workerData: {
        path: dirname(store.path),
        open: new URL('../../src/store/open.ts', import.meta.url).href,
      },
    },
  );
  await new Promise((resolve) => crawl.once('message', resolve));
  const seen = inTransaction(store, () => Number(store.sql('select count(*) as n from done').get()?.['n']));
  expect(seen).toBeLessThan(61);
  await new Promise((resolve) => crawl.once('exit', resolve));
  expect(store.sql('select count(*) as n from done').get()).toEqual({ n: 61 });
  store.close();
});
