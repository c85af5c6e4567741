import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BESIDE_ENVIRONMENT } from '../base/code-beside.ts';
import { type ProcessBounds, watchProcess } from './watch-process.ts';

/** For where no CPU time can be seen, and for what waits without using any. */
const LONGEST_MS = 60_000;

/**
 * Asks a process one question, whose file is `code` and which answers by one message, and ends it; at once where it uses too much. It gets
 * nothing of our environment. The answer is taken for what that file says that it is.
 * @throws Error when the process ends otherwise, or is ended.
 */
export async function askProcess<Answer>(
  code: URL,
  question: object,
  bounds: ProcessBounds,
): Promise<Answer | undefined> {
  const child = fork(fileURLToPath(code), {
    serialization: 'advanced',
    env: BESIDE_ENVIRONMENT,
    execArgv: [],
  });
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(LONGEST_MS)]);
  const watch = watchProcess(child.pid ?? 0, bounds, (why) => over.abort(new Error(why)));
  child.once('exit', () => over.abort(new Error('it ended without an answer')));
  try {
    const answered = once(child, 'message', { signal });
    child.send(question);
    const [answer]: (Answer | undefined)[] = await answered;
    return answer;
  } finally {
    watch.end();
    child.kill('SIGKILL');
  }
}
