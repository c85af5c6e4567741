import type { Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Recording } from '../workshop/recordings.ts';
import { HARMFUL } from './harmful.ts';
import { HARMLESS } from './harmless.ts';
import type { Mutation } from './mutation.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import { type Run, simulateRun } from './simulate.ts';
import { siteOf } from './site.ts';

/** What came of one mutation. */
export type MutationCase = {
  readonly name: string;
  readonly harmful: boolean;
  readonly expected: readonly Outcome[];
  /** Null where it cannot happen to this source. */
  readonly outcome: Outcome | null;
  readonly reasons: readonly string[];
  /** `unharmed`: the adapter read the very same posts all the same, so that there was nothing to tell. */
  readonly verdict: 'right' | 'missed' | 'false alarm' | 'unharmed' | 'not applicable';
};

export type MutationReport = {
  readonly source: string;
  /** Why the source cannot be mutated, or null. */
  readonly problem: string | null;
  readonly cases: readonly MutationCase[];
  /** Harmful mutations that were told with the right verdict, of those that harmed. */
  readonly caught: number;
  readonly harmful: number;
  /** Alarms at harmless ones. */
  readonly falseAlarms: number;
  readonly harmless: number;
};

/**
 * Breaks a source's own recordings in every way of the matrix and judges each with the real reading and the real rules,
 * after six good runs: is the alarm right? Pure; no network.
 */
export function mutationReport(source: Source, recordings: readonly Recording[]): MutationReport {
  const site = siteOf(source, recordings);
  if (site === undefined) return without(source, 'no recording of its listing shows a post');
  const scenario = scenarioOf(site);
  const cases = [
    ...HARMFUL.map((mutation) => judgeMutation(scenario, mutation, true)),
    ...HARMLESS.map((mutation) => judgeMutation(scenario, mutation, false)),
  ];
  const told = cases.filter(
    ({ harmful, verdict }) => harmful && (verdict === 'right' || verdict === 'missed'),
  );
  const quiet = cases.filter(({ harmful, verdict }) => !harmful && verdict !== 'not applicable');
  return {
    source: source.id,
    problem: null,
    cases,
    caught: countOf(told, 'right'),
    harmful: told.length,
    falseAlarms: countOf(quiet, 'false alarm'),
    harmless: quiet.length,
  };
}

function without(source: Source, problem: string): MutationReport {
  return { source: source.id, problem, cases: [], caught: 0, harmful: 0, falseAlarms: 0, harmless: 0 };
}

function countOf(cases: readonly MutationCase[], verdict: MutationCase['verdict']): number {
  return cases.filter((one) => one.verdict === verdict).length;
}

/** What comes of one mutation of a site as it is. */
export function judgeMutation(
  scenario: Scenario,
  { name, expected, apply }: Mutation,
  harmful: boolean,
): MutationCase {
  const moment = apply(scenario);
  const base = { name, harmful, expected };
  if (moment === undefined) return { ...base, outcome: null, reasons: [], verdict: 'not applicable' };
  const run = simulateRun(scenario.site, moment, scenario.memory);
  const { outcome, reasons } = run.health;
  return { ...base, outcome, reasons, verdict: verdictOf(scenario, run, { expected, harmful }) };
}

function verdictOf(
  scenario: Scenario,
  run: Run,
  { expected, harmful }: { readonly expected: readonly Outcome[]; readonly harmful: boolean },
): MutationCase['verdict'] {
  const asExpected = expected.includes(run.health.outcome);
  if (!harmful) return asExpected && !run.isRevised ? 'right' : 'false alarm';
  if (asExpected) return 'right';
  return readsTheSame(scenario, run) ? 'unharmed' : 'missed';
}

/** Whether the adapter, the witness and the posts show what they show on any day. */
function readsTheSame(scenario: Scenario, { cards, facts, isRevised }: Run): boolean {
  const { site, at } = scenario;
  const usual = simulateRun(
    site,
    { at, listing: scenario.listing(scenario.posts), witness: scenario.witness([]) },
    scenario.memory,
  );
  const told = (list: Run['cards']): string =>
    list
      .map(({ url, title, published }) => [urlKey(url, site.source), title, published?.value].join(' '))
      .join('\n');
  return (
    !isRevised && told(cards) === told(usual.cards) && facts.witness?.unseen === usual.facts.witness?.unseen
  );
}
