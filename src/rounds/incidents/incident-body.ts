import type { Source } from '../../base/source.ts';
import type { Card } from '../../model/card.ts';
import type { Page } from '../../model/page.ts';
import type { ListingCopy } from '../../store/listing-copies.ts';
import { RULE_CODES } from '../../health/rule-codes.ts';
import { counterTable } from './counter-table.ts';
import type { EndedRun } from './ended-run.ts';
import { cardsOf, pageOfCopy } from './kept-page.ts';
import { lostCard } from './lost-card.ts';
import { proposeSelectors } from './propose-selectors.ts';

type Evidence = EndedRun & {
  readonly source: Source;
  readonly badRuns: number;
  /** Unix ms. */
  readonly at: number;
  readonly good: ListingCopy | undefined;
};

/**
 * All that a maintainer needs to know of an incident, as Markdown that can be pasted into an issue: what fired, the
 * counters, the first lost card before and after, both pages where they part, selectors that may serve, and how to see
 * it again.
 */
export function incidentBody(evidence: Evidence): string {
  const { source, health, runId, badRuns, at, past, facts, good } = evidence;
  const page = evidence.walk?.first.kind === 'page' ? evidence.walk.first : undefined;
  const nth = badRuns > 1 ? `, the ${badRuns}${ordinal(badRuns)} bad run in a row` : '';
  const rules =
    health.rules.length > 0 ? ` (${health.rules.map((rule) => RULE_CODES[rule]).join(', ')})` : '';
  const before = past.at(-1);
  return [
    `## ${source.id}: ${health.outcome}${rules}`,
    `${source.name}, ${source.home}. Run ${runId} at ${new Date(at).toISOString()}${nth}.`,
    health.reasons.map((reason) => `- ${reason}`).join('\n'),
    facts === undefined ? '' : counterTable(facts, before),
    good === undefined || page === undefined ? noPages(page) : comparison(source, good, page),
    `To see it again: \`npx lamplighter sources try ${source.id} --run ${runId}\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function noPages(page: Page | undefined): string {
  return page === undefined
    ? 'No page came that could be compared with the last good one.'
    : 'There is no good listing on record to compare with.';
}

function comparison(source: Source, good: ListingCopy, page: Page): string {
  const goodPage = pageOfCopy(good);
  const before = cardsOf(goodPage, source);
  const lost = lostCard(source, { before, goodPage, page });
  return [lost, proposal(source, page, before)].filter((part) => part !== '').join('\n\n');
}

function proposal(source: Source, page: Page, before: readonly Card[]): string {
  const found = proposeSelectors(source, page, before);
  if (found === undefined) return '';
  const { card, link, title, cards, shared } = found;
  const of = `${cards} cards, ${shared} of the ${before.length} last good ones among them`;
  return [
    `### Selectors that may serve (found by looking the last good posts up; not applied)`,
    `\`card: '${card}', link: '${link}', title: '${title}'\` finds ${of}.`,
  ].join('\n\n');
}

function ordinal(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10] ?? 'th';
}
