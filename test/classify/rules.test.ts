import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../../src/base/errors.ts';
import { describeRule, loadRules, parseRules } from '../../src/classify/rules.ts';
import { formsOf } from '../../src/classify/stems.ts';
import { faultsOf, packText, type PackParts, rule, rulesOf } from './packs.ts';

test('the pack that comes with Lamplighter is right', () => {
  const rules = loadRules();
  expect(rules.pack).toEqual({ id: 'council-procurement', version: 1 });
  expect(rules.hash).toMatch(/^[0-9a-f]{64}$/);
});

test('a rule is described for those who read its hits', () => {
  expect(describeRule(rulesOf(), 'act.buy')).toEqual({
    group: 'act',
    label: 'an act',
    why: 'buys',
    weight: 4,
    state: 'active',
  });
  expect(describeRule(rulesOf(), 'act.gone')).toBeUndefined();
});

test('the hash changes with the pack, and with nothing else', () => {
  expect(rulesOf().hash).toBe(rulesOf().hash);
  expect(rulesOf().hash).not.toBe(rulesOf({ thresholds: 'thresholds: { queue: 3, strong: 4 }' }).hash);
});

const rulesWith = (...lines: string[]): PackParts => ({ rules: ['rules:', ...lines].join('\n') });
const buy = rule('act.buy', 'weight: 4, terms: ["procure~"]');

// Each pack, the words its first fault must have, and what the file has where the fault points.
const faulty: readonly (readonly [name: string, parts: PackParts, say: RegExp, there: string])[] = [
  ['a tab', { groups: 'groups:\n\tact: { label: an act }' }, /tab/i, '\t'],
  ['a key twice', { fields: 'fields: { title: 2, title: 3 }' }, /unique/, 'title: 3'],
  ['broken YAML', { groups: 'groups: { act: { label: an act }' }, /./, ''],
  ['an anchor', { groups: 'groups: { act: &a { label: an act }, not: *a }' }, /anchors/, ''],
  [
    'an unknown key',
    { head: 'version: 1\npack: p\nlanguage: en\nnonsense: 1' },
    /"nonsense" is not a key/,
    'nonsense',
  ],
  [
    'an unknown key in a rule',
    rulesWith(rule('a.b', 'weight: 4, terms: [a], regex: x')),
    /"regex" is not a key/,
    'regex',
  ],
  ['a missing key', { thresholds: 'thresholds: { queue: 2 }' }, /number/, 'thresholds'],
  [
    'an unknown field',
    { fields: 'fields: { title: 2, heading: 1, lede: 1, body: 1, url: 1, footer: 1 }' },
    /"footer"/,
    'footer',
  ],
  ['a weight that is text', rulesWith(rule('a.b', 'weight: heavy, terms: [a]')), /number/, 'heavy'],
  ['a weight that is no tenth', rulesWith(rule('a.b', 'weight: 1.25, terms: [a]')), /tenths/, '1.25'],
  ['a weight of nothing', rulesWith(rule('a.b', 'weight: 0, terms: [a]')), /must not be 0/, '0, terms'],
  ['a weight that is not finite', rulesWith(rule('a.b', 'weight: .inf, terms: [a]')), /number/, '.inf'],
  ['a huge weight', rulesWith(rule('a.b', 'weight: 4000, terms: [a]')), /20/, '4000'],
  ['an unknown status', rulesWith(rule('a.b', 'weight: 4, terms: [a], status: maybe')), /draft/, 'maybe'],
  ['a bad window', rulesWith(rule('a.b', 'weight: 4, near: { a: [a], b: [b], within: 0 }')), /1/, '0 }'],
  ['half a pair', rulesWith(rule('a.b', 'weight: 4, near: { a: [a], within: 3 }')), /array/, 'near'],
  ['an id twice', rulesWith(buy, buy), /already/, 'act.buy'],
  [
    'an unknown group',
    rulesWith(rule('a.b', 'weight: 4, terms: [a]', 'nobody')),
    /no group "nobody"/,
    'nobody',
  ],
  ['an unknown list', rulesWith(rule('a.b', 'weight: 4, list: nowhere')), /no list "nowhere"/, 'nowhere'],
  [
    'an unknown list in terms',
    rulesWith(rule('a.b', 'weight: 4, terms: ["@nowhere"]')),
    /no list "nowhere"/,
    '"@nowhere"',
  ],
  [
    'a circular list',
    { lists: 'lists: { one: ["@two"], two: [x, "@one"] }' },
    /circle: @one → @two → @one/,
    '"@two"',
  ],
  ['a list that holds itself', { lists: 'lists: { one: [x, "@one"] }' }, /circle/, '"@one"'],
  [
    'the gazetteer as terms',
    rulesWith(rule('a.b', 'weight: 4, terms: ["@councils"]')),
    /gazetteer/,
    '"@councils"',
  ],
  ['a list named as the gazetteer', { lists: 'lists: { councils: [x] }' }, /choose another/, 'councils'],
  [
    'a regular expression',
    rulesWith(rule('a.b', 'weight: 4, terms: ["procur.*"]')),
    /regular expression/,
    '"procur.*"',
  ],
  ['a short stem', rulesWith(rule('a.b', 'weight: 4, terms: ["us~"]')), /three letters/, '"us~"'],
  ['a term twice', rulesWith(rule('a.b', 'weight: 4, terms: ["re-let", "Re let"]')), /twice/, '"Re let"'],
  ['a rule without terms', rulesWith(rule('a.b', 'weight: 4')), /can never fire/, '{ id: a.b'],
  [
    'a rule in a field that is worth nothing',
    {
      fields: 'fields: { title: 2, heading: 1, lede: 1, body: 1, url: 0 }',
      ...rulesWith(buy, rule('a.b', 'weight: 4, terms: [x], fields: [url]')),
    },
    /can never score/,
    '{ id: a.b',
  ],
  [
    'a rule that takes itself back',
    rulesWith(rule('a.b', 'weight: 4, terms: [big tree], unless: [tree]')),
    /can never fire/,
    'unless',
  ],
  [
    'a stem with no form left',
    {
      exceptions: `exceptions: { zzz~: [${formsOf('zzz').join(', ')}] }`,
      ...rulesWith(buy, rule('a.b', 'weight: 4, terms: ["zzz~"]')),
    },
    /leave no form/,
    '"zzz~"',
  ],
  [
    'an exception no stem takes',
    { exceptions: 'exceptions: { procure~: [cured] }' },
    /does not take "cured"/,
    'cured',
  ],
  ['an exception for no term', { exceptions: 'exceptions: { sav~: [saver] }' }, /no term uses/, 'sav~'],
  [
    'a threshold out of reach',
    { thresholds: 'thresholds: { queue: 2, strong: 40 }' },
    /cannot be reached.*8/,
    '40',
  ],
  [
    'a threshold that a group cap puts out of reach',
    { group_cap: 'group_cap: 3' },
    /cannot be reached.*3/,
    '4 }',
  ],
  [
    'thresholds the wrong way round',
    { thresholds: 'thresholds: { queue: 5, strong: 4 }' },
    /above strong/,
    '5',
  ],
  [
    'a required group without a gate',
    { groups: 'groups: { act: { label: an act, required: true }, not: { label: x } }' },
    /no gate/,
    'act',
  ],
  [
    'a gate on a group that is not required',
    { gates: 'gates: [{ when_missing: [act], cap: 3, say: none }]' },
    /required: true/,
    'act]',
  ],
  [
    'a gate on an unknown group',
    { gates: 'gates: [{ when_missing: [nobody], cap: 3, say: none }]' },
    /no group/,
    'nobody',
  ],
  [
    'a gate that caps below nothing',
    { gates: 'gates: [{ when_missing: [act], cap: -3, say: none }]' },
    /0/,
    '-3',
  ],
  [
    'a rule without tests',
    rulesWith('  - { id: a.b, group: act, weight: 4, terms: [x], why: y }'),
    /needs at least one "match"/,
    '',
  ],
  [
    'a document about an unknown rule',
    { documents: 'documents: [{ title: x, expect: { rules: [a.gone] } }]' },
    /no rule "a.gone"/,
    'a.gone',
  ],
];

