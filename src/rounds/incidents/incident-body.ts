import type { Source } from '../../base/source.ts';
import { RULE_CODES } from '../../health/rule-codes.ts';
import { counterTable } from './counter-table.ts';
import { isMendable } from '../../model/outcome.ts';
import type { EndedRun } from './ended-run.ts';

type Evidence = EndedRun & {
  readonly source: Source;
  readonly badRuns: number;
  /** Unix ms. */
  readonly at: number;
};

/**
 * All that a maintainer needs to know of an incident, as Markdown that can be pasted into an issue: what fired, the
 * counters, the first lost card before and after, both pages where they part, and how to see
 * it again and mend it.
 */
export function incidentBody(evidence: Evidence): string {
  const { source, health, runId, badRuns, at, past, facts, comparison } = evidence;
  const nth = badRuns > 1 ? `, the ${badRuns}${ordinal(badRuns)} bad run in a row` : '';
  const rules =
    health.rules.length > 0 ? ` (${health.rules.map((rule) => RULE_CODES[rule]).join(', ')})` : '';
  const before = past().at(-1);
  return [
    `## ${source.id}: ${health.outcome}${rules}`,
    `${source.name}, ${source.home}. Run ${runId} at ${new Date(at).toISOString()}${nth}.`,
    health.reasons.map((reason) => `- ${reason}`).join('\n'),
    facts === undefined ? '' : counterTable(facts, before),
    comparison,
    `To see it again: \`npx lamplighter sources try ${source.id} --run ${runId}\``,
    isMendable(health.outcome)
      ? `To mend it, with every field shown before anything is written: \`npx lamplighter sources mend ${source.id}\``
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function ordinal(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th';
}
