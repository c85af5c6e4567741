import { expect, test } from 'vitest';
import { saidOfPost } from '../../src/extract/dates/said-before.ts';

test.each([
  ['Contract start: 4 May 2021', true],
  ['• Contract start: 4 May 2021', true],
  ['Début du contrat : 4 mai 2021', true],
  ['4 May 2021', false],
  // As a reading that tries each way to part it would not: that takes a quarter of an hour.
  ['漢字'.repeat(100_000), false],
])(
  'a label of two words before a date says that it is of something else, however long the words are (%#)',
  (text, isIt) => {
    expect(saidOfPost(text) === '').toBe(isIt);
  },
);
