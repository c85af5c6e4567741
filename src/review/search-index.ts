import { inTransaction, type Store } from '../store/open.ts';
import { indexRevisions, isBehind } from '../store/search.ts';

// A chunk is a few milliseconds, or one text of the greatest length: nobody who decides meanwhile waits noticeably.
const CHUNK = 20;
const PAUSE_MS = 30;
const LOOK_MS = 5000;

/** Keeps the search index in step with the store, a little at a time, until `stop`. */
export function keepSearchIndex(
  store: Store,
  onError: (error: unknown) => void,
): { readonly stop: () => void } {
  let timer: NodeJS.Timeout;
  const turn = () => {
    let pause = LOOK_MS;
    try {
      if (isBehind(store) && indexSome(store) > 0 && isBehind(store)) pause = PAUSE_MS;
    } catch (error) {
      // A busy store is tried again at the next look; anything else should be seen.
      onError(error);
    }
    timer = setTimeout(turn, pause);
    timer.unref();
  };
  timer = setTimeout(turn, 0);
  timer.unref();
  return { stop: () => clearTimeout(timer) };
}

/** Indexes a chunk of what waits. Answers how many texts. */
export function indexSome(store: Store, most: number = CHUNK): number {
  return inTransaction(store, () => indexRevisions(store, most));
}
