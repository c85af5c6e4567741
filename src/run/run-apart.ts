import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { codeBeside } from '../base/code-beside.ts';
import { watchProcess } from '../reading/watch-process.ts';

/** For one page, however often it is looked at: five times what a reader of the crawl has, since a person waits and the survey asks more of it. */
const BOUNDS = { cpuMs: 10_000, memoryMb: 640 };
/** The heap is full before the process is too large, and then says so itself. */
const HEAP = '--max-old-space-size=512';

/** What a command was stopped over, and why. */
export type Stopped = { readonly what: string; readonly why: string };

/**
 * Runs a command line in a process of its own, on our terminal, and ends it where a page or a recording takes too long or too much.
 * Answers its exit code; of one that was ended what it was about.
 */
export async function runApart(argv: readonly string[], bounds = BOUNDS): Promise<number | Stopped> {
  const file = fileURLToPath(codeBeside('apart-process', import.meta.url));
  const child = spawn(process.execPath, [HEAP, file, ...argv], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let what = '';
  let stopped: Stopped | undefined;
  const watch = watchProcess(child.pid ?? 0, bounds, (why) => {
    // What no page was in hand for is our own doing, and ends by itself.
    if (what === '') return;
    stopped = { what, why };
    child.kill('SIGKILL');
  });
  child.on('message', (told) => {
    if (typeof told === 'string') what = told;
    watch.next();
  });
  const done = passOnSignals((signal) => child.kill(signal));
  await once(child, 'close');
  const { exitCode, signalCode } = child;
  watch.end();
  done();
  if (stopped !== undefined) return stopped;
  if (signalCode === 'SIGABRT' && what !== '') return { what, why: 'it ran out of memory' };
  return exitCode ?? 128 + (signalCode === null ? 0 : constants.signals[signalCode]);
}

/** A terminal sends Ctrl-C to both; sent on from here it would count as a second one, which ends at once. */
function passOnSignals(to: (signal: NodeJS.Signals) => void): () => void {
  const handle = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) to(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  return () => signals.forEach((signal) => process.off(signal, handle));
}
