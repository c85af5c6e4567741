import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defined } from '../../src/base/defined.ts';
import { propose } from '../../src/candidates/propose.ts';
import { classify, judge, marksFor } from '../../src/classify/classify.ts';
import {
  loadRules,
  parseRules,
  type RuleSet,
  rulesOfPack,
  withCorrections,
} from '../../src/classify/rules.ts';
import { weighAnew } from '../../src/classify/weigh.ts';
import { textBlocks } from '../../src/classify/text-blocks.ts';
import { previewRules } from '../../src/learn/trial/preview.ts';
import { inTransaction, openStore, type Store } from '../../src/store/open.ts';
import { judgedPost } from '../../src/store/judged.ts';
import { storedPost } from '../../src/store/posts.ts';
import { verdictOf } from '../../src/store/verdicts.ts';
import { type Labelled, readLines } from '../classify/labelled.ts';
import { someOf } from '../some-of.ts';

const rules = loadRules();
let dataDir: string;
let store: Store;

/** Every sixth labelled post, a text of odd letters, and one without a word. */
const POSTS = [
  ...['posts', 'posts-2', 'posts-3']
    .flatMap((name) => readLines(new URL(`../labelled/${name}.jsonl`, import.meta.url)) as Labelled[])
    .filter((_, at) => at % 6 === 0)
    .map(({ title, summary }) => ({ title, text: summary })),
  {
    title: 'Le tender de l’été',
    text: 'Durham Council re­tendered its café ﬁttings: the councıl’s 12 bids were scored.',
  },
  { title: '', text: '' },
];

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-preview-'));
  store = openStore(dataDir);
  inTransaction(store, () => POSTS.forEach((post, at) => add(post, at)));
});

