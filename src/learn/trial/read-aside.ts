import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { codeBeside } from '../../base/code-beside.ts';
import { fromSent, type RuleSet, type SentRules } from '../../classify/rules.ts';

/** Reads and compiles a pack in a thread; undefined of a faulty one. @throws Error when the thread ends otherwise. */
export async function readAside(text: string): Promise<RuleSet | undefined> {
  const worker = new Worker(codeBeside('read-thread', import.meta.url));
  try {
    const answered = once(worker, 'message');
    worker.postMessage(text, []);
    const [sent]: (SentRules | undefined)[] = await answered;
    return sent === undefined ? undefined : fromSent(sent);
  } finally {
    await worker.terminate();
  }
}
