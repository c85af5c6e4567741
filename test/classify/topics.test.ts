import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { readFacts } from '../../src/classify/facts.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { loadTaxonomy } from '../../src/classify/load-taxonomy.ts';
import { parseTaxonomy } from '../../src/classify/taxonomy.ts';
import { topicOfWords } from '../../src/classify/topic-of-words.ts';
import { topicOf } from '../../src/classify/topics.ts';

const rules = loadRules();
const taxonomy = loadTaxonomy();

function judge(title: string, text = '') {
  return classify({ url: 'https://example.org/', title, blocks: [{ kind: 'lede', text }] }, rules);
}

describe('a contract is about', () => {
  test.each([
    ['34928500-3', 'street-lighting'],
    ['45316110', 'street-lighting'],
    ['90511200-4', 'waste-recycling'],
    ['90610000', 'streets-cleansing'],
    ['90430000', 'water-drainage'],
    ['09310000-5', 'energy-supply-renewables'],
    ['45211100', 'housing-repairs-homes'],
    ['45233161-5', 'highways-active-travel'],
    ['45000000-7', 'construction-capital'],
    ['34144900', 'fleet-ev-charging'],
    ['60130000', 'transport-home-to-school'],
    ['55523100-3', 'food-catering'],
    ['85310000', 'social-care-adults-children'],
    ['72000000', 'ict-digital'],
    ['79410000', 'professional-people-services'],
    ['45', 'construction-capital'],
  ])('code %s: %s', (cpv, topic) => {
    expect(topicOf({ cpv })).toBe(topic);
  });

  test('the topic of its label, whatever the case of it', () => {
    expect(topicOf({ label: 'School-meal services' })).toBe('food-catering');
    expect(topicOf({ label: ' refuse  COLLECTION services' })).toBe('waste-recycling');
  });

  test.each([
    ['Street-lighting kit', 'street-lighting'],
    ['New boilers for four libraries', 'buildings-retrofit-heat'],
    ['The workshop was led by officers', undefined],
    ['', undefined],
  ])('words of no list, “%s”: %s', (words, topic) => {
    expect(topicOf({ label: words })).toBeUndefined();
    expect(topicOfWords(words)).toBe(topic);
  });

  test.each([
    ['Refuse', 'waste-recycling'],
    ['Refuse & waste', 'waste-recycling'],
    ['Fuel', 'energy-supply-renewables'],
    ['Construction', 'construction-capital'],
    ['Sewage', 'water-drainage'],
    ['catering', 'food-catering'],
  ])('group %s: %s', (group, topic) => {
    expect(topicOf({ group })).toBe(topic);
  });

  test('the code before the label, the label before the group', () => {
    expect(topicOf({ cpv: '90511000', label: 'School meals', group: 'Fuel' })).toBe('waste-recycling');
    expect(topicOf({ cpv: 'nonsense', label: 'School meals', group: 'Fuel' })).toBe('food-catering');
    expect(topicOf({ label: 'no such label', group: 'Fuel' })).toBe('energy-supply-renewables');
  });

  test.each([{}, { cpv: '' }, { cpv: '99' }, { label: 'no such label' }, { group: '' }])(
    'nothing known: %j',
    (subject) => {
      expect(topicOf(subject)).toBeUndefined();
    },
  );

  test('a topic for each of the 191 labels that contract-countdown shows', () => {
    const labels = readFacts('cpv-labels');
    expect(labels).toHaveLength(191);
    expect(labels.filter(({ label = '' }) => topicOf({ label }) === undefined)).toEqual([]);
  });
});

describe('the taxonomy', () => {
  test('has 20 topics, 18 practices, 7 stages and the evidence that must be shown', () => {
    const { topics, practices, stages, evidence } = taxonomy;
    expect([topics, practices, stages, evidence].map(({ length }) => length)).toEqual([20, 18, 7, 2]);
    expect(stages.map(({ slug }) => slug)).toEqual([
      'strategy-policy',
      'plan-pipeline',
      'pre-market',
      'specify-tender',
      'evaluate-award',
      'manage-deliver',
      'exit-recommission',
    ]);
  });

  const all = [...taxonomy.topics, ...taxonomy.practices, ...taxonomy.stages, ...taxonomy.evidence];

  test.each(all.map((taxon) => [taxon.slug, taxon] as const))('%s holds its own tests', (slug, { tests }) => {
    for (const text of tests.match) expect(judge('', text).because, text).toHaveProperty(slug);
    for (const text of tests.no_match) expect(judge('', text).because, text).not.toHaveProperty(slug);
  });

  test('names the line of a term that cannot be read, of a second slug and of a prefix that is taken', () => {
    const entry = (slug: string, term: string) =>
      `  - slug: ${slug}\n    label: x\n    cpv: ["90"]\n    terms: ["${term}"]\n    tests: { match: [a, b], no_match: [c] }\n`;
    const rest = ['practices', 'stages', 'evidence'].map(
      (kind) =>
        `${kind}:\n  - { slug: ${kind}, label: x, terms: [bins], tests: { match: [a, b], no_match: [c] } }\n`,
    );
    const text = `version: 1\ntopics:\n${entry('waste', 'bin(s)?')}${entry('waste', 'bins')}${rest.join('')}`;
    const reading = parseTaxonomy(text);
    expect(reading.kind).toBe('faulty');
    if (reading.kind !== 'faulty') return;
    expect(reading.faults.map(({ say, line }) => [line, say.slice(0, 30)])).toEqual([
      [3, expect.stringContaining('"bin(s)?"')],
      [8, 'there are two of "waste"'],
      [10, expect.stringContaining('90 belongs to "waste"')],
    ]);
  });
});

describe('a post', () => {
  test('has at most three topics, the leading ones first, each with its words', () => {
    const { topics, because } = judge(
      'Street lighting and refuse collection',
      'New street lights, bin lorries, school meals, tree planting and a leisure centre.',
    );
    expect(topics).toHaveLength(3);
    expect(topics.slice(0, 2).sort()).toEqual(['street-lighting', 'waste-recycling']);
    expect(because['street-lighting']).toEqual(['Street lighting', 'street lights']);
  });

  test('is about buying in general only where nothing was bought in particular', () => {
    expect(judge('A new procurement strategy').topics).toEqual(['general-procurement-practice']);
    expect(judge('A procurement strategy for school meals').topics).toEqual(['food-catering']);
  });

  test('has practices, a stage and a level of evidence', () => {
    expect(
      judge(
        'Home care',
        'After a soft market test with providers the council recommissioned the service, with a 20% weighting for social value.',
      ),
    ).toMatchObject({
      practices: expect.arrayContaining(['early-market-engagement', 'social-value']) as string[],
      evidence: 'claimed',
    });
    expect(judge('Since the contract began it saved £2m').evidence).toBe('quantified');
    expect(judge('It saved £2m', 'An independent evaluation found it.').evidence).toBe(
      'independently-evaluated',
    );
  });

  test('that says nothing of it has none', () => {
    expect(judge('Good morning', 'How are you?')).toMatchObject({
      topics: [],
      practices: [],
      stage: 'unknown',
      evidence: 'claimed',
      because: {},
    });
  });
});
