import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { defined } from '../../base/defined.ts';
import { allCouncils } from '../../classify/councils/councils.ts';
import { readCatalogue } from '../../catalogue/catalogue.ts';
import type { Entry } from '../../catalogue/entry.ts';
import { catalogueId } from '../../store/catalogue-state.ts';
import { type EntryEvent, eventsAfter } from '../../store/entry-events.ts';
import type { Store } from '../../store/open.ts';
import { csvLine } from '../../base/csv.ts';
import { type Column, type Table, TABLES } from './package-tables.ts';

/** A file of the data package, in parts: a whole table at once would hold everybody else up when it is hashed or sent. */
export type PackageFile = { readonly name: string; readonly parts: readonly string[] };

type Row = readonly (string | number | null)[];

/** The catalogue as a Frictionless data package. The same catalogue always gives the same bytes. */
export function dataPackage(store: Store): { readonly name: string; readonly body: string }[] {
  const making = makePackage(store);
  for (let step = making.next(); ; step = making.next())
    if (step.done === true) return step.value.map(({ name, parts }) => ({ name, body: parts.join('') }));
}

/** As `dataPackage`, a few milliseconds at a time, so that everybody else is answered between two of them. */
export async function dataPackageInTurns(store: Store): Promise<PackageFile[]> {
  const making = makePackage(store);
  for (let step = making.next(); ; step = making.next()) {
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Entries that are read or written between two looks at the others who wait. */
const SLICE = 100;

/** The package, step by step: each `yield` is a place to rest. */
function* makePackage(store: Store): Generator<void, PackageFile[]> {
  // Before the entries: what happens meanwhile may have an entry without its events, never events without their entry.
  const events = yield* allEvents(store);
  const entries = [...readCatalogue(store).byId.values()]
    .map(({ entry }) => entry)
    .sort((a, b) => a.id - b.id);
  yield;
  const rows: Readonly<Record<string, Iterable<Row>>> = {
    cases: rowsOf(entries, (entry) => [caseRow(entry)]),
    'case-councils': rowsOf(entries, ({ id, councils }) =>
      councils.map(({ code, as }, at) => [id, at + 1, code, as]),
    ),
    links: rowsOf(entries, (entry) => [linkRow(entry)]),
    changes: rowsOf(events, (event, at) => [
      [at + 1, event.entryId, event.kind, event.reason, iso(event.at)],
    ]),
    councils: councilRows(),
  };
  const files: PackageFile[] = [];
  const resources: object[] = [];
  for (const table of TABLES) {
    const { file, measured } = yield* writeTable(table, rows[table.name] ?? []);
    files.push(file);
    resources.push(resource(table, measured));
  }
  const body = descriptor(resources, newest(events), catalogueId(store));
  return [{ name: 'datapackage.json', parts: [body] }, ...files];
}

function* allEvents(store: Store): Generator<void, EntryEvent[]> {
  const all: EntryEvent[] = [];
  for (let last = 0; ;) {
    const some = eventsAfter(store, last, SLICE);
    all.push(...some);
    last = some.at(-1)?.id ?? last;
    if (some.length < SLICE) return all;
    yield;
  }
}

function* rowsOf<From>(
  all: readonly From[],
  make: (one: From, at: number) => readonly Row[],
): Generator<Row> {
  for (const [at, one] of all.entries()) yield* make(one, at);
}

/** What the descriptor says of a table's bytes. */
type Measured = { readonly bytes: number; readonly hash: string };

function* writeTable(
  table: Table,
  rows: Iterable<Row>,
): Generator<void, { readonly file: PackageFile; readonly measured: Measured }> {
  const parts: string[] = [];
  const hash = createHash('sha256');
  let bytes = 0;
  for (const part of partsOf(table, rows)) {
    parts.push(part);
    hash.update(part);
    bytes += Buffer.byteLength(part);
    yield;
  }
  const measured = { bytes, hash: `sha256:${hash.digest('hex')}` };
  return { file: { name: `${table.name}.csv`, parts }, measured };
}

function* partsOf(table: Table, rows: Iterable<Row>): Generator<string> {
  let lines = [csvLine(table.columns.map(({ name }) => name))];
  for (const row of rows) {
    lines.push(csvLine(row));
    if (lines.length < SLICE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

function caseRow(entry: Entry): Row {
  return [
    entry.id,
    entry.title,
    entry.slug,
    entry.blurb,
    entry.publisher,
    entry.sourceId,
    entry.url,
    entry.urlKey,
    entry.published,
    entry.datePrecision,
    entry.topics.join(';'),
    entry.practices.join(';'),
    entry.stage,
    entry.evidence,
    JSON.stringify(entry.why),
    JSON.stringify(entry.facts),
    entry.vouched === null ? null : JSON.stringify(entry.vouched),
    iso(entry.acceptedAt),
    iso(entry.listedAt),
    iso(entry.updatedAt),
  ];
}

function linkRow({ id, link }: Entry): Row {
  return [
    id,
    link.state,
    link.strikes,
    isoOrNull(link.checkedAt),
    iso(link.nextAt),
    link.movedTo,
    link.archiveUrl,
    isoOrNull(link.archiveAt),
    isoOrNull(link.archiveTriedAt),
  ];
}

function councilRows(): Row[] {
  return allCouncils().map((council) => [
    council.code,
    council.gss,
    council.name,
    council.nation,
    council.region,
    council.tier,
    council.ruralUrban,
    council.former ? 'true' : 'false',
    council.replacedBy.join(';'),
  ]);
}

function descriptor(resources: readonly object[], created: string, id: string): string {
  const whole = {
    profile: 'tabular-data-package',
    name: 'lamplighter-catalogue',
    id,
    title: 'Case studies of good council procurement',
    description:
      'What Lamplighter publishes about case studies of council procurement. The case studies themselves belong to their publishers.',
    version: '1.0.0',
    created,
    licenses: [
      {
        name: 'CC-BY-4.0',
        title: 'Creative Commons Attribution 4.0',
        path: 'https://creativecommons.org/licenses/by/4.0/',
      },
    ],
    sources: [
      {
        title:
          'mySociety: UK local authority names and codes, rural–urban classification, deprivation (CC BY 4.0)',
        path: 'https://pages.mysociety.org/uk_local_authority_names_and_codes/',
      },
    ],
    resources,
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function resource(table: Table, measured: Measured): object {
  return {
    profile: 'tabular-data-resource',
    name: table.name,
    path: `${table.name}.csv`,
    description: table.say,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    ...measured,
    schema: {
      fields: table.columns.map(describeColumn),
      primaryKey: table.key,
      ...(Object.keys(table.refers).length === 0
        ? {}
        : {
            foreignKeys: Object.entries(table.refers).map(([fields, resource]) => ({
              fields,
              reference: { resource, fields: 'id' },
            })),
          }),
    },
  };
}

function describeColumn({ name, type, say, format, required, values }: Column): object {
  const constraints = {
    ...(required === true ? { required: true } : {}),
    ...defined({ enum: values }),
  };
  return {
    name,
    type,
    ...defined({ format }),
    description: say,
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}

function newest(events: readonly EntryEvent[]): string {
  return iso(events.reduce((latest, { at }) => Math.max(latest, at), 0));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
