import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/classify/rules.ts';
import {
  auc,
  choose,
  councilsNamed,
  isBorderline,
  isGold,
  isPositive,
  type Judged,
  judgeAll,
  readLabelled,
  recallAfterReading,
} from './labelled.ts';

// Floors on the posts that the rules were written with; `node test/classify/quality.ts` prints the figures themselves.
const all = judgeAll(readLabelled(), loadRules());
const strict = all.filter((one) => !isBorderline(one));
const inQueue = ({ verdict }: Judged) => verdict.band !== 'below';

describe('on real posts that a person has labelled', () => {
  test('there are some to judge', () => {
    expect(all).toHaveLength(219);
    expect(strict.filter(isPositive)).toHaveLength(43);
  });

  test('the queue holds 95 % of the case studies, and six in ten of what it holds are', () => {
    const { recall, precision } = choose(strict, inQueue);
    expect(recall).toBeGreaterThanOrEqual(0.95);
    expect(precision).toBeGreaterThanOrEqual(0.6);
  });

  test('borderline posts change neither much', () => {
    const { recall, precision } = choose(all, inQueue);
    expect(recall).toBeGreaterThanOrEqual(0.9);
    expect(precision).toBeGreaterThanOrEqual(0.55);
  });

  test('what is strong is right nine times in ten', () => {
    expect(choose(strict, ({ verdict }) => verdict.band === 'strong').precision).toBeGreaterThanOrEqual(0.9);
  });

  test('both cards that mySociety shows are in the queue', () => {
    const gold = all.filter(isGold);
    expect(gold).toHaveLength(2);
    expect(gold.filter(inQueue)).toHaveLength(2);
  });

  test('the best fifth holds three case studies in four', () => {
    expect(recallAfterReading(strict, 0.2)).toBeGreaterThanOrEqual(0.75);
    expect(auc(strict.map((one) => ({ score: one.verdict.score, wanted: isPositive(one) })))).toBeGreaterThan(
      0.95,
    );
  });

  test('the councils that a post names are found, and hardly any others', () => {
    let [right, found, hit, shown] = [0, 0, 0, 0];
    for (const { row, verdict } of all) {
      const codes = verdict.councils.map(({ code }) => code);
      const named = new Set(councilsNamed(row));
      const wanted = councilsNamed(row, { shown: true });
      found += codes.length;
      right += codes.filter((code) => named.has(code)).length;
      shown += wanted.length;
      hit += wanted.filter((code) => codes.includes(code)).length;
    }
    expect(hit / shown).toBeGreaterThanOrEqual(0.9);
    expect(right / found).toBeGreaterThanOrEqual(0.95);
  });

  test('every score is the sum of its parts', () => {
    for (const { verdict } of all) {
      const tenths = verdict.hits.reduce((sum, { points }) => sum + Math.round(points * 10), 0);
      expect(tenths / 10).toBe(verdict.score);
    }
  });
});
