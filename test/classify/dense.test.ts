import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import type { RuleSet } from '../../src/classify/rules.ts';
import { faultsOf, packText, rule, rulesOf } from './packs.ts';

const dense = (rules: readonly string[], parts = {}) =>
  rulesOf({
    head: 'version: 1\npack: dense\nlanguage: en\ndensity: { words: 60, half: 1 }',
    thresholds: 'thresholds: { queue: 1, strong: 2 }',
    fields: 'fields: { title: 1, heading: 1, lede: 1, body: 1, url: 0 }',
    groups:
      'groups: { act: { label: an act }, not: { label: something else }, lacks: { label: too little } }',
    rules: ['rules:', ...rules].join('\n'),
    ...parts,
  });
const bought = rule('act.bought', 'weight: 10, title: 3, terms: [bought]');
const event = rule('not.event', 'weight: -2, title: -1, terms: [webinar]', 'not');
const post = (title: string, body: string) => ({
  url: '',
  title,
  blocks: [{ kind: 'body' as const, text: body }],
});
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
const points = (rules: RuleSet, title: string, body: string) =>
  classify(post(title, body), rules).hits.map((hit) => `${hit.rule} ${hit.field} ${hit.points}`);

describe('a pack that scores by density', () => {
  test('gives half of the weight to one find in as many words as it says, less as the text grows', () => {
    const rules = dense([bought]);
    expect(points(rules, '', `It bought ${words(38)}`)).toEqual(['act.bought body 5']);
    expect(points(rules, '', `It bought ${words(218)}`)).toEqual(['act.bought body 3.3']);
  });

  test('gives less for each further find', () => {
    const rules = dense([bought]);
    expect(points(rules, '', `bought bought bought ${words(37)}`)).toEqual(['act.bought body 7.5']);
  });

  test('counts the title apart', () => {
    expect(points(dense([bought]), 'It bought', `It bought ${words(38)}`)).toEqual([
      'act.bought body 5',
      'act.bought title 3',
    ]);
  });

  test('takes points by how little was found of what it lacks', () => {
    const lacks = rule('lacks.act', 'weight: -6, lacks: { groups: [act], points: 10 }', 'lacks');
    const rules = dense([bought, lacks]);
    expect(points(rules, '', words(40))).toEqual(['lacks.act body -6']);
    expect(points(rules, '', `It bought ${words(38)}`)).toEqual(['act.bought body 5', 'lacks.act body -3']);
  });

  test('takes points by how little rules earned, title and text together, as far as the length says', () => {
    const lacks = rule(
      'lacks.buying',
      'weight: -6, lacks: { rules: [act.bought], points: 5 }, length: [[40, 0], [640, 1]]',
      'lacks',
    );
    const taken = (title: string, body: string) =>
      points(dense([bought, lacks]), title, body).filter((hit) => hit.startsWith('lacks'));
    expect(taken('', words(40))).toEqual([]);
    expect(taken('', words(160))).toEqual(['lacks.buying body -3']);
    expect(taken('', words(640))).toEqual(['lacks.buying body -6']);
    expect(taken('It bought', words(640))).toEqual(['lacks.buying body -2.4']);
    expect(taken('It bought', `${'bought '.repeat(20)}${words(620)}`)).toEqual([]);
  });

  test('takes points for scarce words the longer a text is, none where there are enough or the text is short', () => {
    const scarce = rule(
      'lacks.trade',
      'weight: -6, scarce: { from: 60, to: 600, also: [act.bought] }, terms: [tender]',
      'lacks',
    );
    const rules = dense([bought, scarce]);
    const taken = (body: string) => points(rules, '', body).filter((hit) => hit.startsWith('lacks'));
    expect(taken(words(50))).toEqual([]);
    expect(taken(words(600))).toEqual(['lacks.trade body -6']);
    expect(taken(words(5000))).toEqual(['lacks.trade body -6']);
    expect(taken(words(190))).toEqual(['lacks.trade body -3']);
    expect(taken(`tender ${words(599)}`)).toEqual(['lacks.trade body -4.3']);
    expect(taken(`bought ${words(599)}`)).toEqual(['lacks.trade body -4.3']);
    expect(taken(`${'tender '.repeat(4)}${words(596)}`)).toEqual([]);
    expect(taken(`${'tender '.repeat(4)}${words(4996)}`)).toEqual(['lacks.trade body -5.2']);
  });

  test('takes points for a length, between two lengths by their logarithm', () => {
    const usual = rule('length.usual', 'weight: -8, length: [[10, 0], [90, 1], [810, 0.5]]', 'lacks');
    const taken = (count: number) => points(dense([bought, usual]), '', words(count));
    expect(taken(5)).toEqual([]);
    expect(taken(10)).toEqual([]);
    expect(taken(30)).toEqual(['length.usual body -4']);
    expect(taken(90)).toEqual(['length.usual body -8']);
    expect(taken(270)).toEqual(['length.usual body -6']);
    expect(taken(9000)).toEqual(['length.usual body -4']);
  });

  test('takes points where many are named and none stands out, as far as the length says', () => {
    const one = rule(
      'lacks.one',
      'weight: -4, names: { many: 0.1, one: 0.3 }, length: [[20, 0], [80, 1]]',
      'lacks',
    );
    const taken = (times: number, names: number, count: number) =>
      points(
        dense([bought, one]),
        '',
        `so ${'Anna '.repeat(times)}${Array.from({ length: names - times }, (_, at) => `Name${'x'.repeat(at)}`).join(' ')} ${words(count - names - 1)}`,
      );
    expect(taken(1, 10, 80)).toEqual(['lacks.one body -4']);
    expect(taken(2, 10, 80)).toEqual(['lacks.one body -2']);
    expect(taken(3, 10, 80)).toEqual([]);
    expect(taken(1, 10, 40)).toEqual(['lacks.one body -2']);
    expect(taken(1, 10, 20)).toEqual([]);
    expect(taken(1, 7, 80)).toEqual([]);
  });

  test('asks more of words that stand everywhere, where a rule says so', () => {
    const was = rule('told.was', 'weight: 10, half: 3, terms: [was]');
    expect(points(dense([was]), '', `It was ${words(38)}`)).toEqual(['told.was body 2.5']);
  });

  test('closes a gate at a type in the title, and one in the opening unless the act is done', () => {
    const gates = 'gates: [{ when_title: [not.event], cap: 1, say: an event }]';
    const opening = 'gates: [{ when_opening: [not.event], unless: [act.bought], cap: 1, say: an event }]';
    const score = (rules: RuleSet, title: string) => classify(post(title, 'It bought'), rules).score;
    expect(score(dense([bought, event], { gates }), 'A webinar')).toBe(1);
    expect(score(dense([bought, event], { gates: opening }), 'A webinar')).toBeGreaterThan(2);
    expect(score(dense([bought, event], { gates }), 'A van')).toBeGreaterThan(2);
  });

  test('closes a gate at what stands so often in a text, however long, and not at less or at the title', () => {
    const seconded = rule('page.minutes', 'weight: -1, terms: [seconded]', 'page');
    const gates = (unless = '') =>
      dense([bought, seconded], {
        groups: 'groups: { act: { label: an act }, page: { label: a page } }',
        gates: `gates: [{ when_often: [page.minutes], times: 3, ${unless}cap: 1, say: minutes }]`,
      });
    const capped = (rules: RuleSet, body: string, title = 'It bought') =>
      classify(post(title, body), rules).caps.length > 0;
    const often = `It bought vans. ${`Seconded. ${words(30)}. `.repeat(3)}`;
    expect(capped(gates(), often)).toBe(true);
    expect(capped(gates(), 'It bought vans. Seconded. Seconded.', 'It bought, seconded')).toBe(false);
    expect(capped(gates('unless: [act.bought], '), often)).toBe(false);
  });

  test('closes a gate where its rules earn too little together, whatever others earn', () => {
    const [let_, told] = [
      rule('act.let', 'weight: 4, terms: [let]'),
      rule('act.told', 'weight: 9, terms: [told]'),
    ];
    const rules = dense([bought, let_, told], {
      gates:
        'gates: [{ when_little: { rules: [act.bought, act.let], points: 5 }, from_words: 4, cap: 0, say: little }]',
    });
    const score = (body: string) => classify(post('', body), rules).score;
    expect(score(`It told told told ${words(36)}`)).toBe(0);
    expect(score(`It let it, told ${words(36)}`)).toBe(0);
    expect(score(`It bought it, told ${words(20)}`)).toBeGreaterThan(5);
    expect(score('It told')).toBeGreaterThan(5);
  });

  test('closes a gate where none of its rules is found, only before texts as long as it says, and may keep from strong alone', () => {
    const saved = rule('outcome.saved', 'weight: 1, terms: [saved]');
    const gate = (parts: string) =>
      dense([bought, saved], { gates: `gates: [{ when_none: [outcome.saved], ${parts}, say: no result }]` });
    const judged = (rules: RuleSet, body: string) => {
      const { score, band, caps } = classify(post('It bought', body), rules);
      return { score, band, caps: caps.length };
    };
    const held = gate('cap: queue');
    expect(judged(held, 'It bought vans')).toEqual({ score: 1.9, band: 'queue', caps: 1 });
    expect(judged(held, 'It bought vans and saved')).toMatchObject({ band: 'strong', caps: 0 });
    const long = gate('from_words: 40, cap: 0');
    expect(judged(long, `It bought ${words(37)}`)).toMatchObject({ band: 'strong', caps: 0 });
    expect(judged(long, `It bought ${words(38)}`)).toEqual({ score: 0, band: 'below', caps: 1 });
  });
});

