import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hit, Verdict } from '../../src/model/verdict.ts';
import { addCandidate } from '../../src/store/candidates.ts';
import { type Store } from '../../src/store/open.ts';
import { keepVerdict, verdictOf } from '../../src/store/verdicts.ts';
import { acceptedCandidate, freshStore, NOON } from '../catalogue/fixtures.ts';

let store: Store;
beforeEach(() => {
  store = freshStore();
});
afterEach(() => store.close());

const hit = (group: string, more: Partial<Hit> = {}): Hit => ({
  ...{ rule: `${group}.x`, group, points: 2, full: 2, field: 'body', spans: [], ...more },
});
const council = (code: string, role: 'buyer' | 'named') => ({ code, name: code, as: code, role });

/** What the store itself makes of a candidate that comes without a place is what it was always made of one. */
test.each<[string, Partial<Verdict>]>([
  ['of nothing', { hits: [], councils: [], topics: [], practices: [] }],
  ['of all', { hits: [hit('body'), hit('act'), hit('outcome')] }],
  ['of a hint, which is an act', { hits: [hit('hint')] }],
  ['of an address, which tells nothing', { hits: [hit('body', { field: 'url' }), hit('outcome')] }],
  ['of what speaks against it', { hits: [hit('act', { points: -3, full: -3 })] }],
  ['of what a gate took all points from', { hits: [hit('body', { points: 0 }), hit('act', { full: 0 })] }],
  [
    'of the same twice',
    { topics: ['waste', 'waste'], councils: [council('A', 'buyer'), council('A', 'buyer')] },
  ],
  ['of who is merely named', { councils: [council('A', 'named'), council('B', 'buyer')] }],
])('a candidate with a verdict %s bears the labels that the store would give it', (_, of) => {
  acceptedCandidate(store);
  const verdict = { ...verdictOf(store, 1), ...of };
  const add = (told: { readonly verdict?: Verdict }): unknown[] => {
    store.sql('delete from candidate_label').run();
    store.sql('delete from candidate').run();
    keepVerdict(store, { ...{ postId: 1, rulesHash: 'r', bodyHash: 'h', finds: null }, verdict }, NOON);
    addCandidate(store, { ...{ postId: 1, origin: 'rules', held: null, at: NOON }, ...told });
    const place = store.sql('select score, source_id, published, version from candidate').all();
    return [...place, ...store.sql('select * from candidate_label order by kind, slug').all()];
  };
  expect(add({ verdict })).toEqual(add({}));
});

test('a post is laid on the desk once, whoever lays it there', () => {
  const id = acceptedCandidate(store);
  const again = { postId: 1, origin: 'hand', held: null, at: NOON } as const;
  expect(addCandidate(store, { ...again, verdict: verdictOf(store, 1) })).toEqual({ id, isNew: false });
  expect(addCandidate(store, again)).toEqual({ id, isNew: false });
});
