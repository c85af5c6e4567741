import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classify, fieldText } from '../../src/classify/classify.ts';
import { loadRules, type RuleSet } from '../../src/classify/rules.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { rule, rulesOf } from './packs.ts';
import { SOAK } from '../some-of.ts';

// The soak tries far more.
const RUNS = SOAK ? 1000 : 10;

const WORDS = [
  'bus',
  'stop',
  'council',
  'saved',
  'saving',
  '£5m',
  '40%',
  'webinar',
  'in',
  'the',
  '\n',
  '. ',
] as const;
const TERMS = ['bus', 'bus stop', 'council', 'sav~', '£#', '#%', '#', 'webinar'] as const;

const randomText = fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' '));
const randomPost = fc.record({
  url: randomText,
  title: randomText,
  blocks: fc.array(
    fc.record({
      kind: fc.constantFrom('heading' as const, 'lede' as const, 'body' as const),
      text: randomText,
    }),
  ),
});

const someTerms = fc
  .uniqueArray(fc.constantFrom(...TERMS), { minLength: 1, maxLength: 3 })
  .map((terms) => JSON.stringify(terms));
const randomRule = fc
  .record({
    group: fc.constantFrom('one', 'two', 'three'),
    weight: fc.integer({ min: -60, max: 90 }).filter((tenths) => tenths !== 0),
    status: fc.constantFrom('active', 'active', 'active', 'shadow', 'draft'),
    what: fc.oneof(
      someTerms.map((terms) => `terms: ${terms}`),
      fc
        .tuple(someTerms, someTerms, fc.integer({ min: 1, max: 6 }))
        .map(([a, b, within]) => `near: { a: ${a}, b: ${b}, within: ${within} }`),
    ),
  })
  .map(({ group, weight, status, what }) => ({
    group,
    text: `weight: ${weight / 10}, status: ${status}, ${what}`,
  }));
const randomPack = fc.record({
  rules: fc.array(randomRule, { minLength: 1, maxLength: 12 }),
  groupCap: fc.integer({ min: 10, max: 120 }),
  gateCap: fc.integer({ min: 0, max: 80 }),
});

type RandomPack = typeof randomPack extends fc.Arbitrary<infer T> ? T : never;

function build(
  { rules, groupCap, gateCap }: RandomPack,
  order: (lines: string[]) => string[] = (lines) => lines,
): RuleSet {
  const lines = rules.map(({ group, text }, at) => rule(`r${at}.x`, text, group));
  return rulesOf({
    thresholds: 'thresholds: { queue: 0.1, strong: 0.2 }',
    group_cap: `group_cap: ${groupCap / 10}`,
    groups:
      'groups: { zero: { label: z, required: true }, one: { label: a }, two: { label: b }, three: { label: c } }',
    gates: `gates: [{ when_missing: [zero], cap: ${gateCap / 10}, say: no zero }]`,
    rules: ['rules:', rule('z.z', 'weight: 0.5, terms: [council]', 'zero'), ...order(lines)].join('\n'),
  });
}

function tenths(verdict: Verdict): number[] {
  return verdict.hits.map((hit) => Math.round(hit.points * 10));
}

// Compiling a pack takes longer than scoring by it: each random pack judges several posts.
const someCases = fc.tuple(randomPack, fc.array(randomPost, { minLength: 4, maxLength: 8 }));

test('the parts sum to the score, in tenths, over random packs and posts', () => {
  fc.assert(
    fc.property(someCases, ([pack, posts]) => {
      const rules = build(pack);
      for (const verdict of posts.map((post) => classify(post, rules))) {
        expect(tenths(verdict).reduce((sum, points) => sum + points, 0)).toBe(Math.round(verdict.score * 10));
        for (const { points, full } of verdict.hits) {
          expect(points * 10).toBeCloseTo(Math.round(points * 10), 9);
          expect(Math.abs(points)).toBeLessThanOrEqual(Math.abs(full));
          expect(points * full).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test('a score is lowered by gates exactly when it says so', () => {
  fc.assert(
    fc.property(someCases, ([pack, posts]) => {
      const rules = build(pack);
      for (const { score, caps, hits } of posts.map((post) => classify(post, rules))) {
        if (caps.length > 0) expect(score).toBe(Math.min(...caps.map(({ cap }) => cap)));
        if (caps.length > 0) expect(hits.some((hit) => hit.points !== hit.full)).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
});

test('every hit stands on words: spans lie in the text, in order, apart, and begin and end with a word', () => {
  fc.assert(
    fc.property(someCases, ([pack, posts]) => {
      const rules = build(pack);
      for (const post of posts)
        for (const { field, spans } of classify(post, rules).hits) {
          const text = fieldText(post, field);
          expect(spans.length).toBeGreaterThan(0);
          let end = 0;
          for (const span of spans) {
            expect(span[0]).toBeGreaterThanOrEqual(end);
            expect(text.slice(...span).trim()).toBe(text.slice(...span));
            expect(span[1]).toBeGreaterThan(span[0]);
            end = span[1];
          }
          expect(end).toBeLessThanOrEqual(text.length);
        }
    }),
    { numRuns: RUNS },
  );
});

test('the order of rules in a file is no part of a verdict', () => {
  fc.assert(
    fc.property(randomPack, randomPost, (pack, post) => {
      expect(
        classify(
          post,
          build(pack, (lines) => lines.toReversed()),
        ),
      ).toEqual(classify(post, build(pack)));
    }),
    { numRuns: RUNS },
  );
});

test('a post scores the same after any other post', () => {
  const rules = loadRules();
  fc.assert(
    fc.property(randomPost, randomPost, (one, other) => {
      const first = classify(one, rules);
      classify(other, rules);
      expect(classify(one, rules)).toEqual(first);
    }),
    { numRuns: RUNS * 10 },
  );
});
