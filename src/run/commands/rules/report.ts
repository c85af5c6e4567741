import { rulesInForce } from '../../../learn/packs.ts';
import { reportOf } from '../../../learn/report-of.ts';
import { contradictedStories, decidedPosts } from '../../../store/decided.ts';
import type { Store } from '../../../store/open.ts';

/** `rules report`: a table, or JSON. */
export function sayReport(store: Store, rulesFile: string | undefined, asJson: boolean): string {
  const report = reportOf(store, rulesInForce(store, rulesFile));
  if (asJson) return `${JSON.stringify(report)}\n`;
  const decided = decidedPosts(store).length;
  if (decided === 0) return 'Nothing was decided yet: a report needs accepted and rejected posts.\n';
  const counted = ['rule', 'fired', 'accepted', 'precision (95 %)', 'lift', 'sole', 'against'];
  const head = [...counted, 'proposed', 'weight'].join('\t');
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const rows = report.map(
    ({ rule, fired, accepted, precision, lift, soleCatches, conflicts, proposed, weight }) =>
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
        weight,
      ].join('\t'),
  );
  const contradicted = contradictedStories(store).map(
    ({ candidateId, title }) =>
      `accepted in one copy and rejected in another, so that it teaches nothing: “${title}” (candidate ${candidateId})`,
  );
  return `${[`${decided} posts decided`, ...contradicted, head, ...rows].join('\n')}\n`;
}