describe('faults of such a pack', () => {
  const say = (parts: Parameters<typeof packText>[0]) => faultsOf(packText(parts)).map((fault) => fault.say);

  test('a gate that can never close, or names a rule that is not there', () => {
    expect(say({ gates: 'gates: [{ cap: 1, say: never }]' })).toEqual([
      'can never close: it has none of "when_missing", "when_title", "when_opening", "when_often", "when_none", "when_little"',
    ]);
    expect(say({ gates: 'gates: [{ when_title: [not.gone], cap: 1, say: gone }]' })).toEqual([
      'there is no rule "not.gone"',
    ]);
    for (const asks of ['when_none: [act.gone]', 'when_little: { rules: [act.gone], points: 1 }'])
      expect(say({ gates: `gates: [{ ${asks}, cap: queue, say: gone }]` })).toEqual([
        'there is no rule "act.gone"',
      ]);
  });

  test('"lacks" without density, of nothing, or of a group or rule that is not there', () => {
    const lacks = (keys: string) =>
      `rules:\n${rule('act.buy', 'weight: 4, terms: [a]')}\n${rule('act.none', `weight: -6, lacks: { ${keys}points: 10 }`)}`;
    expect(say({ rules: lacks('groups: [act], ') })).toEqual([
      '"lacks" needs a pack that scores by "density"',
    ]);
    const head = 'version: 1\npack: dense\nlanguage: en\ndensity: { words: 60, half: 1 }';
    expect(say({ head, rules: lacks('groups: [gone], ') })).toEqual(['there is no group "gone"']);
    expect(say({ head, rules: lacks('rules: [act.gone], ') })).toEqual(['there is no rule "act.gone"']);
    expect(say({ head, rules: lacks('') })).toEqual(['"lacks" needs "groups" or "rules"']);
  });
});

