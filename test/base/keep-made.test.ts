import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { COMPILE_CACHE } from '../../src/base/code-beside.ts';
import { keepMade } from '../../src/base/keep-made.ts';

const kind = `test-${process.pid}`;
let code = '';
const kept = () => readdirSync(COMPILE_CACHE).filter((name) => name.startsWith(`${kind}-`));
/** Makes of a text, and tells whether it had to be made. */
function made(text: string): readonly [value: unknown, wasMade: boolean] {
  const make = vi.fn(() => new Map([[text, [1, null]]]));
  const value = keepMade(kind, text, code, make);
  return [value, make.mock.calls.length > 0];
}

beforeAll(() => {
  code = mkdtempSync(join(tmpdir(), 'lamplighter-code-'));
  writeFileSync(join(code, 'one.ts'), '1');
});
afterAll(() => {
  for (const name of kept()) rmSync(join(COMPILE_CACHE, name));
});

test('what was made of a text is there for the next, until text or code change', () => {
  const ofA = new Map([['a', [1, null]]]);
  expect(made('a')).toEqual([ofA, true]);
  expect(made('a')).toEqual([ofA, false]);
  expect(made('b')[1]).toBe(true);
  writeFileSync(join(code, 'one.ts'), '1 + 1');
  expect(made('a')).toEqual([ofA, true]);
});

test('a file that cannot be read is made again', () => {
  made('torn');
  for (const name of kept()) writeFileSync(join(COMPILE_CACHE, name), 'half of it');
  expect(made('torn')).toEqual([new Map([['torn', [1, null]]]), true]);
  expect(made('torn')[1]).toBe(false);
});

test('a handful of a kind is kept', () => {
  for (let at = 0; at < 12; at += 1) made(`text ${at}`);
  expect(kept().length).toBeLessThanOrEqual(6);
});
