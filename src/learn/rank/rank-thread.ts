import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { fromSent } from '../../classify/rules.ts';
import { openStore } from '../../store/open.ts';
import { rankAnew } from './rank-anew.ts';
import type { RankOrder } from './rank-in-thread.ts';

// A thread of its own, with a connection of its own: to rank 100,000 takes as long as answering some hundred requests of the desk.
parentPort?.once('message', ({ storeFile, rules }: RankOrder) => {
  const store = openStore(dirname(storeFile));
  try {
    for (const ranking of rankAnew(store, fromSent(rules))) parentPort?.postMessage(ranking, []);
    parentPort?.postMessage(null, []);
  } finally {
    store.close();
  }
});
