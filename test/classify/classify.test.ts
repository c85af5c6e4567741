import { expect, test } from 'vitest';
import { classify, fieldText, judge, judgeInSteps } from '../../src/classify/classify.ts';
import { loadRules, type RuleSet } from '../../src/classify/rules.ts';
import type { PostField } from '../../src/model/verdict.ts';
import type { Block } from '../../src/model/post.ts';
import { type PackParts, rule, rulesOf } from './packs.ts';

const rulesWith = (...lines: string[]): PackParts => ({ rules: ['rules:', ...lines].join('\n') });

function post(fields: Partial<Record<PostField, string>>) {
  const kinds = ['heading', 'lede', 'body'] as const;
  const blocks = kinds.flatMap((kind): Block[] =>
    fields[kind] === undefined ? [] : [{ kind, text: fields[kind] }],
  );
  return { url: fields.url ?? '', title: fields.title ?? '', blocks };
}

/** What a rule fires on, as text, field by field. */
function firing(fields: Partial<Record<PostField, string>>, rules: RuleSet): string[] {
  const given = post(fields);
  return classify(given, rules).hits.map(({ rule, field, points, spans }) => {
    const words = spans.map((span) => fieldText(given, field).slice(...span));
    return `${rule} ${points} ${field}: ${words.join(', ')}`;
  });
}

test('a rule scores once, where it is worth most, and shows every place there', () => {
  const fields = { title: 'Procuring buses', body: 'They procured. Procurement is procuring.' };
  expect(firing(fields, rulesOf())).toEqual(['act.buy 8 title: Procuring']);
  expect(firing({ body: fields.body }, rulesOf())).toEqual([
    'act.buy 4 body: procured, Procurement, procuring',
  ]);
});

test('points are whole tenths, rounded once, half a tenth away from nothing', () => {
  const rules = rulesOf({
    thresholds: 'thresholds: { queue: 1, strong: 2 }',
    ...rulesWith(rule('a.up', 'weight: 1.8, terms: [up]'), rule('a.down', 'weight: -1.8, terms: [down]')),
  });
  expect(firing({ lede: 'up' }, rules)).toEqual(['a.up 2.3 lede: up']);
  expect(firing({ lede: 'down' }, rules)).toEqual(['a.down -2.3 lede: down']);
});

test('a rule reads only the fields it names', () => {
  const rules = rulesOf(rulesWith(rule('a.b', 'weight: 4, terms: [bus], fields: [heading, url]')));
  expect(firing({ title: 'bus', body: 'bus' }, rules)).toEqual([]);
  expect(firing({ url: '/news/new-bus.html' }, rules)).toEqual(['a.b 2 url: bus']);
});

test.each([
  ['close enough, either way round', 'saved the town £5', ['saved', '£5']],
  ['close enough, either way round', '£5 was saved', ['£5', 'saved']],
  ['too far', 'saved in one two three £5', []],
  ['in two paragraphs', 'saved\n£5', []],
  ['over a full stop', 'saved. Then £5', ['saved', '£5']],
])('near finds two things %s: "%s"', (_, text, words) => {
  const rules = rulesOf(rulesWith(rule('a.b', 'weight: 4, near: { a: ["sav~"], b: ["£#"], within: 3 }')));
  expect(firing({ body: text }, rules)).toEqual(
    words.length === 0 ? [] : [`a.b 4 body: ${words.join(', ')}`],
  );
});

test('near in order takes only a before b, and no word stands for both', () => {
  const ordered = rulesOf(
    rulesWith(rule('a.b', 'weight: 4, near: { a: [from], b: [to], within: 3, ordered: true }')),
  );
  expect(firing({ body: 'to it from' }, ordered)).toEqual([]);
  expect(firing({ body: 'from it to' }, ordered)).toEqual(['a.b 4 body: from, to']);
  const same = rulesOf(
    rulesWith(rule('a.b', 'weight: 4, near: { a: [bus, bus stop], b: [bus], within: 3 }')),
  );
  expect(firing({ body: 'bus stop' }, same)).toEqual([]);
  expect(firing({ body: 'bus stop bus' }, same)).toEqual(['a.b 4 body: bus stop, bus']);
});

test('unless takes back a match that its words stand beside, and no other', () => {
  const rules = rulesOf(
    rulesWith(rule('a.b', 'weight: 4, terms: [council], unless: { terms: [tax, youth], within: 1 }')),
  );
  expect(firing({ body: 'council tax, youth council, council of youth' }, rules)).toEqual([]);
  expect(firing({ body: 'council tax and a new council' }, rules)).toEqual(['a.b 4 body: council']);
});

test('lists hold terms and other lists, and are used by name or among terms', () => {
  const lists = 'lists: { firms: [supplier, "@more"], more: ["bidder~"] }';
  const rules = rulesOf({
    lists,
    ...rulesWith(rule('a.b', 'weight: 4, list: firms'), rule('a.c', 'weight: 2, terms: ["@more", x]')),
  });
  expect(firing({ body: 'a supplier, two bidders' }, rules)).toEqual([
    'a.b 4 body: supplier, bidders',
    'a.c 2 body: bidders',
  ]);
});

