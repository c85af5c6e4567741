import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseCsv } from '../../src/base/csv.ts';
import { dataPackage } from '../../src/site/package/package.ts';
import { TABLES } from '../../src/site/package/package-tables.ts';
import { importPackage } from '../../src/site/package/import-package.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { withdrawEntry } from '../../src/catalogue/publish.ts';
import { keepLink } from '../../src/store/links.ts';
import type { Store } from '../../src/store/open.ts';
import { acceptedCandidate, freshStore, listed, NOON, publish } from '../catalogue/fixtures.ts';
import { get, site } from './site.ts';

function written(store: Store): string {
  const dir = mkdtempSync(join(tmpdir(), 'lamplighter-package-'));
  for (const { name, body } of dataPackage(store)) writeFileSync(join(dir, name), body);
  return dir;
}

function wellFilled(): Store {
  const store = freshStore();
  const first = listed(store, { title: '=SUM(A1)', hits: [{ rule: 'act.procure', points: 3 }] });
  const second = listed(store, {
    title: 'With "quotes", commas; and ünicode',
    councils: [],
    published: null,
  });
  const candidate = acceptedCandidate(store);
  publish(store, candidate, { title: 'Undone later' });
  listed(store, {
    title: 'Two councils',
    read: {
      title: { origin: 'heading', confirmed: true },
      published: { confirmed: false, agreeing: [], others: [] },
    },
    facts: { supplier: '=Lamps & Co', cost: { amount: 0.5, currency: 'GBP', say: 'half, "or so"' } },
    councils: [
      { code: 'COP', as: "'Copeland" },
      { code: 'NBL', as: 'Northumberland; the county' },
    ],
    topics: ['street-lighting', 'waste-recycling'],
  });
  withdrawEntry(store, second, { kind: 'withdrawn', reason: '@home, "gone"', by: '1', at: NOON + 5 });
  withdrawEntry(store, 3, { kind: 'withdrawn', reason: 'Undone', by: '1', at: NOON + 6 });
  keepLink(store, first, {
    state: 'dead',
    strikes: 3,
    checkedAt: NOON + 7,
    nextAt: NOON + 8,
    archiveUrl: 'https://web.archive.org/web/2024/https://ashden.org/',
    archiveAt: NOON,
    archiveTriedAt: NOON + 9,
    movedTo: null,
  });
  return store;
}

