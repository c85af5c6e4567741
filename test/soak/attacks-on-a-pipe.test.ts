import { expect, it } from 'vitest';
import { command as classify } from '../../src/run/commands/classify.ts';
import { runCommand } from '../run/commands/run-command.ts';

const line = (id: number, text: string): string =>
  `${JSON.stringify({ id, url: 'https://x.example/a', title: 'A council', text })}\n`;

it('lines of 16 million characters are scored or are their own outcome, and those between come out as ever', async () => {
  const names =
    'Leeds City Council, Durham County Council, Bury Council and Hull procured it and saved £4m. ';
  const hostile = [names, 'a\n\n', 'x ', `${names}\n\n`].map((one) => one.repeat(16_000_000 / one.length));
  const lines = hostile.flatMap((text, at) => [
    line(at, text),
    line(100 + at, 'The council procured buses.'),
  ]);
  const { code, err, rows } = await runCommand(classify, [], lines);
  process.stdout.write(err);
  const told = err.trim().split('\n').length;
  expect(rows().length + told).toBe(lines.length);
  expect(rows().flatMap(({ id }) => (id >= 100 ? [id] : []))).toEqual([100, 101, 102, 103]);
  expect(err).toMatch(/^line 1 could not be scored \(its reader was stopped: /);
  expect(code).toBe(1);
});
