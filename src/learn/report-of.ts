import type { RuleSet } from '../classify/rules.ts';
import { decidedPosts } from '../store/decided.ts';
import type { Store } from '../store/open.ts';
import { verdictOf } from '../store/verdicts.ts';
import { type Judged, reportRules, type RuleReport } from './report.ts';

/** How each rule of a pack does on the decisions of a store. */
export function reportOf(store: Store, rules: RuleSet): readonly RuleReport[] {
  const judged = decidedPosts(store).map(
    ({ postId, title, url, sourceId, state, reason, chance, score }): Judged => ({
      ...{ title, url, sourceId, reason, chance, score },
      accepted: state === 'accepted',
      hits: verdictOf(store, postId).hits,
    }),
  );
  return reportRules(
    judged,
    rules.source.rules.filter(({ status }) => status !== 'retired').map(({ id, weight }) => ({ id, weight })),
    rules.thresholds.queue,
  );
}
