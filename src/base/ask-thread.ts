import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Asks a thread one question, whose file is `code` and which answers by one message, and ends it. The answer is taken for what the thread's
 * own file says that it is.
 * @throws Error when the thread ends otherwise.
 */
export async function askThread<Answer>(code: URL, question: unknown): Promise<Answer | undefined> {
  const worker = new Worker(code);
  try {
    const answered = once(worker, 'message');
    worker.postMessage(question, []);
    const [answer]: (Answer | undefined)[] = await answered;
    return answer;
  } finally {
    await worker.terminate();
  }
}
