import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { messageOf } from '../../base/errors.ts';
import { rankInThread } from '../../learn/rank/rank-in-thread.ts';
import { rankCandidate } from '../../store/rankable.ts';
import { inSlices } from '../../store/open.ts';
import type { Tools } from '../tools.ts';

/** Candidates that are written between two turns of other work. */
const BATCH = 50;

/**
 * Has what waits on the desk dealt by the present weights within seconds, before all posts are scored anew, which takes minutes where there are many.
 * What it writes is what scoring anew will write; a crawl that is killed meanwhile leaves some ranked and some not, and the next goes on.
 */
export async function rankWaiting({
  store,
  rules,
  stop,
  log,
}: Pick<Tools, 'store' | 'rules' | 'stop' | 'log'>): Promise<void> {
  try {
    for await (const { ids, tenths } of rankInThread(store.path, rules))
      for (let at = 0; at < ids.length; at += BATCH) {
        if (stop.aborted) return;
        const pieces = ids
          .slice(at, at + BATCH)
          .map((id, next) => () => rankCandidate(store, id, (tenths[at + next] ?? 0) / 10));
        inSlices(store, pieces);
        await turnOfOthers();
      }
  } catch (error) {
    log('warn.not_ranked', { why: messageOf(error) });
  }
}