test('"scarce", "length" and "half" without density, a rule that is not there, lengths the wrong way round', () => {
  const head = 'version: 1\npack: dense\nlanguage: en\ndensity: { words: 60, half: 1 }';
  const say = (keys: string, parts: Parameters<typeof packText>[0] = { head }) =>
    faultsOf(
      packText({ ...parts, rules: `rules:\n${rule('act.buy', `weight: 4, terms: [a], ${keys}`)}` }),
    ).map((fault) => fault.say);
  expect(say('scarce: { from: 60, to: 600 }', {})).toEqual([
    '"scarce" needs a pack that scores by "density"',
  ]);
  expect(say('length: [[9, 0], [90, 1]]', {})).toEqual(['"length" needs a pack that scores by "density"']);
  expect(say('length: [[90, 0], [9, 1]]')).toEqual(['lengths must rise']);
  expect(say('names: { many: 0.1, one: 0.2 }', {})).toEqual([
    '"names" needs a pack that scores by "density"',
  ]);
  expect(say('names: { many: 0.2, one: 0.1 }')).toEqual(['"many" must be less than "one"']);
  expect(say('half: 2', {})).toEqual(['"half" needs a pack that scores by "density"']);
  expect(say('scarce: { from: 60, to: 600, also: [gone] }')).toEqual(['there is no rule "gone"']);
  expect(say('scarce: { from: 600, to: 60 }')).toEqual(['"from" must be fewer words than "to"']);
});

test('a threshold that only learnt lines can lift a post to is no fault, one above them is', () => {
  const parts = (queue: number) => ({
    head: 'version: 1\npack: dense\nlanguage: en\ndensity: { words: 60, half: 1 }\nlines: { wording: 1, telling: 0 }',
    thresholds: `thresholds: { queue: ${queue}, strong: ${queue} }`,
    rules: `rules:\n${bought}`,
    groups: 'groups: { act: { label: an act } }',
  });
  expect(faultsOf(packText(parts(23)))).toEqual([]);
  expect(faultsOf(packText(parts(24))).map((fault) => fault.say)).toEqual([
    'cannot be reached: all active rules and learnt lines together give 23',
    'cannot be reached: all active rules and learnt lines together give 23',
  ]);
});
