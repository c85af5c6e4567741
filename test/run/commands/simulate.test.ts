import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from '../../../src/run/commands/simulate.ts';
import { SOAK } from '../../some-of.ts';
import { runCommand } from './run-command.ts';

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-simulate-'));
  file = join(folder, 'posts.jsonl');
  const rows = Array.from({ length: 40 }, (_, at) => ({
    ...{ id: at, source: `source-${at % 5}` },
    title: at % 4 === 0 ? `Durham bought vans ${at}` : `What councils should know ${at}`,
    summary:
      at % 4 === 0
        ? 'Durham County Council awarded a contract for electric vans and saved £2 million a year.'
        : 'Councils should think of social value, and must write a strategy.',
    label: at % 4 === 0 ? 'case-study' : 'other',
  }));
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('tells what reading would be like, by rules, lines and both, and draws it', async () => {
  const plot = join(folder, 'plot.svg');
  const { code, out } = await runCommand(command, [file, ...(SOAK ? ['--learn'] : []), '--svg', plot]);
  expect(code).toBe(0);
  expect(out).toMatch(/^40 posts\tread 10 %/);
  const first = out.split('\n').map((line) => line.split(/\s/)[0]);
  expect(first.slice(0, 5)).toEqual(['40', 'rules', 'lines', 'whole', 'the']);
  if (SOAK) {
    expect(first.filter((word) => word === 'frozen' || word === 'learning')).toHaveLength(4);
    expect(out).toMatch(/AUC of what is unread after 1\d decisions: \d\.\d{3}, without learning \d\.\d{3}/);
  }
  expect(out).toMatch(/the stated range held the truth in \d+ of \d+ simulated streams/);
  expect(readFileSync(plot, 'utf8')).toContain('rules and lines');
});

test('tells each source apart, and each file where there are several', async () => {
  const other = join(folder, 'other.jsonl');
  writeFileSync(other, readFileSync(file, 'utf8').replaceAll('source-', 'elsewhere-'));
  const { out } = await runCommand(command, [file, other]);
  for (const name of [file, other])
    expect(out).toContain(`${name}: 40 posts, 10 case studies; above the line`);
  const { out: json } = await runCommand(command, [file, other, '--json']);
  const { files, sources } = JSON.parse(json) as Record<string, { name: string; posts: number }[]>;
  expect(files?.map(({ name, posts }) => [name, posts])).toEqual([
    [other, 40],
    [file, 40],
  ]);
  expect(sources?.map(({ name }) => name)).toEqual(
    ['elsewhere', 'source'].flatMap((name) => [0, 1, 2, 3, 4].map((at) => `${name}-${at}`)),
  );
  expect(sources?.every(({ posts }) => posts === 8)).toBe(true);
});

test('says which file or label is at fault', async () => {
  await expect(runCommand(command, [])).rejects.toThrow(/needs a file of labelled posts/);
  await expect(runCommand(command, [file, '--svg', join(folder, 'no', 'plot.svg')])).rejects.toMatchObject({
    message: expect.stringContaining('the plot cannot be written'),
  });
  const odd = join(folder, 'odd.jsonl');
  writeFileSync(odd, `${JSON.stringify({ id: 1, source: 's', title: 't', label: 'spam' })}\n`);
  await expect(runCommand(command, [odd])).rejects.toMatchObject({ place: { file: odd, line: 1 } });
});
