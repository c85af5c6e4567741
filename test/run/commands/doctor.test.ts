import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { command } from '../../../src/run/commands/doctor.ts';
import { openStore } from '../../../src/store/open.ts';
import { readSettings } from '../../../src/run/config.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-doctor-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it('finds nothing to mend in a fresh checkout', async () => {
  const { code, lines } = await examine({});
  expect(lines.filter((line) => line.startsWith('MEND'))).toEqual([]);
  expect(code).toBe(0);
});

it('says that the clock was wrong, and what will be done about it', async () => {
  const store = openStore(join(folder, 'data'));
  store.exec(
    `insert into source (id, next_due_at, interval_ms) values ('lga-news', ${Date.now() + 400 * 86_400_000}, 1)`,
  );
  store.close();
  const { code, lines } = await examine({});
  expect(code).toBe(1);
  expect(lines.find((line) => line.startsWith('MEND clock'))).toMatch(/1 stored time lies .*lga-news.*crawl/);
});

it('names each fault and goes on to the next', async () => {
  const rules = join(folder, 'rules.yaml');
  writeFileSync(rules, 'version: 1\n\tpack: tabs\n');
  const { code, lines } = await examine({
    LAMPLIGHTER_RULES: rules,
    LAMPLIGHTER_SOURCES: join(folder, 'nowhere'),
    LAMPLIGHTER_CONTACT: 'nobody',
    CHROMIUM_PATH: join(folder, 'no-browser'),
  });
  expect(code).toBe(1);
  const faults = lines.filter((line) => line.startsWith('MEND')).map((line) => line.slice(5).split(':')[0]);
  expect(faults).toEqual(['contact', 'rules', 'sources', 'chromium']);
});

it('says when the store cannot be used', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { code, lines } = await examine({ LAMPLIGHTER_DATA: join(folder, 'file') });
  expect(code).toBe(1);
  expect(lines.find((line) => line.startsWith('MEND store'))).toContain('LAMPLIGHTER_DATA');
});

async function examine(environment: Record<string, string>): Promise<{ code: number; lines: string[] }> {
  const settings = readSettings({ LAMPLIGHTER_DATA: join(folder, 'data'), ...environment }, folder);
  const stdout = new PassThrough();
  const code = await command.run([], {
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    settings,
  });
  stdout.end();
  const text = Buffer.concat(await stdout.toArray()).toString('utf8');
  return { code, lines: text.trim().split('\n') };
}
