import { describe, expect, test } from 'vitest';
import { auditChances, auditsOwed } from '../../src/learn/found/audits.ts';
import { binOf } from '../../src/learn/found/curves.ts';
import { estimate, estimateWords } from '../../src/learn/found/estimate.ts';
import { rangesHold, type ScoredLabel } from '../../src/learn/found/streams.ts';

const counts = (...scores: number[]) => {
  const bins = new Map<number, number>();
  for (const score of scores) bins.set(binOf(score), (bins.get(binOf(score)) ?? 0) + 1);
  return bins;
};
const many = (score: number, count: number) => Array.from({ length: count }, () => score);

/** The same numbers on every run (Park and Miller 1988). */
function repeatable(): () => number {
  let state = 20_240;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('how many case studies there are', () => {
  test('cannot be said before there are decisions of both kinds, and says how many more', () => {
    const said = estimate({ accepted: counts(9, 8), rejected: counts(2), unread: counts(1), line: 1 });
    expect(said).toEqual({ kind: 'unknown', found: 2, more: 17 });
    expect(estimateWords(said)).toMatch(/^2 found; .* decide 17 more/);
    expect(
      estimate({ accepted: new Map(), rejected: counts(...many(1, 90)), unread: new Map(), line: 1 }),
    ).toEqual({
      ...{ kind: 'unknown', found: 0, more: 3 },
    });
  });

  test('is what was found where nothing is left unread', () => {
    const said = estimate({
      ...{ accepted: counts(...many(12, 15)), rejected: counts(...many(-3, 15)), unread: new Map(), line: 1 },
    });
    expect(said).toEqual({ kind: 'range', found: 15, total: 15, low: 15, high: 15 });
    expect(estimateWords(said)).toBe('we have found all 15, as far as can be told');
  });

  test('is more the higher the unread ones score, and never more than there are', () => {
    const with_ = (score: number) =>
      estimate({
        accepted: counts(...many(12, 20), ...many(6, 5)),
        rejected: counts(...many(-6, 20), ...many(2, 10)),
        ...{ unread: counts(...many(score, 100)), line: 1 },
      });
    const [high, low] = [with_(10), with_(-9)];
    if (high.kind !== 'range' || low.kind !== 'range') throw new Error('both can be told');
    expect(high.total).toBeGreaterThan(90);
    expect(low.total).toBeLessThan(35);
    expect(high.high).toBeLessThanOrEqual(125);
  });

  test('begins with what was found where nothing below the line was, and with more where audits found some', () => {
    const said = (audited: number) =>
      estimate({
        accepted: counts(...many(1, 60), ...many(9, 100), ...many(-2, audited)),
        rejected: counts(...many(-2, 40 - audited), ...many(-9, 60)),
        ...{ unread: counts(...many(-2, 400), ...many(-20, 1000)), line: 0.5 },
      });
    const [none, some] = [said(0), said(20)];
    if (none.kind !== 'range' || some.kind !== 'range') throw new Error('both can be told');
    expect([none.found, none.low]).toEqual([160, 160]);
    expect(none.high).toBeGreaterThan(160);
    expect(some.low).toBeGreaterThan(some.found + 50);
  });

  test('lies in the stated range in nine of ten simulated streams', () => {
    const random = repeatable();
    const bell = () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);
    const posts: ScoredLabel[] = Array.from({ length: 1200 }, (_, at) =>
      at % 3 === 0 ? { wanted: true, score: 9 + 6 * bell() } : { wanted: false, score: -6 + 6 * bell() },
    );
    const { told, held } = rangesHold(posts, { line: 0.1, streams: 60, random });
    expect(told).toBeGreaterThan(40);
    expect(held / told).toBeGreaterThanOrEqual(0.9);
  });
});

describe('audits', () => {
  test('are owed one for four decisions, thirty at most, less those that wait', () => {
    expect([3, 4, 40, 4000].map((decided) => auditsOwed({ decided, waiting: 0 }))).toEqual([0, 1, 10, 30]);
    expect(auditsOwed({ decided: 40, waiting: 12 })).toBe(0);
  });

  test('are likelier near the line, never impossible, and as many as wanted', () => {
    const chances = auditChances([0, -3, -30, -300], 0.1, 2);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    expect(Math.min(...chances)).toBeGreaterThan(0);
    expect(auditChances(many(-5, 1000), 0, 30).reduce((sum, one) => sum + one, 0)).toBeCloseTo(30);
    expect(auditChances([], 0, 30)).toEqual([]);
    expect(auditChances([-1], 0, 30)).toEqual([1]);
  });
});
