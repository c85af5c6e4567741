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

/** Trials in threads, one at a time; each person has one, and a newer one takes the place of theirs. */
export type Trials = {
  readonly start: (person: number, order: TrialOrder) => void;
  readonly of: (person: number) => Trial | undefined;
  /** Ends what is under way. */
  readonly close: () => Promise<void>;
};

/** So many people's trials are remembered. */
const MOST_KEPT = 50;

export function openTrials(): Trials {
  const kept = new Map<number, Trial>();
  const waiting: { readonly person: number; readonly order: TrialOrder }[] = [];
  let running: { readonly person: number; readonly worker: Worker } | undefined;
  let isClosed = false;
  const keep = (person: number, trial: Trial): void => {
    kept.delete(person);
    kept.set(person, trial);
    for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
  };
  const next = (): void => {
    const one = running === undefined && !isClosed ? waiting.shift() : undefined;
    if (one === undefined) return;
    const { person, order } = one;
    const { text } = order;
    const worker = new Worker(codeBeside('trial-thread', import.meta.url));
    running = { person, worker };
    const end = (trial: Trial): void => {
      if (running?.worker === worker) keep(person, trial);
    };
    worker.on('message', (word: TrialWord) => {
      if (word.kind === 'weighed') return end({ text, read: word.read, of: word.of });
      const done = { text, read: 1, of: 1 };
      end(word.kind === 'tried' ? { ...done, tried: word.tried } : { ...done, failed: word.why });
      void worker.terminate();
    });
    worker.on('error', ({ message }) => end({ text, read: 0, of: 0, failed: message }));
    worker.on('exit', () => {
      if (running?.worker === worker) running = undefined;
      next();
    });
    worker.postMessage(order, []);
  };
  return {
    start: (person, order) => {
      const at = waiting.findIndex((one) => one.person === person);
      if (at !== -1) waiting.splice(at, 1);
      keep(person, { text: order.text, read: 0, of: 0 });
      waiting.push({ person, order });
      if (running?.person !== person) return next();
      const { worker } = running;
      running = undefined;
      void worker.terminate();
    },
    of: (person) => kept.get(person),
    close: async () => {
      isClosed = true;
      await running?.worker.terminate();
    },
  };
}