afterAll(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

function add({ title, text }: { title: string; text: string }, at: number): void {
  const url = `https://ashden.org/news/${at}`;
  const post = {
    ...{ url, title, blocks: textBlocks(text), canonicals: [], winners: {} },
    published: { value: null, precision: 'none' as const, origin: 'none' as const },
  };
  const origin = at % 3 === 0 ? ('hand' as const) : ('rules' as const);
  const { candidateId } = propose(store, {
    ...{
      post,
      sourceId: 'ashden-news',
      key: url,
      aliases: [],
      rulesHash: rules.hash,
      origin,
      held: null,
      now: 1,
    },
    ...judge(post, rules),
    ...defined({ marks: marksFor(post, rules) }),
  });
  const state = at % 2 === 0 ? 'accepted' : 'rejected';
  if (candidateId !== null && at % 5 === 0)
    store.sql('update candidate set state = ? where id = ?').run(state, candidateId);
}

function edited(from: RegExp | string, to: string): RuleSet {
  const text = rules.text.replace(from, to);
  if (text === rules.text) throw new Error(`the pack has no ${from}`);
  const reading = parseRules(text);
  if (reading.kind === 'faulty') throw new Error(reading.faults[0]?.say);
  return reading.rules;
}

const THRESHOLDS = /^thresholds: .*$/m;

const EDITS: readonly (readonly [say: string, next: () => RuleSet])[] = [
  ['a weight', () => edited(/(id: act\.bought\s+group: act\s+weight: )[\d.]+/, '$10.4')],
  ['the line', () => edited(THRESHOLDS, 'thresholds: { queue: 4, strong: 30 }')],
  ['the cap of a group', () => edited('cap: 6 }', 'cap: 1 }')],
  ['a gate less', () => edited('{ when_missing: [act],  cap: 0', '{ when_missing: [act],  cap: 12')],
  ['how dense a find must stand', () => edited(/^density: \{.*?\}/m, 'density: { words: 20, half: 3 }')],
  ['a learnt line switched off', () => edited(/telling: [\d.]+/, 'telling: 0')],
  ['a learnt line that counts half', () => edited(/wording: [\d.]+/, 'wording: 0.3')],
  [
    'a rule that goes into shadow',
    () => edited(/(id: outcome\.number\s+group: outcome\s+weight: [\d.]+)/, '$1\n    status: shadow'),
  ],
  [
    'terms that come',
    () => edited('terms: ["procured",', 'terms: ["procured", "the council", "launch~", "café",'),
  ],
  [
    'terms that go',
    () => edited('["# bids", "# bidders", "# tenders", "# proposals", "bidder", "bidders",', '["# bids",'),
  ],
  ['a pair with a wider reach', () => edited('b: ["@bought"], within: 3', 'b: ["@bought"], within: 12')],
  [
    'scarce words that are not scarce any more',
    () => edited('also: [act.spent, act.things]', 'also: [act.spent]'),
  ],
  ['a term of a rule about scarce words', () => edited('terms: ["@trade"]', 'terms: ["residents"]')],
  ['a list that other rules use', () => edited('"consortium", "procurement team", "team"]', '"residents"]')],
  [
    'names that are not looked for',
    () => edited('list: ["councils", "public-bodies", "places"]', 'list: ["places"]'),
  ],
  ['a word against that all say', () => edited(/(id: not\.guidance[\s\S]*?terms: \[)/, '$1"the", ')],
  ['another exception of a stem', () => edited('sav~: ["savable"]', 'sav~: ["savable", "saved", "savings"]')],
];

it.each(someOf(EDITS, 3))(
  '%s: the posts that a whole reading moves, with its scores, and no others',
  (_, make) => {
    const next = make();
    const wanted = POSTS.flatMap((_, at) => {
      const post = storedPost(store, at + 1);
      if (post === undefined) return [];
      const [before, after] = [verdictOf(store, post.id), classify(post, next)];
      if ((before.band === 'below') === (after.band === 'below')) return [];
      return [{ id: post.id, score: after.score, band: after.band }];
    });
    const { lost, gained, read } = previewRules(store, { next, inForce: rules.source });
    const found = [...lost, ...gained].map(({ postId, after }) => ({ id: postId, ...after }));
    expect(found.toSorted((one, other) => one.id - other.id)).toEqual(wanted);
    expect(read).toBe(POSTS.length);
    expect(read).toBeGreaterThan(40);
  },
);

it.each(someOf(EDITS, 3))(
  '%s: what is kept gives the verdict that a whole reading gives, letter by letter',
  (_, make) => {
    for (const next of [make(), withCorrections(make(), TAUGHT)])
      for (const [id, weighed] of weighedAnew(next)) {
        const post = storedPost(store, id);
        expect(weighed).toEqual(post && judge(post, next));
      }
  },
);

it('needs no text for another weight, line, cap or gate, nor for what decisions taught', () => {
  const count = (next: RuleSet) => weighedAnew(next).length;
  for (const [, make] of EDITS.slice(0, 8)) expect(count(withCorrections(make(), TAUGHT))).toBe(POSTS.length);
  for (const say of ['terms that come', 'names that are not looked for'])
    expect(count(EDITS.find(([said]) => said === say)?.[1]() ?? rules)).toBe(0);
});

it('asks the text where a rule counts in a title that it did not count in, and where another program read it', () => {
  const titled = rules.source.rules.map((rule) => ({ ...rule, title: 3 }));
  const found = weighedAnew(rulesOfPack({ ...rules.source, rules: titled })).length;
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(POSTS.length);
  expect(weighedAnew({ ...rules, edition: { ...rules.edition, reader: 'another' } })).toEqual([]);
});

const TAUGHT = {
  decisions: 20,
  terms: { contract: 1.5, council: -2, guide: 3 },
  hosts: { 'ashden.org': 0.7 },
};

function weighedAnew(next: RuleSet) {
  return POSTS.flatMap((_, at) => {
    const judged = judgedPost(store, at + 1, next.edition);
    const weighed = judged && weighAnew(judged, next);
    return weighed ? [[at + 1, weighed] as const] : [];
  });
}

it('reads no text again for another weight, and few for another term', () => {
  const weigh = (next: RuleSet) => previewRules(store, { next, inForce: rules.source }).reread;
  expect(weigh(edited(/(id: act\.bought\s+group: act\s+weight: )[\d.]+/, '$10.4'))).toBe(0);
  expect(weigh(edited('terms: ["procured",', 'terms: ["procured", "rented",'))).toBeLessThan(
    POSTS.length / 2,
  );
});

it('names accepted posts first, counts all that move, and lists as many as it is asked for', () => {
  const next = edited(THRESHOLDS, 'thresholds: { queue: 14, strong: 30 }');
  const all = previewRules(store, { next, inForce: rules.source });
  const few = previewRules(store, { next, inForce: rules.source }, { most: 2 });
  const said = all.lost.map((post) => post.said);
  expect(said.slice(0, all.counts.lost.accepted).every((one) => one === 'accepted')).toBe(true);
  expect(all.counts.lost.accepted).toBeGreaterThan(0);
  expect(few.lost).toEqual(all.lost.slice(0, 2));
  expect(few.counts).toEqual(all.counts);
});

it('judges a post anew of which nothing is on record', () => {
  const next = edited(THRESHOLDS, 'thresholds: { queue: 14, strong: 30 }');
  const before = previewRules(store, { next, inForce: rules.source });
  store.exec('delete from finds where post_id % 2 = 0');
  const after = previewRules(store, { next, inForce: rules.source });
  expect(after.lost).toEqual(before.lost);
  expect(after.reread).toBeGreaterThan(before.reread);
});
