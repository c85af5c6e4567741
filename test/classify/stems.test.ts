import { expect, test } from 'vitest';
import { formsOf } from '../../src/classify/stems.ts';

test.each([
  ['sav', ['save', 'saves', 'saved', 'saving', 'savings'], ['savour', 'savage', 'savvy', 'savannah']],
  ['cut', ['cut', 'cuts', 'cutting', 'cutter'], ['cutlery', 'cutlass']],
  ['procure', ['procure', 'procured', 'procuring', 'procurement', 'procurements'], ['procurator']],
  ['reduc', ['reduce', 'reduced', 'reducing', 'reduction', 'reductions'], ['reduct', 'reductio']],
  [
    'supply',
    ['supply', 'supplies', 'supplied', 'supplier', 'suppliers', 'supplying'],
    ['supple', 'supplement'],
  ],
  ['supplier', ['supplier', 'suppliers'], ['supply']],
  ['bid', ['bid', 'bids', 'bidder', 'bidders', 'bidding'], ['bidet']],
  ['specif', ['specify', 'specified', 'specifies', 'specification'], ['specific']],
  [
    'invest',
    ['invest', 'invested', 'investing', 'investment', 'investments', 'investor'],
    ['investigate', 'investiture'],
  ],
  ['tonne', ['tonne', 'tonnes', 'tons', 'tco2e'], ['tonnage']],
])('%s~ takes its forms and nothing that merely begins alike', (stem, taken, left) => {
  const forms = formsOf(stem);
  expect(taken.filter((word) => !forms.includes(word))).toEqual([]);
  expect(left.filter((word) => forms.includes(word))).toEqual([]);
});

test('exceptions are left out', () => {
  expect(formsOf('creat', new Set(['creature', 'creatives']))).not.toContain('creatives');
});

test('a stem of two letters has no forms', () => {
  expect(formsOf('us')).toEqual([]);
});
