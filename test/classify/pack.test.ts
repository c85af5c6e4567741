import { describe, expect, test } from 'vitest';
import { testRules } from '../../src/classify/pack/expectations.ts';
import { loadRules } from '../../src/classify/rules.ts';

const rules = loadRules();
const { source } = rules;

describe('the pack that comes with Lamplighter', () => {
  test('holds every expectation in it', () => {
    const report = testRules(rules);
    expect(report.broken).toEqual([]);
    expect(report.checks).toBeGreaterThan(300);
  });

  test('has a rule for each kind of evidence, with two texts that it takes and one that it leaves', () => {
    expect(source.rules.length).toBeGreaterThanOrEqual(25);
    const seen = source.rules.filter(({ lacks, length }) => lacks === undefined && length === undefined);
    const thin = seen.filter(({ tests }) => tests.match.length < 2 || tests.no_match.length < 1);
    expect(thin.map(({ id }) => id)).toEqual([]);
  });

  test('shows both what it must find and what it must leave on whole posts', () => {
    const wanted = source.documents.filter(({ expect }) => expect.band === 'queue_or_better');
    const unwanted = source.documents.filter(({ expect }) => expect.band === 'below');
    expect(wanted.length).toBeGreaterThanOrEqual(8);
    expect(unwanted.length).toBeGreaterThanOrEqual(8);
  });

  test('names no site: a rule that knows one site is a template of that site', () => {
    const terms = source.rules.flatMap((rule) => [
      ...rule.terms,
      ...rule.near.flatMap(({ a, b }) => [...a, ...b]),
    ]);
    const sites = /\b(ashden|apse|lga|citymart|slow lane|carbon ?copy|icon|smartimpact|haselmayer)\b/i;
    expect(terms.filter((term) => sites.test(term))).toEqual([]);
  });
});
