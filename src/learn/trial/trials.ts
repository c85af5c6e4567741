import { Worker } from 'node:worker_threads';
import { codeBeside } from '../../base/code-beside.ts';
import type { Tried, TryOrder } from './try-pack.ts';

export type TrialOrder = TryOrder & { readonly storeFile: string };

/** What the thread of a trial says. */
export type TrialWord =
  | { readonly kind: 'weighed'; readonly read: number; readonly of: number }
  | { readonly kind: 'tried'; readonly tried: Tried }
  | { readonly kind: 'failed'; readonly why: string };

/** A trial of a pack on the stored posts: how far it has come, or what came of it. */
export type Trial = {
  readonly text: string;
  readonly read: number;
  /** 0 while it waits its turn. */
  readonly of: number;
  readonly tried?: Tried;
  readonly failed?: string;
};

/** Trials in a thread, one at a time; each person has one, and a newer one takes the place of theirs. */
export type Trials = {
  readonly start: (person: number, order: TrialOrder) => void;
  readonly of: (person: number) => Trial | undefined;
  /** Ends what is under way. */
  readonly close: () => Promise<void>;
};

/** So many people's trials are remembered. */
const MOST_KEPT = 50;
/** Whoever edits rules tries them again, and a thread that has tried some does so in a fifth of the time; it goes when nobody did for so long (ms). */
const IDLE_MS = 2 * 60_000;

export function openTrials(): Trials {
  const kept = new Map<number, Trial>();
  const waiting: { readonly person: number; readonly order: TrialOrder }[] = [];
  let thread: Worker | undefined;
  let running: { readonly person: number; readonly text: string } | undefined;
  let leaving: NodeJS.Timeout | undefined;
  let isClosed = false;
  const keep = (person: number, trial: Trial): void => {
    kept.delete(person);
    kept.set(person, trial);
    for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
  };
  const next = (): void => {
    const one = running === undefined && !isClosed ? waiting.shift() : undefined;
    if (one === undefined) return;
    clearTimeout(leaving);
    running = { person: one.person, text: one.order.text };
    thread ??= begin();
    thread.ref();
    thread.postMessage(one.order, []);
  };
  const begin = (): Worker => {
    const worker = new Worker(codeBeside('trial-thread', import.meta.url));
    const say = (trial: Omit<Trial, 'text'>): void => {
      if (thread === worker && running !== undefined) keep(running.person, { text: running.text, ...trial });
    };
    worker.on('message', (word: TrialWord) => {
      if (word.kind === 'weighed') return say({ read: word.read, of: word.of });
      say({ read: 1, of: 1, ...(word.kind === 'tried' ? { tried: word.tried } : { failed: word.why }) });
      if (thread !== worker) return;
      running = undefined;
      worker.unref();
      leaving = setTimeout(() => void worker.terminate(), IDLE_MS).unref();
      next();
    });
    worker.on('error', ({ message }) => say({ read: 0, of: 0, failed: message }));
    worker.on('exit', () => {
      if (thread === worker) thread = running = undefined;
      next();
    });
    return worker;
  };
  return {
    start: (person, order) => {
      const at = waiting.findIndex((one) => one.person === person);
      if (at !== -1) waiting.splice(at, 1);
      keep(person, { text: order.text, read: 0, of: 0 });
      waiting.push({ person, order });
      if (running?.person !== person) return next();
      const late = thread;
      thread = running = undefined;
      void late?.terminate();
    },
    of: (person) => kept.get(person),
    close: async () => {
      isClosed = true;
      clearTimeout(leaving);
      await thread?.terminate();
    },
  };
}
