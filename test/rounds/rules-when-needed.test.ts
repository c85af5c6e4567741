import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  DEFAULT_RULES,
  hashPack,
  loadRules,
  parseRules,
  readRulesFile,
  type RuleSet,
} from '../../src/classify/rules.ts';
import { rulesWhenNeeded } from '../../src/rounds/rules-when-needed.ts';
import { switchTaught } from '../../src/learn/taught.ts';
import { keepCorrections } from '../../src/store/corrections.ts';
import { savePack } from '../../src/learn/packs.ts';
import { rescoringOwed } from '../../src/store/packs.ts';
import type { Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-rules-'));
  store = begunStore(folder);
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
    values (1, '${hashPack(readRulesFile(file))}', 'hash', 0, 'below', '{}', 0)`);
  const pack = rulesWhenNeeded(file, store);
  expect(pack.hash).toBe(hashPack(readRulesFile(file)));
  expect(() => pack.rules()).toThrow(/proved\.yaml/);
});

it('takes what decisions taught from the next post on, and the pack alone when that is switched off', () => {
  const pack = rulesWhenNeeded(undefined, store);
  const alone = pack.rules();
  const corrections = { decisions: 30, terms: { bought: 2 }, hosts: {} };
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

it('follows a version that is saved, and the file once that is in force again', () => {
  const pack = rulesWhenNeeded(undefined, store);
  const file = pack.rules();
  const text = file.text.replace(/^thresholds: .*$/m, 'thresholds: { queue: 4, strong: 30 }');
  const saving = { madeAt: 1, madeBy: 'Ana', note: 'fewer', lost: 0 };
  savePack(store, { ...saving, pack: text });
  expect(pack.hash).toBe(hashPack(text));
  expect(pack.rules().thresholds).toEqual({ queue: 4, strong: 30 });
  savePack(store, { ...saving, pack: null });
  expect(pack.hash).toBe(file.hash);
  expect(pack.rules().thresholds).toEqual(file.thresholds);
  expect(rescoringOwed(store)).toEqual({ owedSince: 1, after: 0 });
});

it('goes on with the file where the saved version cannot be read by this program', () => {
  savePack(store, {
    madeAt: 1,
    madeBy: 'Ana',
    note: 'of another time',
    lost: 0,
    pack: 'version: 9\npack: [',
  });
  const pack = rulesWhenNeeded(undefined, store);
  expect(pack.hash).toBe(hashPack(readRulesFile()));
  expect(pack.rules().hash).toBe(pack.hash);
});

it('goes on with the rules it has while others are read aside', async () => {
  const before = loadRules();
  let read: (rules: RuleSet | undefined) => void = () => undefined;
  const pack = rulesWhenNeeded(undefined, store, () => new Promise((resolve) => (read = resolve)));
  expect(pack.rules().hash).toBe(before.hash);
  const text = before.text.replace(/^thresholds: .*$/m, 'thresholds: { queue: 4, strong: 30 }');
  savePack(store, { madeAt: 1, madeBy: 'Ana', note: 'fewer', lost: 0, pack: text });
  expect(pack.rules().hash).toBe(before.hash);
  const reading = parseRules(text);
  read(reading.kind === 'rules' ? reading.rules : undefined);
  await expect.poll(() => pack.hash).toBe(hashPack(text));
  expect(pack.rules().thresholds.queue).toBe(4);
});

it('gives the rules the hash that was foretold', () => {
  expect(rulesWhenNeeded(undefined, store).rules().hash).toBe(hashPack(readRulesFile()));
  expect(loadRules(DEFAULT_RULES).hash).toBe(hashPack(readRulesFile(DEFAULT_RULES)));
});