test('the lists of the gazetteer are names of councils, other bodies and places', () => {
  const rules = rulesOf(rulesWith(rule('a.b', 'weight: 4, list: councils')));
  const fields = { body: 'In Durham County Council offices' };
  expect(firing(fields, rules)).toEqual(['a.b 4 body: Durham County Council']);
  expect(classify(post(fields), rules).councils).toEqual([
    { code: 'DUR', name: 'Durham County Council', as: 'Durham County Council', role: 'buyer' },
  ]);
});

test('a draft and a retired rule never fire; one in shadow fires for nothing', () => {
  const rules = rulesOf(
    rulesWith(
      rule('a.draft', 'weight: 4, terms: [bus], status: draft'),
      rule('a.old', 'weight: 4, terms: [bus], status: retired'),
      rule('a.shadow', 'weight: 4, terms: [bus], status: shadow'),
      rule('a.real', 'weight: 4, terms: [bus]'),
    ),
  );
  expect(firing({ body: 'bus' }, rules)).toEqual(['a.real 4 body: bus', 'a.shadow 0 body: bus']);
});

test('a group keeps to its cap: the weakest points go first, and each hit still says what it was worth', () => {
  const rules = rulesOf({
    group_cap: 'group_cap: 5',
    ...rulesWith(
      rule('a.b', 'weight: 4, terms: [bus]'),
      rule('a.c', 'weight: 2, terms: [stop]'),
      rule('a.d', 'weight: 1, terms: [go]'),
    ),
  });
  const { score, hits, caps } = classify(post({ body: 'bus stop go' }), rules);
  expect(score).toBe(5);
  expect(caps).toEqual([]);
  expect(hits.map(({ points, full }) => [points, full])).toEqual([
    [4, 4],
    [1, 2],
    [0, 1],
  ]);
});

test('a group that only takes away is bounded by its own cap', () => {
  const rules = rulesOf({
    group_cap: 'group_cap: 5',
    groups: 'groups: { act: { label: x }, not: { label: y, cap: 7 }, never: { label: z } }',
    ...rulesWith(
      rule('act.a', 'weight: 5, terms: [bus]'),
      rule('not.a', 'weight: -6, terms: [webinar]', 'not'),
      rule('not.b', 'weight: -6, terms: [join us]', 'not'),
      rule('never.a', 'weight: -8, terms: [job]', 'never'),
      rule('never.b', 'weight: -8, terms: [salary]', 'never'),
    ),
  });
  expect(classify(post({ body: 'webinar, join us' }), rules).score).toBe(-7);
  expect(classify(post({ body: 'job, salary' }), rules).score).toBe(-16);
});

const gated: PackParts = {
  thresholds: 'thresholds: { queue: 4, strong: 10 }',
  groups:
    'groups: { act: { label: x, required: true }, end: { label: y, required: true }, odd: { label: z } }',
  gates: `gates:
  - { when_missing: [act], cap: 4, say: no act }
  - { when_missing: [end], cap: 7, say: no end }`,
  ...rulesWith(
    rule('act.a', 'weight: 8, terms: [bought]'),
    rule('end.a', 'weight: 5, terms: [saved]', 'end'),
    rule('odd.a', 'weight: 6, terms: [how]', 'odd'),
    rule('odd.b', 'weight: 3, terms: [why]', 'odd'),
  ),
};

test.each([
  ['nothing is missing', 'bought saved', 13, []],
  ['a group is missing', 'bought', 7, ['no end']],
  ['the gate would lower nothing', 'how', 4, ['no act']],
  ['both are missing: each gate says so, the lowest counts', 'how why', 4, ['no end', 'no act']],
  ['the score is below every cap', 'why', 3, []],
])('gates when %s', (_, text, score, say) => {
  const verdict = classify(post({ body: text }), rulesOf(gated));
  expect(verdict.score).toBe(score);
  expect(verdict.caps.map((cap) => cap.say)).toEqual(say);
});

test('bands begin at their thresholds', () => {
  const rules = rulesOf(gated);
  const band = (text: string) => classify(post({ body: text }), rules).band;
  expect([band('why'), band('how'), band('bought saved')]).toEqual(['below', 'queue', 'strong']);
});

test('an empty post scores nothing', () => {
  expect(classify(post({}), loadRules())).toMatchObject({
    score: 0,
    band: 'below',
    hits: [],
    caps: [],
    councils: [],
  });
});

test('a verdict tells what a post is about, and by which words', () => {
  const verdict = classify(
    post({
      title: 'Kerbside recycling',
      body: 'The borough tendered its waste collection contract. Recycling rose by 12%.',
    }),
    loadRules(),
  );
  expect(verdict.topics).toContain('waste-recycling');
  expect(verdict.because['waste-recycling']).toContain('recycling');
});

test('a text that is judged in steps, with others judged between them, has the verdict that it has in one go', () => {
  const rules = loadRules();
  const [one, other] = [
    'Kent County Council awarded the contract.',
    'Leeds bought light, and saved 40%.',
  ].map((text) => post({ title: 'It bought', body: text.repeat(3), heading: 'How it was bought' }));
  if (one === undefined || other === undefined) throw new Error('two posts');
  const steps = judgeInSteps(one, rules);
  let step = steps.next();
  while (step.done !== true) {
    judge(other, rules);
    step = steps.next();
  }
  expect(step.value).toEqual(judge(one, rules));
  expect(step.value).not.toEqual(judge(other, rules));
});
