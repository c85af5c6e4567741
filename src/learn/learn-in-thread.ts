import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeBeside } from '../base/code-beside.ts';
import type { Weights } from '../classify/lines/weights.ts';
import type { Corrections } from '../model/corrections.ts';
import type { Lesson } from './corrections.ts';

export type LearningOrder = { readonly lessons: readonly Lesson[]; readonly weights: Weights };

/** Learns what decisions teach in a thread, so that a desk goes on answering. @throws Error when the thread ends otherwise. */
export async function learnInThread(order: LearningOrder): Promise<Corrections | undefined> {
  const worker = new Worker(codeBeside('decisions-thread', import.meta.url));
  try {
    const answered = once(worker, 'message');
    worker.postMessage(order, []);
    const [corrections]: Corrections[] = await answered;
    return corrections;
  } finally {
    await worker.terminate();
  }
}
