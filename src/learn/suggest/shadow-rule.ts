import { Failure } from '../../base/errors.ts';
import { testRules } from '../../classify/pack/expectations.ts';
import type { Pack } from '../../classify/pack/pack.ts';
import { parseRules, type RuleSet } from '../../classify/rules.ts';
import { withRule } from '../../classify/pack/edit-text.ts';
import type { TermSuggestion, WordedPost } from './suggest.ts';

const MOST_TESTS = 3;

/**
 * A pack with a suggested term as a rule in shadow: it fires for no points and is counted in reports. Its tests are snippets in which the
 * term stands, and titles of decided posts in which it does not.
 * @throws Failure (`config`) where the term makes no rule, or none that its own tests hold.
 */
export function withShadowRule(
  rules: RuleSet,
  { term, z, contexts }: TermSuggestion,
  posts: readonly WordedPost[],
): string {
  const id = `tried.${term
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;
  if (rules.source.rules.some((rule) => rule.id === id))
    throw new Failure('config', `there is a rule "${id}" already`);
  const titles = posts.filter(({ accepted }) => accepted === z < 0).map(({ title }) => title);
  const write = (match: readonly string[], others: readonly string[]) =>
    withRule(rules.text, id, ruleLines({ id, term, group: groupFor(rules.source, z), z, match, others }));
  const all = [...new Set(titles)].slice(0, MOST_TESTS * 3);
  const failing = failuresOf(write(contexts, all), id);
  const held = (some: readonly string[]) => some.filter((one) => !failing.has(one)).slice(0, MOST_TESTS);
  const [match, others] = [held(contexts), held(all)];
  if (match.length === 0 || others.length === 0)
    throw new Failure(
      'config',
      `"${term}" makes no rule that tests could hold: too few decided posts have it, or lack it`,
    );
  return write(match, others);
}

/** The texts of a rule's tests that do not hold. */
function failuresOf(pack: string, id: string): ReadonlySet<string> {
  const reading = parseRules(pack);
  if (reading.kind === 'faulty') throw new Failure('config', reading.faults[0]?.say ?? 'makes no rule');
  const { rules } = reading;
  const at = rules.source.rules.findIndex((rule) => rule.id === id);
  const tests = rules.source.rules[at]?.tests;
  return new Set(
    testRules(rules).broken.flatMap(({ path }) => {
      const [, rule, , kind, place] = path;
      const texts = kind === 'match' || kind === 'no_match' ? tests?.[kind] : undefined;
      const text = rule === at && typeof place === 'number' ? texts?.[place] : undefined;
      return text === undefined ? [] : [text];
    }),
  );
}

/** A group that adds or takes as the term would, and that no gate asks for: one in shadow opens nothing. */
function groupFor(pack: Pack, z: number): string {
  const fits = pack.rules.filter(({ weight, status }) => status === 'active' && weight > 0 === z > 0);
  const free = fits.find(({ group }) => pack.groups[group]?.required !== true) ?? fits[0];
  return free?.group ?? Object.keys(pack.groups)[0] ?? '';
}

type ShadowRule = {
  readonly id: string;
  readonly term: string;
  readonly group: string;
  readonly z: number;
  readonly match: readonly string[];
  readonly others: readonly string[];
};

function ruleLines({ id, term, group, z, match, others }: ShadowRule): string {
  const list = (texts: readonly string[]) => `[${texts.map((one) => JSON.stringify(one)).join(', ')}]`;
  return [
    `- id: ${id}`,
    `  group: ${group}`,
    `  weight: ${z > 0 ? 1 : -1}`,
    '  status: shadow',
    `  terms: ${list([term])}`,
    `  why: ${JSON.stringify(`says “${term}”`)}`,
    '  tests:',
    `    match: ${list(match)}`,
    `    no_match: ${list(others)}`,
  ].join('\n');
}
