import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { codeBeside } from '../../base/code-beside.ts';
import { watchProcess } from '../../reading/watch-process.ts';
import type { PartEnd, Stopped } from './parts.ts';

/** For one page, however often it is looked at: five times what a reader of the crawl has, since a person waits and the survey asks more of it. */
const BOUNDS = { cpuMs: 10_000, memoryMb: 640 };
/** The heap is full before the process is too large, and then says so itself. */
const HEAP = '--max-old-space-size=512';
/** What does not end so soon after a person asked it to is in the middle of a page. */
const GRACE_MS = 1000;

/** What a process says of itself to whoever started it: what it has in hand, and of which part. */
export type FromApart =
  | { readonly inHand: string }
  | { readonly begun: string }
  | { readonly ended: string; readonly result: string };

/** What it is told at its beginning: how parts ended in earlier processes. */
export type ToApart = { readonly known: readonly (readonly [string, PartEnd])[] };

/**
 * Runs a command line in a process of its own, on our terminal, and ends it where a page or a recording takes too long or too much.
 * Answers its exit code; of one that was ended what it was about. Where that was one of several parts, another process goes on: with that
 * part once more where others went before it, whose memory may have been to blame, and else with the rest.
 */
export async function runApart(argv: readonly string[], bounds = BOUNDS): Promise<number | Stopped> {
  const known = new Map<string, PartEnd>();
  for (;;) {
    const ended = await runOnce(argv, bounds, known);
    if (typeof ended === 'number') return ended;
    const { part, isFirst, stopped } = ended;
    if (part === undefined) return stopped;
    if (isFirst) known.set(part, { stopped });
  }
}

type EndedOver = {
  readonly stopped: Stopped;
  readonly part: string | undefined;
  /** Whether its process had done no other part. */
  readonly isFirst: boolean;
};

async function runOnce(
  argv: readonly string[],
  bounds: typeof BOUNDS,
  known: Map<string, PartEnd>,
): Promise<number | EndedOver> {
  const file = fileURLToPath(codeBeside('apart-process', import.meta.url));
  const child = spawn(process.execPath, [HEAP, file, ...argv], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const begun: string[] = [];
  let what = '';
  let part: string | undefined;
  let why: string | undefined;
  const watch = watchProcess(child.pid ?? 0, bounds, (reason) => {
    // What no page was in hand for is our own doing, and ends by itself.
    if (what === '') return;
    why = reason;
    child.kill('SIGKILL');
  });
  child.on('message', (told: FromApart) => {
    if ('inHand' in told) what = told.inHand;
    else if ('begun' in told) begun.push((part = told.begun));
    else {
      known.set(told.ended, { result: told.result });
      part = undefined;
    }
    watch.next();
  });
  const told: ToApart = { known: [...known] };
  child.send(told);
  const asked = passOnSignals((signal) => child.kill(signal));
  await once(child, 'close');
  const { exitCode, signalCode } = child;
  watch.end();
  if (asked.done()) return exitCode ?? 128 + constants.signals.SIGINT;
  if (signalCode === 'SIGABRT' && what !== '') why ??= 'it ran out of memory';
  if (why !== undefined) return { stopped: { what, why }, part, isFirst: begun.length === 1 };
  return exitCode ?? 128 + (signalCode === null ? 0 : constants.signals[signalCode]);
}

/**
 * A terminal sends Ctrl-C to both; sent on from here it would count as a second one, which ends at once. One that hears nothing, since it is
 * in the middle of a page, is ended from here. `done` says whether there was a signal.
 */
function passOnSignals(to: (signal: NodeJS.Signals) => void): { readonly done: () => boolean } {
  let grace: NodeJS.Timeout | undefined;
  const handle = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) to(signal);
    grace ??= setTimeout(to, GRACE_MS, 'SIGKILL');
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  const done = (): boolean => {
    signals.forEach((signal) => process.off(signal, handle));
    clearTimeout(grace);
    return grace !== undefined;
  };
  return { done };
}
