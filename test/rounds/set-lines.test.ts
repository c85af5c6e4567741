import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { layOnDesk } from '../../src/candidates/lay-on-desk.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { drawAudits } from '../../src/rounds/upkeep/draw-audits.ts';
import { setLines } from '../../src/rounds/upkeep/set-lines.ts';
import { sketchOf } from '../../src/model/likeness.ts';
import { postText } from '../../src/model/post.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import { storedPost } from '../../src/store/posts.ts';
import { dropLinesBut, lineOfSource } from '../../src/store/source-lines.ts';
import { verdictOf } from '../../src/store/verdicts.ts';
import { lay } from '../desk/desk-fixture.ts';

let store: Store;
let read: number;
const rules = loadRules();
const { queue } = rules.thresholds;
const tools = (hash = rules.hash) => ({
  store,
  rulesHash: hash,
  now: () => 7,
  get rules() {
    read += 1;
    return rules;
  },
});

beforeEach(() => {
  store = begunStore(mkdtempSync(join(tmpdir(), 'lamplighter-lines-')));
  // Posts are taken off the desk again here, which nothing of ours does.
  store.exec('pragma foreign_keys = off');
  read = 0;
});

/** Posts of the fixture's source with a score each, on the desk in a state; without a state they never came there. */
function posts(state: 'accepted' | 'rejected' | undefined, times: number, ...scores: readonly number[]) {
  for (let at = 0; at < times; at += 1)
    for (const score of scores) {
      const id = lay(store);
      const post = Number(store.sql('select post_id from candidate where id = ?').get(id)?.['post_id']);
      setScore(post, score);
      if (state === undefined) store.sql('delete from candidate where id = ?').run(id);
      else store.sql('update candidate set state = ? where id = ?').run(state, id);
    }
}

function setScore(postId: number, score: number, caps: Verdict['caps'] = []): void {
  const band = score < queue ? 'below' : 'queue';
  const verdict = JSON.stringify({ ...verdictOf(store, postId), score, band, caps });
  store
    .sql('update classification set score = ?, band = ?, verdict = ? where post_id = ?')
    .run(score, band, verdict, postId);
}

const sourceOf = (postId = 1) => storedPost(store, postId)?.sourceId ?? '';
const onDesk = () => Number(store.sql('select count(*) as n from candidate').get()?.['n']);

test('leaves the pack line alone while little was decided, and reads no rules for that', () => {
  posts('rejected', 19, 1);
  setLines(tools());
  expect(lineOfSource(store, sourceOf(), queue)).toBe(queue);
  expect(read).toBe(0);
});

test('keeps new posts off the desk that stand where hardly any was accepted, and takes none away', () => {
  posts('accepted', 4, 9, 11);
  posts('rejected', 12, 0.5, 1, 1.5);
  const before = onDesk();
  setLines(tools());
  expect(lineOfSource(store, sourceOf(), queue)).toBeGreaterThan(1.5);
  expect(onDesk()).toBe(before);
  posts(undefined, 1, 1, 6);
  const [low, high] = store
    .sql('select id from post order by id desc limit 2')
    .all()
    .map(({ id }) => Number(id))
    .toReversed();
  expect([low, high].map((id) => laid(id ?? 0))).toEqual([false, true]);
});

test('lays on the desk what stands above a line that fell, but for what a gate holds', () => {
  posts('accepted', 8, 0.5, 1, 3, 9);
  posts('rejected', 1, 0.5);
  posts(undefined, 1, -0.5, 0, -20);
  const held = store.sql('select post_id from classification where score = 0').get();
  setScore(Number(held?.['post_id']), 0, [{ say: 'no buying step described', cap: 0 }]);
  const before = onDesk();
  setLines(tools());
  expect(lineOfSource(store, sourceOf(), queue)).toBeLessThan(-0.5);
  expect(onDesk()).toBe(before + 1);
});

test('is worked out anew for other rules or more decisions, and only then', () => {
  posts('rejected', 20, 1, 2);
  setLines(tools());
  setLines(tools());
  expect(read).toBe(1);
  setLines(tools('other'));
  posts('accepted', 1, 1);
  setLines(tools('other'));
  expect(read).toBe(3);
  expect(lineOfSource(store, sourceOf(), queue)).toBeLessThanOrEqual(1);
});

test('is forgotten where the pack has another line', () => {
  posts('rejected', 20, 1, 2);
  setLines(tools());
  dropLinesBut(store, queue);
  expect(lineOfSource(store, sourceOf(), queue)).toBeGreaterThan(2.5);
  dropLinesBut(store, queue + 1);
  expect(lineOfSource(store, sourceOf(), queue)).toBe(queue);
});

test('has audits drawn from below it, where the pack would have laid them on the desk', () => {
  posts('rejected', 20, 1, 2);
  posts(undefined, 1, 2, 40);
  store
    .sql(
      `insert into decision (candidate_id, kind, reviewer, version_seen, body_seen, made_at)
       select id, 'reject', 'desk', 1, 'x', 5 from candidate`,
    )
    .run();
  expect(drawAudits(tools(), () => 0)).toBe(0);
  setLines(tools());
  expect(drawAudits(tools(), () => 0)).toBe(1);
});

function laid(postId: number): boolean {
  const post = storedPost(store, postId);
  if (post === undefined) return false;
  const verdict = verdictOf(store, postId);
  return layOnDesk(
    store,
    { postId, sketch: () => sketchOf(postText(post)), verdict, origin: 'rules', held: null, now: 8 },
    false,
  ).isNewCandidate;
}
