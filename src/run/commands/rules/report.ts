import { loadRules, type RuleSet } from '../../../classify/rules.ts';
import { type Judged, reportRules, type RuleReport } from '../../../learn/report.ts';
import { decidedPosts } from '../../../store/decided.ts';
import type { Store } from '../../../store/open.ts';
import { verdictOf } from '../../../store/verdicts.ts';

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

/** `rules report`: a table, or JSON. */
export function sayReport(store: Store, rulesFile: string | undefined, asJson: boolean): string {
  const report = reportOf(store, loadRules(rulesFile));
  if (asJson) return `${JSON.stringify(report)}\n`;
  const decided = decidedPosts(store).length;
  if (decided === 0) return 'Nothing was decided yet: a report needs accepted and rejected posts.\n';
  const head = ['rule', 'fired', 'accepted', 'precision (95 %)', 'lift', 'sole', 'against', 'proposed'].join(
    '\t',
  );
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const rows = report.map(({ rule, fired, accepted, precision, lift, soleCatches, conflicts, proposed }) =>
    [
      rule,
      fired,
      accepted,
      fired === 0
        ? '–'
        : `${percent(precision.share)} (${percent(precision.low)} to ${percent(precision.high)})`,
      fired === 0 ? '–' : lift.toFixed(1),
      soleCatches,
      conflicts,
      proposed ?? '–',
    ].join('\t'),
  );
  return `${[`${decided} posts decided`, head, ...rows].join('\n')}\n`;
}
