import { type QueuedVisit, type VisitQueue, VisitWithdrawn } from './queue.ts';

/** Performs visits in this process, as they come: nothing is queued, copied or written down. */
export function inlineQueue<V extends QueuedVisit, R>(perform: (visit: V) => Promise<R>): VisitQueue<V, R> {
  let active = 0;
  return {
    perform: async (visit, stop) => {
      if (stop?.aborted === true) throw new VisitWithdrawn(false);
      active += 1;
      try {
        // Here a fault is in our own hands: it is thrown as it is.
        return await perform(visit);
      } finally {
        active -= 1;
      }
    },
    stats: async () => ({ waiting: 0, active, delayed: 0, failed: 0, workers: 1 }),
    close: async () => undefined,
  };
}
