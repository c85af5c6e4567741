import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** After so long (ms), and beyond so much memory (MB), the thread is ended. */
export type ThreadBounds = { readonly limitMs?: number; readonly mostMemoryMb?: number };

/**
 * Asks a thread one question, whose file is `code` and which answers by one message, and ends it. The answer is taken for what the thread's
 * own file says that it is.
 * @throws Error when the thread ends otherwise, or is ended.
 */
export async function askThread<Answer>(
  code: URL,
  question: unknown,
  { limitMs, mostMemoryMb }: ThreadBounds = {},
): Promise<Answer | undefined> {
  const worker = new Worker(
    code,
    mostMemoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb } },
  );
  try {
    const bounds = limitMs === undefined ? {} : { signal: AbortSignal.timeout(limitMs) };
    const answered = once(worker, 'message', bounds);
    worker.postMessage(question, []);
    const [answer]: (Answer | undefined)[] = await answered;
    return answer;
  } finally {
    await worker.terminate();
  }
}
