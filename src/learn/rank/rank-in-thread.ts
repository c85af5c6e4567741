import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeBeside } from '../../base/code-beside.ts';
import { type RuleSet, type SentRules, toSend } from '../../classify/rules.ts';
import type { Ranking } from './rank-anew.ts';

export type RankOrder = { readonly storeFile: string; readonly rules: SentRules };

/** As `rankAnew`, in a thread, so that a desk goes on answering. @throws Error when the thread ends otherwise. */
export async function* rankInThread(storeFile: string, rules: RuleSet): AsyncGenerator<Ranking> {
  const worker = new Worker(codeBeside('rank-thread', import.meta.url));
  try {
    const answers: AsyncIterable<(Ranking | null)[]> = on(worker, 'message');
    const order: RankOrder = { storeFile, rules: toSend(rules) };
    worker.postMessage(order, []);
    for await (const [ranking] of answers) {
      if (ranking === null || ranking === undefined) return;
      yield ranking;
    }
  } finally {
    await worker.terminate();
  }
}
