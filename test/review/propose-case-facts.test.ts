import { describe, expect, test } from 'vitest';
import { proposeCaseFacts } from '../../src/review/propose-case-facts.ts';

const STORY = `Leeds City Council needed new vans. In March 2023 it ran a further competition under a framework agreement.
A seven-year contract worth £4.2 million was awarded to Green Wheels Ltd, starting in September 2023.
Emissions fell by 38% in the first year. Ask procurement@leeds.example for the papers, or jane.doe@leeds.example at home.`;

describe('the facts of a case', () => {
  test('are proposed from the text, each with its sentence', () => {
    const { facts, places } = proposeCaseFacts(STORY, 'Emissions fell by 38% in the first year.');
    expect(facts).toEqual({
      cost: {
        amount: 4_200_000,
        currency: 'GBP',
        say: 'A seven-year contract worth £4.2 million was awarded to Green Wheels Ltd, starting in September 2023.',
      },
      result: { say: 'Emissions fell by 38% in the first year.', value: 38, unit: '%' },
      route: 'framework',
      supplier: 'Green Wheels Ltd',
      starts: '2023-09',
      months: 84,
      contact: 'procurement@leeds.example',
    });
    expect(places.route).toBe('In March 2023 it ran a further competition under a framework agreement.');
    expect(Object.keys(places).sort()).toEqual(Object.keys(facts).sort());
  });

  test.each([
    ['a saving is a result and no cost', 'It saved £2 million.', { result: { value: 2_000_000, unit: '£' } }],
    [
      'a year is no number of anything',
      'Since 2019 waste fell by 12 tonnes.',
      { result: { value: 12, unit: 'tonnes' } },
    ],
    ['a term in months', 'They signed an 18 month contract.', { months: 18 }],
    ['a day', 'The service started on 4 July 2022.', { starts: '2022-07-04' }],
    ['a direct award', 'It was directly awarded.', { route: 'direct' }],
    [
      'a sum that is more than so much is a cost',
      'The vans cost more than £3 million.',
      { cost: { amount: 3e6 } },
    ],
    [
      'a bound, and then a cost',
      'Contracts over £5,000 are listed. The vans cost £3 million.',
      { cost: { amount: 3e6 } },
    ],
    ['quotes', 'Officers asked for three quotes.', { route: 'below-threshold' }],
  ])('%s', (_what, text, expected) => {
    const { facts } = proposeCaseFacts(text, text);
    expect(facts).toMatchObject(expected);
  });

  test.each([
    ['supplier', 'The work was awarded to Kent County Council.'],
    ['contact', 'Write to j.smith@kent.example.'],
    ['cost', 'It cut costs by £3 million.'],
    ['starts', 'They meet from 9 to 5.'],
    ['cost', 'For contracts above £100,000 the answer carries 10 per cent of the marks.'],
    ['cost', 'Officers ask for three quotes for any order of more than £5,000.'],
  ])('name no %s in “%s”', (name, text) => {
    expect(Object.keys(proposeCaseFacts(text, '').facts)).not.toContain(name);
  });

  test.each([
    'For contracts above £100,000 the answer carries 10 per cent of the marks.',
    'Bids were scored with a 20% weighting for social value.',
    'A weighting of 30% went to quality.',
  ])('how bids were to be judged is no result: “%s”', (sentence) => {
    expect(proposeCaseFacts('', sentence).facts.result).toBeUndefined();
  });

  test('a sentence says the cost or the result, or both where it counts something else', () => {
    const cost = 'The contract was worth £3 million.';
    expect(proposeCaseFacts(cost, cost).facts).toMatchObject({ cost: { amount: 3e6 } });
    expect(proposeCaseFacts(cost, cost).facts.result).toBeUndefined();
    const both = 'The contract of £3 million cut emissions by 38%.';
    expect(proposeCaseFacts(both, both).facts).toMatchObject({
      cost: { amount: 3e6 },
      result: { value: 38 },
    });
    const scored = 'Of all pupils 95% gave it the best score.';
    expect(proposeCaseFacts('', scored).facts.result).toMatchObject({ value: 95, unit: '%' });
  });

  test('of an empty text are none, and a long one is read in bounded time', () => {
    expect(proposeCaseFacts('', '')).toEqual({ facts: {}, places: {} });
    const long = `${'awarded a a a a a a a a a a a to '.repeat(20_000)} contract with A b C d`;
    expect(proposeCaseFacts(long, '').facts.supplier).toBeUndefined();
  });
});
