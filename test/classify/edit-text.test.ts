import { expect, it } from 'vitest';
import { ruleText, withRule } from '../../src/classify/pack/edit-text.ts';
import { parseRules, readRulesFile } from '../../src/classify/rules.ts';
import { someOf } from '../some-of.ts';

const PACK = readRulesFile();
const ids = (text: string): string[] => {
  const reading = parseRules(text);
  if (reading.kind === 'faulty') throw new Error(reading.faults[0]?.say);
  return reading.rules.source.rules.map(({ id }) => id);
};

it('gives back the very same pack when any rule is put where it was', () => {
  for (const id of someOf(ids(PACK), 6)) {
    const rule = ruleText(PACK, id);
    expect(rule).toMatch(new RegExp(`^- id: ${id.replaceAll('.', '\\.')}\n`));
    expect(withRule(PACK, id, rule ?? '')).toBe(PACK);
  }
});

it('puts a rule behind the last, and takes one away', () => {
  const rule = [
    '- id: new.rule',
    '  group: act',
    '  weight: 1',
    '  terms: ["a new thing"]',
    '  why: new',
    '  tests:',
    '    match: ["a new thing"]',
    '    no_match: ["old"]',
  ].join('\n');
  const more = withRule(PACK, 'new.rule', rule);
  expect(ids(more)).toEqual([...ids(PACK), 'new.rule']);
  expect(withRule(more, 'new.rule', '')).toBe(PACK);
  expect(withRule('pack: none', 'new.rule', rule)).toBe('pack: none');
});