test.each(faulty)('%s is a fault with its line and column', (_, parts, say, there) => {
  const text = packText(parts);
  const [first] = faultsOf(text);
  expect(first?.say).toMatch(say);
  const line = text.split('\n')[(first?.line ?? 0) - 1] ?? '';
  expect(line.slice((first?.column ?? 0) - 1)).toContain(there);
  expect(line.slice((first?.column ?? 0) - 1).startsWith(there)).toBe(true);
});

test('every fault is told, in the order of the file', () => {
  const faults = faultsOf(
    packText({ ...rulesWith(buy, buy, rule('a.b', 'weight: 4, terms: ["x*", "us~"]')) }),
  );
  expect(faults.map((fault) => fault.say.split(' ')[0])).toEqual(['"act.buy"', '"x*"', '"us~"']);
});

test.each([
  ['nothing', ''],
  ['a list', '- a\n- b'],
  ['a number', '7'],
  ['null bytes', 'version: 1\u0000'],
  ['deeply nested brackets', '['.repeat(5000)],
])('a file that holds %s is a fault, no crash', (_, text) => {
  expect(faultsOf(text).length).toBeGreaterThan(0);
});

test('loading a faulty pack fails with file, line and column', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'pack.yaml');
  writeFileSync(file, packText({ thresholds: 'thresholds: { queue: 5, strong: 4 }' }));
  const thrown = (() => {
    try {
      return loadRules(file);
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toBeInstanceOf(Failure);
  expect((thrown as Failure).kind).toBe('config');
  expect((thrown as Failure).place).toMatchObject({ file, line: 4, column: 22 });
});

test('a pack that is not there is a failure that names it', () => {
  expect(() => loadRules('/nowhere/pack.yaml')).toThrow(/\/nowhere\/pack\.yaml.*cannot be read/);
});

test('a right pack can place what is found out later', () => {
  const reading = parseRules(packText());
  expect(reading.kind === 'rules' && reading.faultAt('late', ['rules', 0, 'weight'])).toMatchObject({
    line: 8,
  });
});
