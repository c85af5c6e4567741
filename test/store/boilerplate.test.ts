import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addBoilerplate, boilerplateAmong } from '../../src/store/boilerplate.ts';
import { inTransaction, openStore } from '../../src/store/open.ts';

const [LOW, HIGH, MORE, LAST] = [1, 4_000_000_000, 3, 4_294_967_295] as const;

test('a crawl knows what is boilerplate as the store does, whoever adds to it, and whatever is undone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-boilerplate-'));
  const [crawl, desk] = [openStore(folder, { durable: false }), openStore(folder)];
  const asked = Uint32Array.of(LOW, 2, MORE, HIGH, LAST);
  const agree = (hashes: readonly number[]): void => {
    const found = boilerplateAmong(crawl, asked);
    expect([...found.keys()].sort((a, b) => a - b)).toEqual(hashes);
    expect(found).toEqual(boilerplateAmong(desk, asked));
  };
  agree([]);
  addBoilerplate(crawl, 'https://a.org', [LOW, HIGH]);
  agree([LOW, HIGH]);
  addBoilerplate(desk, 'https://b.org', [LOW, MORE]);
  expect(boilerplateAmong(crawl, asked).get(LOW)).toEqual(['https://a.org', 'https://b.org']);
  // As many times as it takes to read all of it anew.
  for (let time = 0; time < 70; time += 1) agree([LOW, MORE, HIGH]);
  const undo = (): void =>
    inTransaction(crawl, () => {
      addBoilerplate(crawl, 'https://a.org', [LAST]);
      throw new Error('undone');
    });
  expect(undo).toThrow('undone');
  agree([LOW, MORE, HIGH]);
  addBoilerplate(crawl, 'https://a.org', [LAST]);
  agree([LOW, MORE, HIGH, LAST]);
  crawl.close();
  desk.close();
  rmSync(folder, { recursive: true });
});
