import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookAtBackups } from '../../src/server/look-round.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { startCrawl } from '../../src/store/runs.ts';

const HOUR = 3_600_000;
let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamplighter-look-'));
  store = openStore(join(folder, 'data'));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

/** A backup that was made so many milliseconds before now. */
function backupMade(before: number): void {
  const file = join(folder, 'lamplighter-20261128T020000Z.sqlite');
  writeFileSync(file, '');
  const at = (Date.now() - before) / 1000;
  utimesSync(file, at, at);
}

const look = () => lookAtBackups(store, folder, Date.now());

describe('backups that are older than the store', () => {
  test('are told where nothing was read yet: a store that was lost begins anew', () => {
    backupMade(9 * HOUR);
    expect(look()).toMatchObject({ ok: false, say: expect.stringContaining('lamplighter restore') });
  });

  test('are told where it has been read since', () => {
    backupMade(9 * HOUR);
    startCrawl(store, 'c', Date.now() - HOUR);
    expect(look()).toMatchObject({ ok: false, say: expect.stringContaining('begun after lamplighter-2026') });
  });

  test('are none where the store holds what is older still, as after a restore', () => {
    backupMade(9 * HOUR);
    startCrawl(store, 'c', Date.now() - 10 * HOUR);
    expect(look()).toMatchObject({ ok: true });
  });

  test('are none of a store that is young and was backed up since', () => {
    backupMade(-1000);
    expect(look()).toMatchObject({ ok: true });
  });
});
