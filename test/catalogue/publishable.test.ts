import { expect, test } from 'vitest';
import { readPublishable } from '../../src/catalogue/publishable.ts';
import { acceptedCandidate, freshStore } from './fixtures.ts';

test('what spoke for a post is rules, the weightiest first, and neither what speaks against it nor what was learnt', () => {
  const store = freshStore();
  const hits = [
    { rule: 'body.named', points: 2 },
    { rule: 'learnt.wording', group: 'learnt', points: 9 },
    { rule: 'not.event', points: -5 },
    { rule: 'act.procure', points: 4 },
  ];
  expect(readPublishable(store, acceptedCandidate(store, { hits }))?.why).toEqual([
    'act.procure',
    'body.named',
  ]);
});
