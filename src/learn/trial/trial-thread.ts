import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../base/errors.ts';
import { openStore } from '../../store/open.ts';
import type { TrialOrder, TrialWord } from './trials.ts';
import { tryPack } from './try-pack.ts';

// A thread of its own, with a connection of its own: a trial takes as long as answering some hundred requests of the desk.
parentPort?.on('message', ({ storeFile, ...order }: TrialOrder) => {
  const say = (word: TrialWord): void => parentPort?.postMessage(word, []);
  const store = openStore(dirname(storeFile));
  try {
    const tried = tryPack(store, order, (read, of) => say({ kind: 'weighed', read, of }));
    say({ kind: 'tried', tried });
  } catch (error) {
    say({ kind: 'failed', why: messageOf(error) });
  } finally {
    store.close();
  }
});
