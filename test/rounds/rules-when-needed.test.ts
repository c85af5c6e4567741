import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_RULES, hashRules, loadRules } from '../../src/classify/rules.ts';
import { rulesWhenNeeded } from '../../src/rounds/rules-when-needed.ts';
import { openStore, type Store } from '../../src/store/open.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-rules-'));
  store = openStore(folder);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

it('refuses a broken pack that has made no verdict yet before anything is asked of a site', () => {
  const file = join(folder, 'broken.yaml');
  writeFileSync(file, 'pack: [');
  expect(() => rulesWhenNeeded(file, store)).toThrow(/broken\.yaml/);
});

it('knows the hash of a pack without reading it, and reads one that has made verdicts only when it is asked for', () => {
  const file = join(folder, 'proved.yaml');
  writeFileSync(file, 'pack: [');
  store.exec(`pragma foreign_keys = off;
    insert into classification (post_id, rules_hash, body_hash, score, band, verdict, made_at)
    values (1, '${hashRules(file)}', 'hash', 0, 'below', '{}', 0)`);
  const pack = rulesWhenNeeded(file, store);
  expect(pack.hash).toBe(hashRules(file));
  expect(() => pack.rules()).toThrow(/proved\.yaml/);
});

it('gives the rules the hash that was foretold', () => {
  expect(rulesWhenNeeded(undefined, store).rules().hash).toBe(hashRules());
  expect(loadRules(DEFAULT_RULES).hash).toBe(hashRules(DEFAULT_RULES));
});
