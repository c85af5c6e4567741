import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { addNote, type Act, decide, wakeSleepers } from '../../src/review/decide.ts';
import { claimNext } from '../../src/review/claim-next.ts';
import { undo } from '../../src/review/undo.ts';
import { readView } from '../../src/review/view-query.ts';
import { decisionsOf } from '../../src/store/decisions.ts';
import { candidateRow, claimOf } from '../../src/store/desk.ts';
import { raiseVersion } from '../../src/store/candidates.ts';
import type { Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import { assign } from '../../src/store/assignments.ts';
import { facetCounts, reviewIds } from '../../src/store/review-queue.ts';
import { addReviewer } from '../../src/store/reviewers.ts';
import { lay, STORY } from '../desk/desk-fixture.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const DAY = 86_400_000;
let store: Store;
let ana: number;
let ben: number;
let nonce = 0;

beforeEach(() => {
  store = begunStore(mkdtempSync(join(tmpdir(), 'lamplighter-decide-')));
  const add = (name: string) =>
    addReviewer(store, { email: `${name}@example.org`, name, role: 'reviewer', password: null, now: NOW });
  [ana, ben] = [add('Ana'), add('Ben')];
});

function order(candidateId: number, act: Act, more: Partial<Parameters<typeof decide>[1]> = {}) {
  nonce += 1;
  const versionSeen = candidateRow(store, candidateId)?.version ?? 0;
  return { candidateId, versionSeen, act, note: '', nonce: `n${nonce}`, reviewerId: ana, now: NOW, ...more };
}
const stateOf = (id: number) => candidateRow(store, id)?.state;
const dealt = (view = 'score', id = ana) =>
  reviewIds(store, readView({ view }, { id, now: NOW, strong: 99 }).filter, 9);

describe('deciding', () => {
  test('moves a candidate once for two clicks of one form, and tells a second person who was faster', () => {
    const id = lay(store);
    const accept = order(id, { kind: 'accept' });
    const byBen = order(id, { kind: 'reject', reason: 'event' }, { reviewerId: ben });
    expect(decide(store, accept)).toMatchObject({ kind: 'done' });
    expect(decide(store, accept)).toMatchObject({ kind: 'repeated' });
    expect(decide(store, byBen)).toMatchObject({
      kind: 'stale',
      by: { by: 'Ana', kind: 'accept', madeAt: NOW },
    });
    expect(decisionsOf(store, id)).toHaveLength(1);
    expect(stateOf(id)).toBe('accepted');
  });

  test('takes the second of two different buttons of one page for stale, not for a repeat', () => {
    const id = lay(store);
    const accept = order(id, { kind: 'accept' });
    decide(store, accept);
    expect(decide(store, { ...accept, act: { kind: 'second' } })).toMatchObject({ kind: 'stale' });
  });

  test('is stale without a name when the post itself changed meanwhile', () => {
    const id = lay(store);
    const accept = order(id, { kind: 'accept' });
    raiseVersion(store, candidateRow(store, id)?.postId ?? 0);
    expect(decide(store, accept)).toMatchObject({ kind: 'stale', by: undefined });
    expect(stateOf(id)).toBe('new');
  });

  test('refuses a duplicate of itself, of nothing, and of a duplicate, and a snooze into the past', () => {
    const [id, other] = [lay(store), lay(store)];
    const say = (act: Act) => {
      const decided = decide(store, order(id, act));
      return decided.kind === 'refused' ? decided.say : decided.kind;
    };
    expect(say({ kind: 'duplicate', of: id })).toContain('of itself');
    expect(say({ kind: 'duplicate', of: 999 })).toContain('no post 999');
    expect(say({ kind: 'snooze', until: NOW })).toContain('future');
    decide(store, order(other, { kind: 'duplicate', of: id }));
    expect(say({ kind: 'duplicate', of: other })).toContain('duplicate itself');
  });

  test('wakes a snoozed post when its time has come, by a record of its own', () => {
    const id = lay(store);
    decide(store, order(id, { kind: 'snooze', until: NOW + 7 * DAY }));
    expect(stateOf(id)).toBe('snoozed');
    expect(wakeSleepers(store, NOW + 7 * DAY - 1)).toBe(0);
    expect(wakeSleepers(store, NOW + 7 * DAY)).toBe(1);
    expect(stateOf(id)).toBe('new');
    expect(decisionsOf(store, id).map(({ kind, by }) => [kind, by])).toEqual([
      ['snooze', 'Ana'],
      ['wake', 'The desk'],
    ]);
  });

  test('takes the twins of a story along, and brings them back with one undo', () => {
    const id = lay(store, { blocks: STORY, title: 'Durham buys chairs' });
    const twin = lay(store, { blocks: STORY, title: 'Durham buys chairs', sourceId: 'apse-news' });
    decide(store, order(id, { kind: 'accept' }, { withTwins: true }));
    expect([stateOf(id), stateOf(twin)]).toEqual(['accepted', 'duplicate']);
    expect(undo(store, { reviewerId: ana, now: NOW, nonce: 'u1' })).toMatchObject({ kind: 'done', count: 2 });
    expect([stateOf(id), stateOf(twin)]).toEqual(['new', 'new']);
  });

  test('deals what a decision left out of its story, and brings the story together again with undo', () => {
    const id = lay(store, { blocks: STORY, title: 'Durham buys chairs' });
    const twin = lay(store, { blocks: STORY, title: 'Durham buys chairs', sourceId: 'apse-news' });
    expect(dealt()).toEqual([id]);
    expect(facetCounts(store, 'source', 9)).toEqual([{ slug: 'ashden-news', n: 1 }]);
    decide(store, order(id, { kind: 'accept' }));
    expect(facetCounts(store, 'source', 9)).toEqual([{ slug: 'apse-news', n: 1 }]);
    expect([stateOf(twin), dealt(), dealt('accepted')]).toEqual(['new', [twin], [id]]);
    decide(store, order(twin, { kind: 'reject', reason: 'no-result' }));
    expect([dealt(), dealt('accepted'), dealt('rejected')]).toEqual([[], [id], [twin]]);
    undo(store, { reviewerId: ana, now: NOW, nonce: 'u2', decisionId: decisionsOf(store, id)[0]?.id ?? 0 });
    expect([stateOf(id), dealt(), dealt('rejected')]).toEqual(['new', [id], [twin]]);
    undo(store, { reviewerId: ana, now: NOW, nonce: 'u3' });
    expect([stateOf(twin), dealt()]).toEqual(['new', [id]]);
  });

  test('deals the post that a duplicate repeats, also where it had stood behind it', () => {
    const [id, one, other] = ['ashden', 'apse-news', 'lga'].map((sourceId) =>
      lay(store, { blocks: STORY, title: 'Durham buys chairs', sourceId }),
    );
    decide(store, order(id ?? 0, { kind: 'duplicate', of: other ?? 0 }));
    expect(dealt()).toEqual([other]);
    decide(store, order(other ?? 0, { kind: 'accept' }, { withTwins: true }));
    expect([stateOf(one ?? 0), dealt(), dealt('accepted')]).toEqual(['duplicate', [], [other]]);
  });

  test('keeps what was left out of its story on the desk when its text changes', () => {
    const url = 'https://apse.org.uk/chairs';
    const title = 'Durham buys chairs';
    const id = lay(store, { blocks: STORY, title });
    const twin = lay(store, { blocks: STORY, title, sourceId: 'apse-news', url });
    decide(store, order(id, { kind: 'accept' }));
    const more = [...STORY, { kind: 'body' as const, text: 'This was added on the next day.' }];
    expect([lay(store, { blocks: more, title, sourceId: 'apse-news', url }), dealt()]).toEqual([
      twin,
      [twin],
    ]);
  });

  test('shows a twin by itself to whoever was asked to look at it, or for a second opinion on it', () => {
    lay(store, { blocks: STORY, title: 'Durham buys chairs' });
    const twin = lay(store, { blocks: STORY, title: 'Durham buys chairs', sourceId: 'apse-news' });
    assign(store, twin, { reviewerId: ben, byId: ana, at: NOW });
    expect(dealt('assigned', ben)).toEqual([twin]);
    decide(store, order(twin, { kind: 'second' }));
    expect(dealt('disagreement')).toEqual([twin]);
  });

  test('keeps a note without moving anything, and counts a correction as a change others must see', () => {
    const id = lay(store);
    const before = candidateRow(store, id)?.version;
    addNote(store, { candidateId: id, note: 'ask Durham', nonce: 'note', reviewerId: ana, now: NOW });
    expect(candidateRow(store, id)).toMatchObject({ version: before, state: 'new' });
    const facts = {
      councils: [{ code: 'LDS', name: 'Leeds City Council' }],
      topics: [],
      practices: [],
      stage: 'unknown',
      evidence: 'claimed',
    };
    decide(store, order(id, { kind: 'edit', facts }));
    expect(candidateRow(store, id)).toMatchObject({
      version: (before ?? 0) + 1,
      facts,
    });
  });

  test('never lets a decision be changed or taken away', () => {
    decide(store, order(lay(store), { kind: 'accept' }));
    expect(() => store.exec(`update decision set kind = 'reject'`)).toThrow('append-only');
    expect(() => store.exec('delete from decision')).toThrow('append-only');
  });
});

describe('undoing', () => {
  test('goes back through everything a person decided, however far, one press at a time', () => {
    const ids = Array.from({ length: 30 }, () => lay(store));
    for (const id of ids) decide(store, order(id, { kind: 'reject', reason: 'other' }));
    for (const [depth, id] of ids.toReversed().entries()) {
      undo(store, { reviewerId: ana, now: NOW, nonce: `deep${depth}` });
      expect(stateOf(id)).toBe('new');
    }
    expect(undo(store, { reviewerId: ana, now: NOW, nonce: 'none' })).toEqual({ kind: 'nothing' });
  });

  test('falls back to the decision before, and passes over what others decided on since', () => {
    const [id, own] = [lay(store), lay(store)];
    decide(store, order(own, { kind: 'accept' }));
    decide(store, order(id, { kind: 'accept' }));
    decide(store, order(id, { kind: 'reject', reason: 'guidance' }, { reviewerId: ben }));
    expect(candidateRow(store, id)?.isDisputed).toBe(true);
    expect(undo(store, { reviewerId: ana, now: NOW, nonce: 'a' })).toMatchObject({
      of: { candidateId: own },
    });
    expect(undo(store, { reviewerId: ben, now: NOW, nonce: 'b' })).toMatchObject({ of: { candidateId: id } });
    expect(stateOf(id)).toBe('accepted');
    expect(candidateRow(store, id)?.isDisputed).toBe(false);
  });

  test('will not undo beneath a later decision, and not twice for one form', () => {
    const id = lay(store);
    const first = decide(store, order(id, { kind: 'accept' }));
    decide(store, order(id, { kind: 'second' }, { reviewerId: ben }));
    const decisionId = first.kind === 'done' ? first.decisionId : 0;
    expect(undo(store, { reviewerId: ana, now: NOW, nonce: 'x', decisionId })).toMatchObject({
      kind: 'overtaken',
      by: { by: 'Ben' },
    });
    expect(undo(store, { reviewerId: ben, now: NOW, nonce: 'y' })).toMatchObject({ kind: 'done' });
    expect(undo(store, { reviewerId: ben, now: NOW, nonce: 'y' })).toEqual({ kind: 'repeated' });
  });
});

describe('dealing', () => {
  const view = readView({}, { id: 0, now: NOW, strong: 60 });

  test('gives five people five posts, each claimed for ten minutes, and frees them after', () => {
    const ids = Array.from({ length: 3 }, () => lay(store));
    const deal = (reviewerId: number, now = NOW) => claimNext(store, { view, reviewerId, now });
    expect(new Set([deal(ana), deal(ben)]).size).toBe(2);
    expect(deal(ana)).toBe(ids[0]);
    expect(claimOf(store, ids[0] ?? 0, NOW)).toMatchObject({ name: 'Ana', until: NOW + 600_000 });
    expect(deal(ben, NOW + 600_001)).toBe(ids[0]);
  });

  test('goes on behind the post in hand, and starts again at the top after the last', () => {
    const ids = Array.from({ length: 3 }, () => lay(store));
    const after = (index: number) => candidateRow(store, ids[index] ?? 0);
    expect(claimNext(store, { view, reviewerId: ana, now: NOW, after: after(0) })).toBe(ids[1]);
    expect(claimNext(store, { view, reviewerId: ana, now: NOW, after: after(2) })).toBe(ids[0]);
  });

  test('never deals what a storm holds back, nor the twin of a story whose head is dealt', () => {
    const head = lay(store, { blocks: STORY, title: 'One story' });
    lay(store, { blocks: STORY, title: 'One story', sourceId: 'apse-news' });
    const held = lay(store);
    store.sql(`update candidate set held = 'storm' where id = ?`).run(held);
    const dealt = [1, 2, 3].map(() =>
      claimNext(store, { view, reviewerId: ana, now: NOW, after: candidateRow(store, head) }),
    );
    expect(new Set(dealt)).toEqual(new Set([head]));
  });

  test('draws every fifth post from the audit sample', () => {
    const sample = lay(store, {
      origin: 'sample',
      title: 'A note on parking',
      blocks: [{ kind: 'body', text: 'Parking.' }],
    });
    for (let n = 0; n < 4; n += 1) decide(store, order(lay(store), { kind: 'accept' }));
    for (let n = 0; n < 3; n += 1) lay(store);
    expect(claimNext(store, { view, reviewerId: ana, now: NOW })).toBe(sample);
    expect(claimNext(store, { view, reviewerId: ben, now: NOW })).not.toBe(sample);
  });
});
