import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberIn, numberOf, spell } from '../../src/classify/pack/spellings.ts';
import { unitsOf } from '../../src/classify/pack/draft.ts';

/** Few letters, so that words begin, end and are left alike; é is no ASCII. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'z', '0', '9', "'", '-', 'é'), maxLength: 6 });

test('each word has its number, and what is no word has none', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { maxLength: 40 }),
      fc.array(word, { maxLength: 20 }),
      (words, asked) => {
        const spellings = spell(words);
        for (const one of [...words, ...asked]) {
          const number = one === '' ? 0 : Math.max(0, words.indexOf(one));
          expect(numberOf(spellings, one)).toBe(number);
          const isPlain = !one.includes('é');
          expect(numberIn(spellings, unitsOf(`a ${one}b`), 2, 2 + one.length)).toBe(isPlain ? number : 0);
        }
      },
    ),
  );
});

test('thousands of words take room in proportion', () => {
  const words = Array.from({ length: 20_001 }, (_, number) => (number === 0 ? '' : number.toString(36)));
  const { cells, numbers } = spell(words);
  expect(cells.length / 2).toBeLessThan(1.5 * words.length);
  expect(numbers).toHaveLength(cells.length / 2);
});
