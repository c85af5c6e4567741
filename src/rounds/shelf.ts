import { inSlice, type Store } from '../store/open.ts';

/**
 * Where posts that were read wait to be stored. Posts that come within a moment of each other, from whatever source, share a
 * transaction: each dirties pages all over the indices, and so most of these are written once instead of once a post. Once many wait, each
 * that comes has some of them stored: between two transactions a crawl does other work, and leaves the store to others without waiting.
 * A post is stored whole or not at all, as ever; what a kill loses is on the work list still.
 */
export type Shelf = {
  /** Resolves when it is stored, rejects with what the store threw. */
  readonly put: (work: () => void) => Promise<void>;
  /** Stores all that waits, now; how that went is told to those who put it. */
  readonly flush: () => void;
};

const MOST = 16;
const MOMENT_MS = 100;

type Waiting = ReturnType<typeof Promise.withResolvers<void>> & { readonly work: () => void };

/** A shelf before a store; one whose commits wait for the disk is also used by people, and gets each post by itself. */
export function createShelf(store: Store): Shelf {
  const most = store.durable ? 1 : MOST;
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  const storeSome = (): void => {
    clearTimeout(timer);
    storeSlice(store, waiting);
    timer = waiting.length === 0 ? undefined : setTimeout(storeSome, MOMENT_MS);
  };
  return {
    put: (work) => {
      const mine: Waiting = { work, ...Promise.withResolvers<void>() };
      // It may fail before whoever put it looks.
      mine.promise.catch(() => undefined);
      waiting.push(mine);
      if (waiting.length >= most) storeSome();
      else timer ??= setTimeout(storeSome, MOMENT_MS);
      return mine.promise;
    },
    flush: () => {
      while (waiting.length > 0) storeSome();
    },
  };
}

/** Stores as many as fit into one transaction. One that cannot be stored ends the matter for all that wait. */
function storeSlice(store: Store, waiting: Waiting[]): void {
  try {
    const stored = inSlice(
      store,
      waiting.map(({ work }) => work),
    );
    for (const { resolve } of waiting.splice(0, stored)) resolve();
  } catch (error) {
    for (const { reject } of waiting.splice(0)) reject(error);
  }
}
