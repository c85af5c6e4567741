import type { CommandIo } from './command.ts';
import { untilSignal } from './signals.ts';
import { sourceLine } from './source-line.ts';
import { watchDue } from './watch-due.ts';

/**
 * `crawl --watch`: reads due sources until it is stopped, a line each on stdout. Whoever started it as a child process pokes it by any
 * message, hears by one ("rest") that all that was due was read, and stops it by going away.
 * @throws Failure (`config`, `store`).
 */
export async function crawlWatching(io: CommandIo): Promise<number> {
  const { signal, done } = untilSignal(io.stderr);
  const orphaned = new AbortController();
  process.on('disconnect', () => orphaned.abort());
  try {
    await watchDue(io, AbortSignal.any([signal, orphaned.signal]), {
      tell: (summary, runId) => void io.stdout.write(`${sourceLine(summary, runId)}\n`),
      onRest: () => void process.send?.('rest'),
      onPoke: (poke) => void process.on('message', poke),
    });
    return 0;
  } finally {
    done();
    if (process.connected) process.disconnect();
  }
}
