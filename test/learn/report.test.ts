import { describe, expect, test } from 'vitest';
import { type Judged, reportRules } from '../../src/learn/report.ts';
import { suggestTerms, type WordedPost } from '../../src/learn/suggest/suggest.ts';

const hit = (rule: string, points: number) => ({
  ...{ rule, group: 'act', points, full: points, field: 'body' as const, spans: [] },
});
const judged = (
  accepted: boolean,
  rules: readonly [string, number][],
  more: Partial<Judged> = {},
): Judged => ({
  ...{ title: 'A van', url: 'https://example.org/', sourceId: 'a', accepted, reason: null, chance: 1 },
  score: rules.reduce((sum, [, points]) => sum + points, 0),
  hits: rules.map(([rule, points]) => hit(rule, points)),
  ...more,
});
const RULES = [
  { id: 'act.buy', weight: 4 },
  { id: 'not.event', weight: -3 },
  { id: 'act.never', weight: 2 },
];

describe('the report on rules', () => {
  const posts = [
    judged(true, [['act.buy', 4]], { title: 'Right' }),
    judged(true, [
      ['act.buy', 4],
      ['not.event', -3],
    ]),
    judged(false, [['not.event', -3]], { reason: 'event', sourceId: 'b' }),
    judged(false, [['act.buy', 4]], { reason: 'advert', sourceId: 'b', title: 'Wrong' }),
  ];
  const [buy, event, never] = reportRules(posts, RULES, 1);

  test('counts what a rule fired on, was right about, caught alone and was contradicted in', () => {
    expect(buy).toMatchObject({ fired: 3, accepted: 2, soleCatches: 2, conflicts: 1, proposed: null });
    expect(event).toMatchObject({ fired: 2, accepted: 1, soleCatches: 0, conflicts: 1 });
    expect(buy?.lift).toBeCloseTo(2 / 3 / 0.5);
  });

  test('names reasons, sources and the newest right and wrong posts', () => {
    expect(buy?.reasons).toEqual([['advert', 1]]);
    expect(buy?.bySource).toEqual([
      { source: 'a', fired: 2, accepted: 2 },
      { source: 'b', fired: 1, accepted: 0 },
    ]);
    expect(buy?.right[0]?.title).toBe('Right');
    expect(buy?.wrong.map(({ title }) => title)).toEqual(['Wrong']);
  });

  test('keeps a rule that never fired, and of nothing decided says nothing', () => {
    expect(never).toMatchObject({ fired: 0, lift: 0, precision: { share: 0, low: 0, high: 1 } });
    expect(reportRules([], RULES, 1).every(({ fired }) => fired === 0)).toBe(true);
  });

  test('counts an audit for as many posts as it stands for', () => {
    const fired: [string, number][] = [['act.buy', 4]];
    const shareOf = (posts: readonly Judged[]) => reportRules(posts, RULES, 1)[0]?.precision;
    expect(shareOf([judged(true, fired), judged(false, fired, { chance: 0.1 })])?.share).toBeCloseTo(1 / 11);
    expect(shareOf(Array.from({ length: 100 }, () => judged(true, fired)))?.low).toBeGreaterThan(0.95);
  });

  test('proposes weights after fifty decisions, of the same sign and at most half as much again', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      judged(at % 2 === 0, at % 2 === 0 ? [['not.event', -3]] : [['act.buy', 4]]),
    );
    const proposed = reportRules(many, RULES, 1).map((rule) => rule.proposed ?? 0);
    expect(proposed[0]).toBe(2);
    expect(proposed[1]).toBe(-1.5);
    expect(Math.abs(proposed[2] ?? 9)).toBeLessThanOrEqual(3);
    const oneKind = Array.from({ length: 60 }, () => judged(true, [['act.buy', 4]]));
    expect(reportRules(oneKind, RULES, 1)[0]?.proposed).toBeNull();
  });

  test('decisions that contradict each other leave the weight where it was', () => {
    const both = Array.from({ length: 60 }, (_, at) => judged(at % 2 === 0, [['act.buy', 4]]));
    expect(reportRules(both, RULES, 1)[0]).toMatchObject({ fired: 60, accepted: 30, lift: 1 });
  });
});

describe('suggested terms', () => {
  const post = (text: string, accepted: boolean | undefined, sourceId: string): WordedPost => ({
    ...{ title: '', text, accepted, sourceId },
  });
  const posts = Array.from({ length: 24 }, (_, at) =>
    post(
      at % 2 === 0 ? 'They ran a mobilisation phase with care.' : 'They talked of a parade with care.',
      at % 2 === 0,
      `s${at % 6}`,
    ),
  );

  const usual = Array.from({ length: 12 }, () => post('Something else was said.', undefined, 's9'));

  test('tell accepted from rejected posts, in context, and are not looked for already', () => {
    const found = suggestTerms([...posts, ...usual], (term) => term === 'parade');
    expect(found.find(({ term }) => term === 'mobilisation')).toMatchObject({
      accepted: 12,
      rejected: 0,
      sources: 3,
    });
    expect(found.find(({ term }) => term === 'mobilisation')?.contexts[0]).toContain('a mobilisation phase');
    expect(found.map(({ term }) => term)).not.toContain('parade');
    expect(found.map(({ term }) => term)).not.toContain('care');
    expect(found.find(({ term }) => term === 'talked')?.z).toBeLessThan(0);
  });

  test('need five posts of three sources', () => {
    expect(suggestTerms(posts.slice(0, 8), () => false)).toEqual([]);
    expect(
      suggestTerms(
        posts.map((one) => ({ ...one, sourceId: 'one' })),
        () => false,
      ),
    ).toEqual([]);
    expect(suggestTerms([], () => false)).toEqual([]);
  });
});
