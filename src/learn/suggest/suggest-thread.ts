import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../base/errors.ts';
import { rulesOfText } from '../../classify/rules.ts';
import { openStore, type Store } from '../../store/open.ts';
import type { Suggested, SuggestOrder } from './suggest-in-thread.ts';
import { keptInShadow, suggestionsFor } from './suggestions.ts';

// A thread of its own, with a connection of its own: reading a thousand posts takes as long as answering some hundred requests of the desk.
parentPort?.once('message', (order: SuggestOrder) => {
  const store = openStore(dirname(order.storeFile));
  try {
    parentPort?.postMessage(answer(store, order), []);
  } catch (error) {
    const failed: Suggested = { kind: 'failed', why: messageOf(error) };
    parentPort?.postMessage(failed, []);
  } finally {
    store.close();
  }
});

function answer(store: Store, { rules: text, keep }: SuggestOrder): Suggested {
  const reading = rulesOfText(text);
  if (reading.kind === 'faulty')
    return { kind: 'failed', why: reading.faults[0]?.say ?? 'the rules are faulty' };
  return keep === undefined
    ? { kind: 'found', found: suggestionsFor(store, reading.rules) }
    : { kind: 'kept', pack: keptInShadow(store, reading.rules, keep) };
}
