import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testRules } from '../../src/classify/pack/expectations.ts';
import { PackSchema } from '../../src/classify/pack/pack.ts';
import { rulesOf } from './packs.ts';

const doc = (path: string) => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');

test('the rule shown in the how-to is a right rule whose tests hold', () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(doc('how-to/write-a-rule.md')) ?? [];
  const rules = rulesOf({
    thresholds: 'thresholds: { queue: 1, strong: 2 }',
    rules: `rules:\n- { id: act.b, group: act, weight: 4, terms: [x], why: y, tests: { match: [x], no_match: [y] } }\n${example.replaceAll(/^ {3}/gm, '')}`,
  });
  expect(rules.source.rules.map(({ id }) => id)).toEqual(['act.b', 'act.pilot']);
  expect(testRules(rules).broken).toEqual([]);
});

test('the reference explains every key of a pack and of a rule', () => {
  const text = doc('reference/rule-pack.md');
  const keys = [...Object.keys(PackSchema.shape), ...Object.keys(PackSchema.shape.rules.element.shape)];
  expect(keys.filter((key) => !text.includes(`| \`${key}\` |`))).toEqual([]);
});
