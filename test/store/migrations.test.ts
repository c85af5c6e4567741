import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/open.ts';
import { begunStore } from './begun-store.ts';
import { migrated, schemaFile, schemaOf } from './write-schema.ts';

test('migrations are numbered one after the other, since a store knows by its position which it has had', () => {
  const numbers = readdirSync(new URL('../../src/store/migrations', import.meta.url))
    .toSorted()
    .map((name) => /^(\d{3})-[a-z-]+\.sql$/.exec(name)?.[1]);
  expect(numbers).toEqual(numbers.map((_, at) => String(at + 1).padStart(3, '0')));
});

test('a new store begins with what the migrations make: its tables, and its first rows', () => {
  const db = migrated();
  // "node test/store/write-schema.ts" writes it anew.
  expect(readFileSync(new URL('../../src/store/schema.sql', import.meta.url), 'utf8')).toBe(schemaFile(db));
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-schema-'));
  const store = openStore(folder);
  const copy = begunStore(join(folder, 'copy'));
  for (const { sql } of [store, copy]) expect(schemaOf({ prepare: sql })).toBe(schemaOf(db));
  const own = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/;
  const tables = db
    .prepare(
      `select name from sqlite_master where type = 'table' and name not like 'post~_search%' escape '~'`,
    )
    .all()
    .map(({ name }) => String(name));
  for (const table of tables) {
    const rows = `select * from "${table}"`;
    const [here, copied, there] = [store.sql(rows).all(), copy.sql(rows).all(), db.prepare(rows).all()];
    if (table !== 'catalogue_change') expect([table, here, copied]).toEqual([table, there, there]);
    for (const row of table === 'catalogue_change' ? [...here, ...there] : [])
      expect(row).toEqual({ n: 1, catalogue_id: expect.stringMatching(own) });
  }
  const nameOf = ({ sql }: Store) => sql('select catalogue_id from catalogue_change').get()?.['catalogue_id'];
  expect(nameOf(copy)).not.toBe(nameOf(store));
  copy.close();
  store.close();
  db.close();
  rmSync(folder, { recursive: true });
});
