import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeBeside } from '../../base/code-beside.ts';
import { type RuleSet, type SentRules, toSend } from '../../classify/rules.ts';
import type { Ranking } from './rank-anew.ts';

export type RankOrder = { readonly storeFile: string; readonly rules: SentRules };

/** As `rankAnew`, in a thread, so that a desk goes on answering. @throws Error when the thread ends otherwise. */
export async function rankInThread(storeFile: string, rules: RuleSet): Promise<Ranking> {
  const worker = new Worker(codeBeside('rank-thread', import.meta.url));
  try {
    const answered = once(worker, 'message');
    const order: RankOrder = { storeFile, rules: toSend(rules) };
    worker.postMessage(order, []);
    const [ranking]: Ranking[] = await answered;
    return ranking ?? { ids: [], tenths: [] };
  } finally {
    await worker.terminate();
  }
}
