import { parseRules, type RuleSet } from '../../src/classify/rules.ts';
import type { Fault } from '../../src/classify/pack/read-pack.ts';

/** The parts of a small pack that is right; tests replace what they are about. */
const PARTS = {
  head: 'version: 1\npack: small\nlanguage: en',
  thresholds: 'thresholds: { queue: 2, strong: 4 }',
  fields: 'fields: { title: 2, heading: 1.5, lede: 1.25, body: 1, url: 0.5 }',
  group_cap: '',
  groups: 'groups: { act: { label: an act }, not: { label: something else } }',
  gates: '',
  lists: '',
  exceptions: '',
  rules: `rules:
  - { id: act.buy, group: act, weight: 4, terms: ["procure~"], why: buys, tests: { match: [procured], no_match: [cured] } }
  - { id: not.event, group: not, weight: -3, terms: [webinar], why: event, tests: { match: [a webinar], no_match: [web] } }`,
  documents: '',
};

export type PackParts = Partial<Record<keyof typeof PARTS, string>>;

/** The YAML of a small pack with some parts replaced. */
export function packText(parts: PackParts = {}): string {
  return Object.values({ ...PARTS, ...parts })
    .filter((part) => part !== '')
    .join('\n');
}

/** A pack that must be right. */
export function rulesOf(parts: PackParts = {}): RuleSet {
  const reading = parseRules(packText(parts));
  if (reading.kind === 'faulty') throw new Error(JSON.stringify(reading.faults));
  return reading.rules;
}

/** What is wrong with a pack. */
export function faultsOf(text: string): readonly Fault[] {
  const reading = parseRules(text);
  return reading.kind === 'faulty' ? reading.faults : [];
}

/** A rule in one line, with tests that are never run. */
export function rule(id: string, fields: string, group = 'act'): string {
  return `  - { id: ${id}, group: ${group}, why: it does, tests: { match: [a], no_match: [b] }, ${fields} }`;
}
