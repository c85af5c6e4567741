import type { MannersStore } from '../fetch/manners.ts';
import { keepRobots, keptRobots, noteRequest, releaseHost, takeHost } from '../store/manners.ts';
import { inTransaction, type Store } from '../store/open.ts';

/** Manners kept in the store, so that two processes on one machine are polite together. */
export function mannersIn(store: Store): MannersStore {
  return {
    take: (host, now, holdMs) => takeHost(store, host, now, holdMs),
    release: (host, token, nextAllowedAt) => releaseHost(store, host, token, nextAllowedAt),
    keptRobots: (origin) => keptRobots(store, origin),
    keepRobots: (origin, copy) => keepRobots(store, origin, copy),
    note: (entry) => noteRequest(store, entry),
    together: (steps) => inTransaction(store, steps),
  };
}
