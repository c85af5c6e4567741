import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command as classify } from '../../../src/run/commands/classify.ts';
import { command as rules } from '../../../src/run/commands/rules.ts';
import { packText } from '../../classify/packs.ts';
import { withoutWeights } from '../../classify/without-weights.ts';
import { runCommand as run } from './run-command.ts';

const post = (fields: object) =>
  `${JSON.stringify({ url: 'https://x.org/a', title: 'A council', ...fields })}\n`;

test('posts come out scored, in order, with the fields that scripts rely on', async () => {
  const { code, rows } = await run(
    classify,
    [],
    [
      post({
        id: 'a',
        title: 'Durham County Council procured buses',
        text: 'It saved £5m.',
        publishedAt: '2024',
        source: 's',
      }),
      post({ id: 2, html: '<h2>The challenge</h2><p>The council procured a fleet of buses.</p>' }),
      post({ id: 'c' }),
    ],
  );
  expect(code).toBe(0);
  expect(rows().map((row) => row.id)).toEqual(['a', 2, 'c']);
  const [first, second] = rows();
  expect(Object.keys(first).join(' ')).toBe(
    'id url score band hits caps councils topics practices stage evidence lines',
  );
  expect(first.councils[0]).toMatchObject({ code: 'DUR' });
  expect(first.hits[0]).toMatchObject({
    rule: expect.any(String),
    group: expect.any(String),
    spans: expect.any(Array),
  });
  expect(second.hits.some((hit: { field: string }) => hit.field !== 'title')).toBe(true);
});

test('a learnt line that is switched off is not in the score, and one that is none is told', async () => {
  const durham = post({ id: 1, title: 'Durham procured buses', text: 'It saved £5m.' });
  const { rows } = await run(classify, ['--without', 'wording,telling'], [durham]);
  expect(rows()[0].lines).toEqual([]);
  const half = await run(classify, ['--without', 'telling'], [durham]);
  expect(half.rows()[0].lines.map(({ line }: { line: string }) => line)).toEqual(['wording']);
  await expect(run(classify, ['--without', 'charm'], [durham])).rejects.toThrow(/not "charm"/);
});

test('where the weights of the learnt lines cannot be used stderr says so, and the rules score alone', async () => {
  const { code, err, rows } = await withoutWeights((rulesFile) =>
    run(classify, ['--rules', rulesFile], [post({ id: 1 })]),
  );
  expect(code).toBe(0);
  expect(err).toMatch(/^the learnt lines are left out, and the rules score alone: .*another version/);
  expect(rows()[0].lines).toEqual([]);
});

test('a whole page is read as a page: what stands around the text is left out', async () => {
  const around = '<nav><a href="/tenders">Invitation to tender</a></nav>';
  const text =
    '<main><h1>A council</h1><p>The council opened a park for everyone who lives there.</p></main>';
  const { rows } = await run(
    classify,
    [],
    [post({ id: 1, html: `<html><body>${around}${text}</body></html>` })],
  );
  expect(rows()[0].hits.map((hit: { rule: string }) => hit.rule)).not.toContain('not.notice');
});

test('a bad line is named with its number, the rest is scored, and the exit code says so', async () => {
  const { code, err, rows } = await run(
    classify,
    [],
    ['\n', 'not json\n', post({ id: 1 }), post({ title: 7 }), '[1]\n', '\u0000\n', post({ id: 2 }).trim()],
  );
  expect(code).toBe(1);
  expect(rows().map((row) => row.id)).toEqual([1, 2]);
  expect(
    err
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 13)),
  ).toEqual(['line 2 is not', 'line 4 is not', 'line 5 is not', 'line 6 is not']);
});

test('lines may come in any pieces, cut within a character, and hold line separators', async () => {
  const bytes = Buffer.from(`\ufeff${post({ id: 1, title: 'Ynys Môn\u2028council' })}${post({ id: 2 })}`);
  const pieces = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1));
  const { code, rows } = await run(classify, [], pieces);
  expect(code).toBe(0);
  expect(rows()[0].councils).toMatchObject([{ code: 'AGY' }]);
  expect(rows()).toHaveLength(2);
});

test('no input gives no output', async () => {
  expect(await run(classify, [])).toMatchObject({ code: 0, out: '', err: '' });
});

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'pack.yaml');
  writeFileSync(file, text);
  return file;
}

test('another pack may be named, and a faulty one is refused', async () => {
  const { rows } = await run(
    classify,
    ['--rules', fileWith(packText())],
    [post({ id: 1, title: 'procured' })],
  );
  expect(rows()[0]).toMatchObject({ score: 8, band: 'strong' });
  await expect(run(classify, ['--rules', fileWith('version: 2')])).rejects.toThrow(/pack\.yaml:1/);
});

test('rules test: all that comes with Lamplighter holds', async () => {
  const { code, out } = await run(rules, ['test']);
  expect(out).toMatch(/rules, \d+ checks, all hold/);
  expect(code).toBe(0);
});

test('rules test: a failing test is shown at its place, a todo that is done is a note', async () => {
  const text = packText({
    rules: `rules:
  - id: act.buy
    group: act
    weight: 4
    status: draft
    terms: ["procure~"]
    why: buys
    tests:
      match: [bought]
      no_match: [procured]
      todo_match: [procuring, purchased]
  - { id: act.b, group: act, weight: 4, terms: [x], why: y, tests: { match: [x], no_match: [y] } }`,
    documents: `documents:
  - { title: x, expect: { band: below, at_most: 7, at_least: 9, rules: [act.buy], not_rules: [act.b] } }`,
  });
  const file = fileWith(text);
  const { code, out } = await run(rules, ['test', file]);
  expect(code).toBe(1);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.replace(file, '')),
  ).toEqual([
    ':15:15: failed: act.buy does not match "bought"',
    ':16:18: failed: act.buy matches "procured"',
    ':20:33: failed: "x" is strong (8: act.b 8), not below',
    ':20:62: failed: "x" scores 8: act.b 8, below 9',
    ':20:49: failed: "x" scores 8: act.b 8, above 7',
    expect.stringContaining('act.buy does not fire'),
    expect.stringContaining('act.b fires'),
    ':17:20: note: act.buy now matches "procuring": move it to "match"',
    ': 2 rules, 7 checks, 7 fail',
  ]);
});

test('rules test: a faulty pack is told fault by fault, as text or JSON, with exit code 2', async () => {
  const file = fileWith(packText({ thresholds: 'thresholds: { queue: 5, strong: 4 }' }));
  const { code, out } = await run(rules, ['test', file]);
  expect(code).toBe(2);
  expect(out).toContain(`${file}:4:22: fault: thresholds.queue: queue (5) must not be above strong (4)`);
  const json = await run(rules, ['test', file, '--json']);
  expect(JSON.parse(json.out)).toMatchObject({ exitCode: 2, faults: [{ line: 4, column: 22 }] });
});