describe('the data package', () => {
  test('imported into an empty store exports to the same bytes, and readers see the same', async () => {
    const store = wellFilled();
    const copy = freshStore();
    expect(importPackage(copy, written(store))).toBe(4);
    expect(dataPackage(copy)).toEqual(dataPackage(store));
    const [one, other] = [await site(store), await site(copy)];
    for (const path of [
      '/search.json',
      '/search?q=quotes',
      '/search?q=sum',
      '/case/2-x',
      '/case/3-x',
      '/changes',
      '/embed?council=COP',
    ])
      expect((await get(other, path)).body, path).toBe((await get(one, path)).body);
    expect((await get(other, '/case/3-undone-later')).statusCode).toBe(410);
  });

  test('describes every file it has, by the Data Package standard, and every row fits', () => {
    const files = new Map(dataPackage(wellFilled()).map(({ name, body }) => [name, body]));
    const descriptor = DescriptorSchema.parse(JSON.parse(files.get('datapackage.json') ?? ''));
    expect(descriptor.resources.map(({ path }) => path).sort()).toEqual(
      [...files.keys()].filter((name) => name.endsWith('.csv')).sort(),
    );
    const keys = new Map<string, Set<string>>();
    for (const { name, path, bytes, schema } of descriptor.resources) {
      const body = files.get(path) ?? '';
      expect(Buffer.byteLength(body), path).toBe(bytes);
      const rows = parseCsv(body);
      expect(Object.keys(rows[0] ?? {}), path).toEqual(schema.fields.map((field) => field.name));
      for (const row of rows)
        for (const field of schema.fields)
          expect(fits(row[field.name] ?? '', field), `${path} ${field.name} "${row[field.name]}"`).toBe(true);
      const own = rows.map((row) => schema.primaryKey.map((column) => row[column]).join('|'));
      expect(new Set(own).size, path).toBe(rows.length);
      keys.set(name, new Set(own));
      for (const { fields, reference } of schema.foreignKeys ?? [])
        for (const row of rows) expect(keys.get(reference.resource), path).toContain(row[fields]);
    }
  });

  test('is described in the reference, column by column', () => {
    const reference = readFileSync(new URL('../../docs/reference/data-package.md', import.meta.url), 'utf8');
    for (const { name, columns } of TABLES)
      for (const column of columns)
        expect(reference.split(`## ${name}.csv`)[1]?.split('\n## ')[0], name).toContain(
          `| \`${column.name}\` | ${column.type}`,
        );
  });

  test('holds nothing of the publisher’s text and nobody’s name', () => {
    for (const { body } of dataPackage(wellFilled())) {
      expect(body).not.toContain('cut carbon emissions from lighting');
      expect(body).not.toContain('editor');
    }
  });

  test('is refused where there are entries already, and when a file was damaged or is missing; nothing is left half done', () => {
    const dir = written(wellFilled());
    const busy = freshStore();
    listed(busy);
    expect(() => importPackage(busy, dir)).toThrow('import into an empty store');
    const empty = freshStore();
    expect(() => importPackage(empty, tmpdir())).toThrow('datapackage.json');
    writeFileSync(join(dir, 'links.csv'), `${readFileSync(join(dir, 'links.csv'), 'utf8')}9,ok,0,,,,,,\r\n`);
    expect(() => importPackage(empty, dir)).toThrow(/links\.csv: was changed or damaged/);
    expect(importPackage(empty, written(wellFilled()))).toBe(4);
  });

  test('names the file, the row and the field of what is wrong, and leaves the store empty', () => {
    for (const [file, from, to, say] of [
      [
        'cases.csv',
        ',day,',
        ',dag,',
        'cases.csv, date_precision: row 2: "dag" is none of day, month, year, none',
      ],
      ['cases.csv', ',2022-03-14,', ',14/03/2022,', 'cases.csv, published: row 2: "14/03/2022" is no date'],
      ['cases.csv', 'https://ashden.org', 'ftp://ashden.org', 'cases.csv, url: row 2: "ftp://ashden.org'],
      ['cases.csv', '\r\n2,', '\r\n1,', 'cases.csv, id: row 3: 1 is the number of an earlier row'],
      ['cases.csv', '\r\n3,', '\r\nthree,', 'cases.csv, id: row 4: "three" is not a whole number'],
      ['cases.csv', '"[""', '"[', 'cases.csv, why: row 2: '],
      ['cases.csv', 'id,title', 'id,name', 'cases.csv, title: has no column "title"'],
      [
        'case-councils.csv',
        '\r\n1,1,',
        '\r\n77,1,',
        'case-councils.csv, case: row 2: cases.csv has no case 77',
      ],
      ['links.csv', ',dead,', ',dying,', 'links.csv, state: row 2: "dying" is none of'],
      ['changes.csv', ',withdrawn,', ',vanished,', 'changes.csv, kind: row '],
      ['changes.csv', ',2026-10-01T12:00:00.000Z', ',noon', 'changes.csv, at: row 2: "noon" is not a time'],
    ] as const) {
      const dir = written(wellFilled());
      const read = (name: string) => readFileSync(join(dir, name), 'utf8');
      const body = read(file).replace(from, to);
      expect(body, say).not.toBe(read(file));
      const hash = (text: string) => createHash('sha256').update(text).digest('hex');
      const descriptor = read('datapackage.json').replace(hash(read(file)), hash(body));
      writeFileSync(join(dir, file), body);
      writeFileSync(join(dir, 'datapackage.json'), descriptor);
      const store = freshStore();
      expect(() => importPackage(store, dir), say).toThrow(say);
      expect(readCatalogue(store).byId.size, say).toBe(0);
    }
  });

  test('is served at /data', async () => {
    const app = await site(wellFilled());
    expect((await get(app, '/data')).body).toContain('href="/data/cases.csv"');
    expect((await get(app, '/data/datapackage.json')).json()).toMatchObject({
      name: 'lamplighter-catalogue',
    });
    expect((await get(app, '/data/nothing.csv')).statusCode).toBe(404);
  });
});

const FieldSchema = z.strictObject({
  name: z.string().regex(/^[a-z_]+$/),
  type: z.enum(['integer', 'string', 'datetime', 'boolean', 'array', 'object']),
  format: z.enum(['uri', 'any']).optional(),
  description: z
    .string()
    .min(5)
    .or(z.enum(['When'])),
  constraints: z
    .strictObject({ required: z.boolean().optional(), enum: z.array(z.string()).optional() })
    .optional(),
});
const DescriptorSchema = z.object({
  profile: z.literal('tabular-data-package'),
  name: z.string().regex(/^[-a-z0-9._/]+$/),
  licenses: z.array(z.object({ name: z.literal('CC-BY-4.0'), path: z.url() })).length(1),
  created: z.iso.datetime(),
  resources: z.array(
    z.object({
      profile: z.literal('tabular-data-resource'),
      name: z.string().regex(/^[-a-z0-9._/]+$/),
      path: z.string(),
      bytes: z.int(),
      hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
      schema: z.object({
        fields: z.array(FieldSchema),
        primaryKey: z.array(z.string()),
        foreignKeys: z
          .array(
            z.object({
              fields: z.string(),
              reference: z.object({ resource: z.string(), fields: z.string() }),
            }),
          )
          .optional(),
      }),
    }),
  ),
});

function fits(cell: string, { type, format, constraints }: z.output<typeof FieldSchema>): boolean {
  if (cell === '') return constraints?.required !== true;
  if (constraints?.enum !== undefined && !constraints.enum.includes(cell)) return false;
  switch (type) {
    case 'integer':
      return /^-?\d+$/.test(cell);
    case 'boolean':
      return cell === 'true' || cell === 'false';
    case 'datetime':
      return z.iso.datetime().safeParse(cell).success;
    case 'array':
      return Array.isArray(JSON.parse(cell));
    case 'object':
      return z.record(z.string(), z.unknown()).safeParse(JSON.parse(cell)).success;
    case 'string':
      return format !== 'uri' || URL.canParse(cell);
  }
}
