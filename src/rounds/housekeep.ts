import { DAY } from '../base/durations.ts';
import { classify } from '../classify/classify.ts';
import { layOnDesk } from '../candidates/lay-on-desk.ts';
import { dropRequestsBefore } from '../store/manners.ts';
import { inTransaction } from '../store/open.ts';
import { dropPagesBefore, storedPost } from '../store/posts.ts';
import { keepVerdict, staleVerdicts } from '../store/verdicts.ts';
import type { Tools } from './tools.ts';

/** Pages as they were read are kept for replays of the last 90 days; the manners ledger for a year and a month. */
const KEEP_PAGES_MS = 90 * DAY;
const KEEP_REQUESTS_MS = 396 * DAY;
/** Posts in one transaction: the learnt lines take some 20 ms for a long page, and a reviewer's decision must not wait for many. */
const BATCH = 5;

/**
 * What a crawl does when its rounds are done: old copies go, and posts that were scored by other rules are scored anew.
 * A stop signal leaves the rest for the next crawl.
 */
export function housekeep(tools: Tools): void {
  const { store, rulesHash, now, stop } = tools;
  dropPagesBefore(store, now() - KEEP_PAGES_MS);
  dropRequestsBefore(store, now() - KEEP_REQUESTS_MS);
  // By ascending number, so that a post that cannot be scored is passed once and never waited on.
  for (let after = 0; !stop.aborted;) {
    const stale = staleVerdicts(store, rulesHash, after, BATCH);
    const last = stale.at(-1);
    if (last === undefined) return;
    inTransaction(store, () => stale.forEach((postId) => rescore(tools, postId)));
    after = last;
  }
}

/**
 * Scores a stored post by the present rules, and lays it on the desk if that brings it there. A candidate that fell below the line stays:
 * what a person has been shown is never taken away by a rule.
 */
function rescore({ store, rules, now }: Tools, postId: number): void {
  const post = storedPost(store, postId);
  if (post === undefined) return;
  const verdict = classify(post, rules);
  keepVerdict(store, { postId, rulesHash: rules.hash, bodyHash: post.bodyHash, verdict }, now());
  layOnDesk(store, { postId, post, verdict, origin: 'rules', held: null, now: now() }, false);
}
