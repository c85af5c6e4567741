import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeBeside } from '../../base/code-beside.ts';
import type { RuleSet } from '../../classify/rules.ts';
import type { Corrections } from '../../model/corrections.ts';
import type { Ranking } from './rank-anew.ts';

/** Rules by the text of their pack: what was made of it is at hand in any thread, and copying it would hold up the sender for as long as a page takes. */
export type RankOrder = {
  readonly storeFile: string;
  readonly pack: string;
  readonly taught: Corrections | null;
};

/** As `rankAnew`, in a thread, so that a desk goes on answering. @throws Error when the thread ends otherwise. */
export async function* rankInThread(storeFile: string, rules: RuleSet): AsyncGenerator<Ranking> {
  const worker = new Worker(codeBeside('rank-thread', import.meta.url));
  try {
    const answers: AsyncIterable<(Ranking | null)[]> = on(worker, 'message');
    const order: RankOrder = { storeFile, pack: rules.text, taught: rules.lines?.taught ?? null };
    worker.postMessage(order, []);
    for await (const [ranking] of answers) {
      if (ranking === null || ranking === undefined) return;
      yield ranking;
    }
  } finally {
    await worker.terminate();
  }
}
