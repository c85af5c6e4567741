import { expect, test } from 'vitest';
import { stepsOf } from './steps.ts';
import { classify, fieldText } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import { textBlocks } from '../../src/classify/text-blocks.ts';
import { SOAK } from '../some-of.ts';

const rules = loadRules();

function judge(text: string) {
  const post = { url: text, title: text, blocks: [{ kind: 'body' as const, text }] };
  const verdict = classify(post, rules);
  for (const { field, spans } of verdict.hits)
    for (const [from, to] of spans) {
      expect(from).toBeLessThan(to);
      expect(to).toBeLessThanOrEqual(fieldText(post, field).length);
    }
  return verdict;
}

// Texts that have made matchers, tokenisers and number readers slow or crash, by their size in characters.
const HOSTILE: readonly (readonly [name: string, make: (size: number) => string])[] = [
  ['one letter over and over, no spaces', (size) => 'a'.repeat(size)],
  ['one term over and over', (size) => 'procurement '.repeat(size / 12)],
  ['both sides of a pair over and over', (size) => 'supplier social value '.repeat(size / 22)],
  ['one side of a pair over and over', (size) => 'supplier supplier supplier '.repeat(size / 27)],
  [
    'words that begin terms and never end them',
    (size) => 'expressions of framework invitation to '.repeat(size / 39),
  ],
  [
    'names that begin as councils do',
    (size) => 'Bath and North East Royal Borough of Kensington and '.repeat(size / 52),
  ],
  ['a council over and over', (size) => 'Durham County Council and Reading '.repeat(size / 34)],
  ['a number without end', (size) => '1,'.repeat(size / 2)],
  ['digits without end', (size) => '9'.repeat(size)],
  ['currency signs', (size) => '£'.repeat(size)],
  ['spaces', (size) => ' '.repeat(size)],
  ['new lines', (size) => '\n'.repeat(size)],
  ['full stops', (size) => 'abc. '.repeat(size / 5)],
  ['apostrophes', (size) => "a'".repeat(size / 2)],
  ['null bytes', (size) => 'council\u0000procured\u0000'.repeat(size / 17)],
  ['right-to-left marks', (size) => '\u202ecouncil\u200f \u202d'.repeat(size / 11)],
  ['soft hyphens without end', (size) => `council${'\u00ad'.repeat(size - 7)}`],
  ['accents on one letter', (size) => `e${'\u0301'.repeat(size - 1)}`],
  ['half surrogates', (size) => '\ud83d'.repeat(size)],
  ['emoji and Chinese without spaces', (size) => '采购🏛'.repeat(size / 4)],
  ['hyphens', (size) => 're-'.repeat(size / 3)],
  ['percent-encoded', (size) => '%20procure'.repeat(size / 10)],
  ['ever new words', (size) => Array.from({ length: size / 8 }, (_, at) => `w${at.toString(36)}`).join(' ')],
];

test.each(HOSTILE)('%s: a score, and work that grows no faster than the text', async (_, make) => {
  const size = SOAK ? 20_000 : 4000;
  const small = await stepsOf(() => judge(make(size)));
  const large = await stepsOf(() => judge(make(8 * size)));
  expect(small).toBeGreaterThan(100);
  // Eight times the text: linear is about 8, quadratic 64.
  expect(large / small).toBeLessThan(12);
});

test('work that grows with the square of the text is seen', async () => {
  const quadratic = (size: number) => {
    for (let at = 0; at < size; at += 1) judge('procurement '.repeat(size));
  };
  const small = await stepsOf(() => quadratic(20));
  expect((await stepsOf(() => quadratic(160))) / small).toBeGreaterThan(12);
});

test('megabytes in one post are scored, and the next post as if nothing had been', () => {
  // Ten in the soak.
  const sentences = SOAK ? 230_000 : 23_000;
  const usual = { url: '', title: 'The council procured buses', blocks: [] };
  const before = classify(usual, rules);
  const text = 'The council procured 40 buses and saved £5m. '.repeat(sentences);
  const { hits } = classify({ url: '', title: '', blocks: [{ kind: 'body', text }] }, rules);
  expect(hits.length).toBeGreaterThan(0);
  for (const hit of hits) expect(hit.spans.length).toBeLessThanOrEqual(40);
  expect(classify(usual, rules)).toEqual(before);
});

test('repeats of a term without end raise a score by less than a point', () => {
  const once = judge('procurement');
  const often = judge('procurement '.repeat(30_000));
  expect(often.band).toBe(once.band);
  expect(often.score - once.score).toBeLessThan(1);
});

test('invisible characters hide no word', () => {
  expect(judge('pro\u00adcure\u200bment').hits.map((hit) => hit.rule)).toContain('act.procure');
  expect(judge('\u202eprocurement\u202c').hits.map((hit) => hit.rule)).toContain('act.procure');
});

test('plain text becomes a lede, headings and body', () => {
  expect(
    textBlocks('First paragraph\nwrapped.\n\nThe challenge\n\nA body.\r\n\r\nMore: of it.\n\n  \n\n'),
  ).toEqual([
    { kind: 'lede', text: 'First paragraph wrapped.' },
    { kind: 'heading', text: 'The challenge' },
    { kind: 'body', text: 'A body.' },
    { kind: 'body', text: 'More: of it.' },
  ]);
  expect(textBlocks('  ')).toEqual([]);
  expect(textBlocks('Only a short line')).toEqual([{ kind: 'lede', text: 'Only a short line' }]);
});
