import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { judge, marksFor } from '../../src/classify/classify.ts';
import { loadRules, parseRules, type RuleSet, withCorrections } from '../../src/classify/rules.ts';
import { rankAnew } from '../../src/learn/rank/rank-anew.ts';
import { rankWaiting } from '../../src/rounds/upkeep/rank-waiting.ts';
import { keepMarks } from '../../src/store/marks.ts';
import type { Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import { rankCandidate } from '../../src/store/rankable.ts';
import { bodyHashOf, storedPost } from '../../src/store/posts.ts';
import { lay, STORY } from '../desk/desk-fixture.ts';

const rules = loadRules();
const BODIES = [
  'The council bought vans for £3m and saved 12% a year.',
  'You should plan your tender early, says a new guide.',
  'Residents met the mayor in the park. It rained on the contract signing.',
];
let store: Store;

beforeEach(() => {
  store = begunStore(mkdtempSync(join(tmpdir(), 'lamplighter-rank-')));
  for (let at = 0; at < 9; at += 1) {
    const text = `${BODIES[at % BODIES.length]} Story ${at}: ${'and so it went on, '.repeat(at * 3)}`;
    lay(store, { blocks: at === 8 ? STORY : [{ kind: 'body', text }], title: `Number ${at}` });
  }
  for (const postId of posts()) {
    const post = storedPost(store, postId);
    const marks = post && marksFor(post, rules);
    if (marks !== undefined) keepMarks(store, postId, bodyHashOf(store, postId) ?? '', marks);
  }
});

const posts = () =>
  store
    .sql('select id from post order by id')
    .all()
    .map(({ id }) => Number(id));
const edited = (from: RegExp, to: string): RuleSet => {
  const text = rules.text.replace(from, to);
  const reading = parseRules(text);
  if (text === rules.text || reading.kind === 'faulty') throw new Error(`no such edit: ${from}`);
  return reading.rules;
};
const heavier = edited(/(id: act\.bought\n {4}group: act\n {4}weight: )[\d.]+/, '$19.5');
const TAUGHT = {
  decisions: 40,
  terms: { '£ #': 4, you: -6 },
  hosts: { 'ashden.org': -1 },
};

/** What each candidate scores when its text is read. */
const judged = (by: RuleSet) =>
  posts().map((id) => {
    const post = storedPost(store, id);
    return post === undefined ? undefined : judge(post, by).verdict.score;
  });
const shown = () =>
  store
    .sql('select score from candidate order by post_id')
    .all()
    .map(({ score }) => Number(score));
const ranked = (by: RuleSet) => {
  const all = new Map(
    [...rankAnew(store, by)].flatMap(({ ids, tenths }) =>
      ids.map((id, at) => [id, (tenths[at] ?? 0) / 10] as const),
    ),
  );
  return store
    .sql('select id, score from candidate order by post_id')
    .all()
    .map(({ id, score }) => all.get(Number(id)) ?? Number(score));
};

const idsBy = (by: RuleSet) => [...rankAnew(store, by)].flatMap(({ ids }) => ids);

test.each([
  ['another weight', () => heavier],
  ['a learnt line that counts half', () => edited(/wording: 1,/, 'wording: 0.5,')],
  ['what decisions taught', () => withCorrections(rules, TAUGHT)],
  ['both', () => withCorrections(heavier, TAUGHT)],
])('%s gives the same scores without a text as with it', (_, by) => {
  expect(ranked(by())).toEqual(judged(by()));
  expect(ranked(by())).not.toEqual(shown());
});

/** Those that are dealt first once so many were ranked right. */
const dealtFirst = (by: RuleSet, most: number): unknown[] => {
  for (const { ids, tenths } of rankAnew(store, by, most))
    for (const [at, id] of ids.entries()) rankCandidate(store, id, (tenths[at] ?? 0) / 10);
  return store.sql('select id, score from candidate order by score desc, id limit ?').all(most);
};

test.each([
  ['weights', () => heavier],
  ['decisions', () => withCorrections(rules, TAUGHT)],
])('%s have so many of the first dealt as if all were ranked, and what stands behind is let be', (_, by) => {
  const all = new Map(posts().map((id, at) => [id, judged(by())[at] ?? 0]));
  const before = shown();
  const first = [...all].sort(([one, a], [other, b]) => b - a || one - other).slice(0, 3);
  expect(dealtFirst(by(), 3)).toEqual(first.map(([id, score]) => ({ id, score })));
  const least = first.at(-1)?.[1] ?? 0;
  const behind = shown().filter(
    (score, at) => score !== before[at] && Math.max(score, before[at] ?? 0) < least,
  );
  expect(behind.length).toBeLessThan(3);
  expect(shown()).not.toEqual([...all.values()]);
});

/** Lays the best by these rules behind all others. */
const layBehind = (by: RuleSet): number => {
  const scores = judged(by).map((score) => score ?? 0);
  const best = posts()[scores.indexOf(Math.max(...scores))] ?? 0;
  store.sql('update candidate set score = -50 where post_id = ?').run(best);
  return Number(store.sql('select id from candidate where post_id = ?').get(best)?.['id']);
};

test('tells of those that are dealt first before all others, and of none twice', () => {
  const behind = layBehind(heavier);
  const dealt = store.sql('select id from candidate order by score desc, id limit 4').all();
  const [first, ...others] = [...rankAnew(store, heavier, 4)].map(({ ids }) => ids);
  expect(dealt.map(({ id }) => id)).toEqual(expect.arrayContaining([...(first ?? [])]));
  const told = [...(first ?? []), ...others.flat()];
  expect(new Set(told).size).toBe(told.length);
  expect(first).not.toContain(behind);
  expect(others.flat()).toContain(behind);
});

test('ranks all others though one of the first holds no word', () => {
  const behind = layBehind(heavier);
  const [best] = store.sql('select post_id from candidate order by score desc, id limit 1').all();
  store.sql('update finds set counts = null where post_id = ?').run(best?.['post_id'] ?? 0);
  const told = [...rankAnew(store, heavier, 2)].map(({ ids }) => ids);
  expect(told).toHaveLength(2);
  expect(told[1]).toContain(behind);
});

test('leaves out what cannot be told without the text: a rule that looks for something else, marks that were not kept', () => {
  expect(idsBy(edited(/terms: \["procured",/, 'terms: ["procured", "rented",'))).toEqual([]);
  store.exec('delete from marks where post_id > 4');
  const ids = idsBy(withCorrections(rules, TAUGHT));
  expect(ids.length).toBeGreaterThan(0);
  expect(Math.max(...ids)).toBeLessThanOrEqual(4);
});

test('is written by a thread’s word, for what waits alone; where the thread fails all stays as it was, and is told', async () => {
  store.exec("update candidate set state = 'accepted' where id = 1");
  const told: string[] = [];
  const tools = {
    store,
    rules: heavier,
    stop: new AbortController().signal,
    log: (event: string) => void told.push(event),
  };
  const [decided] = shown();
  await rankWaiting(tools);
  expect(shown()).toEqual([decided, ...judged(heavier).slice(1)]);
  const broken = { ...tools, store: { ...store, path: '/proc/version/lamps/store.db' } };
  await rankWaiting(broken);
  expect(told).toEqual(['warn.not_ranked']);
});

test('a pack with a group for the learnt lines has nothing summed up beside them', () => {
  const post = storedPost(store, posts()[0] ?? 0);
  if (post === undefined) throw new Error('no post is stored');
  const grouped = edited(/\ngroups:\n/, '\ngroups:\n  learnt: { label: lines, cap: 3 }\n');
  expect(judge(post, grouped).finds?.besides).toBeNull();
  expect(judge(post, rules).finds?.besides?.pack).toBe(rules.hash);
});
