import type { QueuedVisit } from '../../queue/queue.ts';
import type { Done } from './contract.ts';

/** A performer for tests: does what the visit's path says, and counts. */
export function testPerformer() {
  const begun = new Map<string, number>();
  let held = Promise.withResolvers<void>();
  return {
    begun: () => begun,
    letGo: () => {
      held.resolve();
      held = Promise.withResolvers<void>();
    },
    perform: async ({ url }: QueuedVisit): Promise<Done> => {
      const times = (begun.get(url) ?? 0) + 1;
      begun.set(url, times);
      if (url.endsWith('/poison')) throw new Error('it is poison');
      if (url.endsWith('/held')) await held.promise;
      return { url, times };
    },
  };
}
