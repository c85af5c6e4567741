import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { loadTaxonomy } from '../../src/classify/load-taxonomy.ts';
import { parseTaxonomy } from '../../src/classify/taxonomy.ts';

const rules = loadRules();

function judge(text: string) {
  return classify({ url: 'https://example.org/', title: '', blocks: [{ kind: 'lede', text }] }, rules);
}

describe('a frame stands', () => {
  test('in one sentence, in whatever order, and shows its words', () => {
    const words = ['guarantees', 'savings'];
    expect(judge('The firm guarantees, whatever the weather, all of the savings.').because).toMatchObject({
      'energy-ppa-performance-contract': expect.arrayContaining(words) as string[],
    });
    expect(
      judge('All of the savings that were promised over so many winters are what the firm guarantees.')
        .practices,
    ).toContain('energy-ppa-performance-contract');
  });

  test('in no two sentences', () => {
    const { practices } = judge(
      'The firm guarantees everything. Whatever the weather, they were told of all the savings.',
    );
    expect(practices).not.toContain('energy-ppa-performance-contract');
  });

  test('nowhere by one word twice: a clause is no clause about itself', () => {
    expect(judge('There are clauses and conditions.').practices).toEqual([]);
    expect(judge('There are clauses on work experience.').practices).toContain('social-value');
  });

  test('also in the second sentence that begins with one of its words', () => {
    const { practices } = judge(
      'The firm guarantees everything. The savings are what it guarantees, they say.',
    );
    expect(practices).toContain('energy-ppa-performance-contract');
  });

  test('within sixty words of a list without a stop', () => {
    const list = (length: number) => `guarantee ${'and '.repeat(length)}savings`;
    expect(judge(list(50)).practices).toContain('energy-ppa-performance-contract');
    expect(judge(list(70)).practices).not.toContain('energy-ppa-performance-contract');
  });

  test('however many sentences there are, in time that grows with their number', () => {
    const { practices } = judge('The firm guarantees the savings. '.repeat(6000));
    expect(practices).toContain('energy-ppa-performance-contract');
  });
});

describe('classes of words', () => {
  test('are each asked for by some frame', () => {
    const { classes, topics, practices, stages, evidence } = loadTaxonomy();
    const asked = new Set(
      [...topics, ...practices, ...stages, ...evidence].flatMap(({ frames }) => frames.flat(2)),
    );
    expect(Object.keys(classes).filter((name) => !asked.has(`@${name}`))).toEqual([]);
  });

  test('are known, and their terms can be read', () => {
    const taxon = (kind: string, frame: string) =>
      `${kind}:\n  - { slug: ${kind}, label: x, terms: [bins], ${frame} tests: { match: [a, b], no_match: [c] } }\n`;
    const text = [
      'version: 1\nclasses:\n  firms: ["firm(s)?"]\n',
      'topics:\n  - { slug: waste, label: x, cpv: ["90"], terms: [bins], tests: { match: [a, b], no_match: [c] } }\n',
      taxon('practices', 'frames: [["@firms", "@nobody"]],'),
      taxon('stages', ''),
      taxon('evidence', ''),
    ].join('');
    const reading = parseTaxonomy(text);
    expect(reading.kind === 'faulty' && reading.faults.map(({ say }) => say)).toEqual([
      expect.stringContaining('"firm(s)?"'),
      '"@nobody" is no class of words',
    ]);
  });
});
