import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, marksFor } from '../../src/classify/classify.ts';
import { linesOf } from '../../src/classify/lines/lines.ts';
import { marksOf, readMarks, readText } from '../../src/classify/lines/marks.ts';
import { isFirst, PIECE_KINDS, readPieces, spellingOf } from '../../src/classify/lines/pieces.ts';
import { readTelling, TELLS } from '../../src/classify/lines/telling.ts';
import { traitsOf } from '../../src/classify/lines/traits.ts';
import { parseWeights } from '../../src/classify/lines/weights.ts';
import { readWeights, shippedWeights } from '../../src/classify/lines/shipped-weights.ts';
import { countKnown, countWording, knownTermsOf } from '../../src/classify/lines/wording.ts';
import { loadRules, parseRules, rulesOfPack } from '../../src/classify/rules.ts';
import { readLabelled } from './labelled.ts';

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

describe('a piece of text', () => {
  const PLAIN =
    /[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion)\b)?|\d[\d,.]*(?:\s?(?:%|per cent\b|percent\b))?|\p{L}[\p{L}\p{M}’'-]*|[.!?:;\n]/giu;
  const kindOf = (found: string) => {
    if (/^[£$€]/.test(found)) return 'money';
    if (/^\d/.test(found)) return /[%t]$/i.test(found) ? 'percent' : 'number';
    return /^\p{L}/u.test(found) ? 'letters' : 'stop';
  };
  const units = fc.constantFrom(
    ...[
      'a',
      'Z',
      'é',
      'É',
      'ß',
      'K',
      'ſ',
      '𝒜',
      'ж',
      '字',
      '\u0345',
      '\u0301',
      '’',
      "'",
      '‘',
      '–',
      '-',
      '7',
      '٣',
      '%',
    ],
    ...[
      ' per cent',
      ' m',
      ',',
      '.',
      '£',
      '$',
      '€',
      ' ',
      '\u00a0',
      '\n',
      '\r',
      ';',
      '…',
      '“',
      '\ud835',
      '\udc9c',
      '\u200d',
      '_',
    ],
    ...['saved', "council's", "Wigan's", 'has not been', 'x'.repeat(31)],
  );
  const texts = fc.array(units, { maxLength: 40 }).map((parts) => parts.join(''));

  const piecesIn = (text: string) => {
    const pieces = readPieces('', text);
    return Array.from({ length: pieces.count }, (_, at) => {
      const kind = PIECE_KINDS[pieces.kind[at] ?? 0] ?? 'none';
      return { kind, word: spellingOf(pieces, at), first: isFirst(pieces, at), traits: pieces.traits[at] };
    });
  };

  test('is what one plain expression finds there, word for word', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const pieces = piecesIn(text).slice(1, -1);
        const plain = text.match(PLAIN) ?? [];
        expect(pieces.map(({ kind }) => (/word|name/.test(kind) ? 'letters' : kind))).toEqual(
          plain.map(kindOf),
        );
        for (const [at, { kind, word, first, traits }] of pieces.entries()) {
          const found = plain[at] ?? '';
          expect(first && kind !== 'stop').toBe(
            kind !== 'stop' && (at === 0 || pieces[at - 1]?.kind === 'stop'),
          );
          if (kind === 'word')
            expect(word).toBe(
              found
                .toLowerCase()
                .replaceAll('’', "'")
                .replace(/'s$|'+$|-+$/, ''),
            );
          expect(traits).toBe(kind === 'word' ? traitsOf(word) : 0);
          if (kind === 'name') expect(found.length > 30 || (!first && /^\p{Lu}/u.test(found))).toBe(true);
        }
      }),
    );
  });

  test('is counted of a vocabulary as among all words', () => {
    fc.assert(
      fc.property(texts, texts, (title, text) => {
        const counts = countWording(readPieces(title, text));
        const terms = [...counts.keys(), 'saved', '# %', 'a # %'].filter((_, at) => at % 3 !== 1);
        const vocabulary = [...new Set(terms)];
        const expected = [...counts].flatMap(([term, count]) =>
          vocabulary.includes(term) ? [vocabulary.indexOf(term), count] : [],
        );
        const known = knownTermsOf(vocabulary);
        expect(countKnown(readPieces(title, text, known.knownWords), known)).toEqual(expected);
      }),
    );
  });

  test('is counted in labelled posts as among all words', () => {
    for (const { title, summary } of readLabelled()) {
      const post = { title, blocks: [{ text: summary }] };
      expect(readMarks(post, shippedWeights())).toEqual(marksOf(readText(post), shippedWeights()));
    }
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

  test('that cannot be used leaves the rules alone to go on, and says why', () => {
    const rules = loadRules();
    const learnt = readWeights('line,term,weight,usual\ntelling,PluperfectTense,1,1\n');
    const reading = parseRules(rules.text, learnt);
    if (reading.kind === 'faulty') throw new Error('the pack is sound');
    const alone = reading.rules;
    expect(alone.linesFault).toMatch(/another version: make it anew/);
    const switchedOff = rulesOfPack({ ...rules.source, lines: undefined });
    expect(classify(told, alone)).toEqual(classify(told, switchedOff));
    const kept = readMarks(told, shippedWeights());
    expect(marksFor(told, alone, kept)).toBe(kept);
    expect([rules.linesFault, switchedOff.linesFault]).toEqual([null, null]);
  });
});
