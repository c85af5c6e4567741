import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_RULES, hashRules, loadRules } from '../../src/classify/rules.ts';
import { rulesWhenNeeded } from '../../src/rounds/rules-when-needed.ts';
import { switchTaught } from '../../src/learn/taught.ts';
import { keepCorrections } from '../../src/store/corrections.ts';
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

it('takes what decisions taught from the next post on, and the pack alone when that is switched off', () => {
  const pack = rulesWhenNeeded(undefined, store);
  const alone = pack.rules();
  const corrections = { decisions: 30, terms: { bought: 2 }, tells: {}, hosts: {} };
  keepCorrections(store, { madeAt: 1, madeBy: null, decisions: 30, corrections });
  expect(pack.rules().lines?.taught).toEqual(corrections);
  expect(pack.rules().hash).toBe(pack.hash);
  expect(pack.hash).not.toBe(alone.hash);
  expect(switchTaught(store, { on: false, who: 'Ana', now: 2 })).toBe(true);
  expect(pack.rules()).toBe(alone);
  expect(pack.hash).toBe(alone.hash);
  expect(switchTaught(store, { on: true, who: 'Ana', now: 3 })).toBe(true);
  expect(pack.rules().lines?.taught).toEqual(corrections);
});

it('gives the rules the hash that was foretold', () => {
  expect(rulesWhenNeeded(undefined, store).rules().hash).toBe(hashRules());
  expect(loadRules(DEFAULT_RULES).hash).toBe(hashRules(DEFAULT_RULES));
});
