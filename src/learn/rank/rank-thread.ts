import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { rulesOfText, type RuleSet, withCorrections } from '../../classify/rules.ts';
import { openStore } from '../../store/open.ts';
import { rankAnew } from './rank-anew.ts';
import type { RankOrder } from './rank-in-thread.ts';

// A thread of its own, with a connection of its own: to rank 100,000 takes as long as answering some hundred requests of the desk.
parentPort?.once('message', ({ storeFile, pack, taught }: RankOrder) => {
  const store = openStore(dirname(storeFile));
  try {
    for (const ranking of rankAnew(store, rulesOf(pack, taught))) parentPort?.postMessage(ranking, []);
    parentPort?.postMessage(null, []);
  } finally {
    store.close();
  }
});

function rulesOf(pack: string, taught: RankOrder['taught']): RuleSet {
  const reading = rulesOfText(pack);
  if (reading.kind === 'faulty') throw new Error('the pack by which to rank cannot be read');
  return taught === null ? reading.rules : withCorrections(reading.rules, taught);
}
