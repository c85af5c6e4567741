import { expect, test } from 'vitest';
import { leadFact } from '../../src/site/cards.ts';

test('a card says a sentence once that tells both what came of it and what it cost', () => {
  const say = 'The vans cost £3 million and saved £1 million a year.';
  const cost = { amount: 3e6, currency: 'GBP', say } as const;
  expect(leadFact({ facts: { result: { say }, cost } })).toBe(say);
  expect(leadFact({ facts: { result: { say: 'Saved a third' }, cost: { ...cost, say: '£3m' } } })).toBe(
    'Saved a third · £3m',
  );
  // A long sentence is kept at two lengths: whole as the result, and as far as a place goes as the cost.
  const long = `The vans ${'and all that belongs to them '.repeat(20)}cost £3 million`;
  const cut = { ...cost, say: `${long.slice(0, 300)}…` };
  expect(leadFact({ facts: { result: { say: long }, cost: cut } })).not.toContain('·');
  expect(leadFact({ facts: {} })).toBe('');
});
