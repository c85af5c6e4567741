import { inSlices, type Store } from '../store/open.ts';

/**
 * Where posts that were read wait to be stored. Posts that come within a moment of each other, from whatever source, share a
 * transaction: each dirties pages all over the index of shingles, and so most of these are written once instead of once a post.
 * A post is stored whole or not at all, as ever; what a kill loses is on the work list still.
 */
export type Shelf = {
  /** Resolves when it is stored, rejects with what the store threw. */
  readonly put: (work: () => void) => Promise<void>;
  /** Stores all that waits, now; how that went is told to those who put it. */
  readonly flush: () => void;
};

/** So few that a reviewer's decision does not wait noticeably for them. */
const MOST = 16;
const MOMENT_MS = 100;

type Waiting = ReturnType<typeof Promise.withResolvers<void>> & { readonly work: () => void };

/** A shelf before a store; one whose commits wait for the disk is also used by people, and gets each post by itself. */
export function createShelf(store: Store): Shelf {
  const most = store.durable ? 1 : MOST;
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) storeAll(store, batch);
  };
  return {
    put: (work) => {
      const mine: Waiting = { work, ...Promise.withResolvers<void>() };
      // It may fail before whoever put it looks.
      mine.promise.catch(() => undefined);
      waiting.push(mine);
      if (waiting.length >= most) flush();
      else timer ??= setTimeout(flush, MOMENT_MS);
      return mine.promise;
    },
    flush,
  };
}

function storeAll(store: Store, batch: readonly Waiting[]): void {
  let stored = 0;
  const resolveNext = (count: number): void => {
    for (const { resolve } of batch.slice(stored, stored + count)) resolve();
    stored += count;
  };
  try {
    inSlices(
      store,
      batch.map(({ work }) => work),
      resolveNext,
    );
  } catch (error) {
    for (const { reject } of batch.slice(stored)) reject(error);
  }
}
