import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { readMarks } from '../../src/classify/lines/marks.ts';
import { shippedWeights } from '../../src/classify/lines/shipped-weights.ts';
import { loadRules, withCorrections } from '../../src/classify/rules.ts';
import { type Lesson, learnCorrections } from '../../src/learn/corrections.ts';
import { learnInThread } from '../../src/learn/learn-in-thread.ts';

const weights = shippedWeights();
const post = (text: string, host = 'a.org') => ({
  ...{ url: `https://www.${host}/post`, title: 'The council bought vans' },
  blocks: [{ kind: 'lede' as const, text }],
});
const TALK = 'The webinar will show how a council can buy vans. You should join it.';
const TALE = 'The council bought vans from a local firm and saved £2m, 40% of the bill.';
const lesson = (accepted: boolean, text: string, more: Partial<Lesson> = {}): Lesson => {
  const { url } = post(text);
  return { url, marks: readMarks(post(text), weights), score: 0, accepted, chance: 1, ...more };
};
const many = (count: number, one: Lesson) => Array.from({ length: count }, () => one);
const LESSONS = [...many(20, lesson(true, TALE)), ...many(20, lesson(false, TALK))];

describe('what decisions teach', () => {
  test('speaks for posts like those accepted and against those like the rejected, as a line that adds up', () => {
    const taught = learnCorrections(LESSONS, weights);
    if (taught === undefined) throw new Error('nothing was learnt');
    const rules = withCorrections(loadRules(), taught);
    const [tale, talk] = [classify(post(TALE), rules), classify(post(TALK), rules)];
    const points = (verdict: typeof tale) =>
      verdict.lines.find(({ line }) => line === 'decisions')?.points ?? 0;
    expect(points(tale)).toBeGreaterThan(0);
    expect(points(talk)).toBeLessThanOrEqual(0);
    const sum = tale.hits.reduce((total, hit) => total + Math.round(hit.points * 10), 0);
    expect(sum / 10).toBe(tale.score);
    expect(tale.hits.map(({ rule }) => rule)).toContain('learnt.decisions');
  });

  test('is nothing for a host that is called like something every object has', () => {
    const rules = withCorrections(loadRules(), { decisions: 10, terms: {}, hosts: {} });
    const { lines } = classify({ ...post(TALE), url: 'https://constructor/post' }, rules);
    expect(lines.find(({ line }) => line === 'decisions')?.points).toBe(0);
  });

  test('is little where the score had said so before', () => {
    const size = (lessons: readonly Lesson[]) =>
      Object.values(learnCorrections(lessons, weights)?.terms ?? {}).reduce(
        (sum, one) => sum + Math.abs(one),
        0,
      );
    const agreed = [
      ...many(20, lesson(true, TALE, { score: 12 })),
      ...many(20, lesson(false, TALK, { score: -12 })),
    ];
    expect(size(agreed)).toBeLessThan(size(LESSONS) / 3);
  });

  test('is that a site is accepted less often than its posts score', () => {
    const at = (host: string) => ({ url: post('', host).url });
    const taught = learnCorrections(
      [...many(30, lesson(false, TALE, at('b.org'))), ...many(10, lesson(true, TALE, at('a.org')))],
      weights,
    );
    expect(taught?.hosts['b.org']).toBeLessThan(0);
    expect(taught?.hosts['a.org'] ?? 0).toBeGreaterThan(taught?.hosts['b.org'] ?? 0);
  });

  test('is nothing from few decisions, from one kind alone, or from such as contradict each other', () => {
    expect(learnCorrections(LESSONS.slice(12, 28), weights)).toBeUndefined();
    expect(learnCorrections(many(60, lesson(true, TALE)), weights)).toBeUndefined();
    const torn = learnCorrections(
      [...many(20, lesson(true, TALE)), ...many(20, lesson(false, TALE))],
      weights,
    );
    expect(torn).toEqual({ decisions: 40, terms: {}, hosts: {} });
  });

  test('is passed by where it names a word or a site that is no more', () => {
    const gone = { decisions: 40, terms: { zyzzyva: 9 }, hosts: { 'gone.org': 9 } };
    const verdict = classify(post(TALE), withCorrections(loadRules(), gone));
    expect(verdict.score).toBe(classify(post(TALE), loadRules()).score);
  });

  test('is the same when it is learnt in a thread', async () => {
    expect(await learnInThread({ lessons: LESSONS, weights })).toEqual(learnCorrections(LESSONS, weights));
  });
});
