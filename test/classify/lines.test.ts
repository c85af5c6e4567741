import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { linesOf } from '../../src/classify/lines/lines.ts';
import { readMarks } from '../../src/classify/lines/marks.ts';
import { readPieces } from '../../src/classify/lines/pieces.ts';
import { readTelling, TELLS } from '../../src/classify/lines/telling.ts';
import { parseWeights } from '../../src/classify/lines/weights.ts';
import { shippedWeights } from '../../src/classify/lines/shipped-weights.ts';
import { countWording } from '../../src/classify/lines/wording.ts';
import { loadRules } from '../../src/classify/rules.ts';

const BOTH = { wording: 1, telling: 1 };
const told = {
  url: '',
  title: 'Lamps for less',
  blocks: [
    { kind: 'lede' as const, text: 'Wigan Council replaced its lamps. It saved £2m, 40% of the bill.' },
  ],
};

describe('wording', () => {
  test('masks names and numbers, and pairs no words over a stop', () => {
    const counts = countWording(readPieces('', 'We saw Wigan save £2m and 40% of 12 bills. Then it ended'));
    expect([...counts.keys()]).not.toContain('wigan');
    expect(counts.get('£ #')).toBe(1);
    expect(counts.get('# %')).toBe(1);
    expect(counts.get('# bills')).toBe(1);
    expect(counts.has('bills then')).toBe(false);
  });

  test('learnt no name of a place', () => {
    const terms = shippedWeights().wording.terms.flatMap(({ term }) => term.split(' '));
    expect(terms.length).toBeGreaterThan(500);
    for (const name of ['wigan', 'preston', 'manchester', 'durham', 'london', 'leeds'])
      expect(terms).not.toContain(name);
  });
});

describe('telling', () => {
  test('hears what was done apart from what should be done', () => {
    const dense = (text: string, tag: string) =>
      readTelling(readPieces('', text))[TELLS.findIndex((tell) => tell.tag === tag)] ?? 0;
    expect(dense('The council bought vans and saved money.', 'PastTense')).toBeGreaterThan(
      dense('The council should buy vans and will save money.', 'PastTense'),
    );
    expect(dense('The council should buy vans and must save money.', 'Modal')).toBeGreaterThan(0);
  });

  test.each(['A.'.repeat(5000), 'x'.repeat(50_000), '£1'.repeat(5000), '\u0301'.repeat(9000), ''])(
    'reads hostile text without harm (%#)',
    (text) => {
      expect(readTelling(readPieces('', text))).toHaveLength(TELLS.length);
    },
  );
});

describe('a learnt line', () => {
  test('names the terms it stands on, and is left out when it is switched off', () => {
    const marks = readMarks(told, shippedWeights());
    const lines = linesOf(marks, BOTH);
    expect(lines.map(({ line }) => line)).toEqual(['wording', 'telling']);
    expect(lines.every(({ terms }) => terms.length > 0)).toBe(true);
    expect(linesOf(marks, { wording: 0, telling: 1 }).map(({ line }) => line)).toEqual(['telling']);
  });

  test('is scored from what was kept of a text as from the text', () => {
    const rules = loadRules();
    expect(classify(told, rules, readMarks(told, shippedWeights()))).toEqual(classify(told, rules));
  });

  test('reads the words anew when other terms are counted, and keeps the telling', () => {
    const kept = {
      edition: 'of another time',
      telling: readMarks(told, shippedWeights()).telling,
      wording: [0, 9],
    };
    expect(readMarks(told, shippedWeights(), kept)).toEqual(readMarks(told, shippedWeights()));
  });
});

describe('a file of weights', () => {
  test('that is damaged is told with its line', () => {
    expect(() => parseWeights('line,term,weight,usual\nwording,bought,much,1\n', 'w.csv')).toThrow(
      expect.objectContaining({ place: { file: 'w.csv', line: 2 } }),
    );
  });

  test('of another version says how to get one of this', () => {
    expect(() => parseWeights('line,term,weight,usual\ntelling,PluperfectTense,1,1\n', 'w.csv')).toThrow(
      /another version: make it anew with "lamplighter rules learn"/,
    );
  });
});
