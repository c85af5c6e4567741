import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { defined } from '../../base/defined.ts';
import { allCouncils } from '../../classify/councils/councils.ts';
import type { Entry } from '../../catalogue/entry.ts';
import { historyOf } from '../../catalogue/history.ts';
import { catalogueId } from '../../store/catalogue-state.ts';
import { entryRowsAfter } from '../../store/entries.ts';
import type { EntryEvent } from '../../store/entry-events.ts';
import type { Store } from '../../store/open.ts';
import { csvLine } from '../../base/csv.ts';
import { type Column, type Table, TABLES } from './package-tables.ts';

/** A file of the data package. */
export type PackageFile = { readonly name: string; readonly body: string };

type Row = readonly (string | number | null)[];

/** The catalogue as a Frictionless data package. The same catalogue always gives the same bytes. */
export function dataPackage(store: Store): PackageFile[] {
  const making = makePackage(store);
  for (let step = making.next(); ; step = making.next()) if (step.done === true) return step.value;
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
  const events = historyOf(store);
  yield;
  const entries = yield* allEntries(store);
  const rows: Readonly<Record<string, readonly Row[]>> = {
    cases: yield* inSlices(entries, (entry) => [caseRow(entry)]),
    'case-councils': yield* inSlices(entries, ({ id, councils }) =>
      councils.map(({ code, as }, at) => [id, at + 1, code, as]),
    ),
    links: yield* inSlices(entries, (entry) => [linkRow(entry)]),
    changes: yield* inSlices([...events.entries()], ([at, event]) => [
      [at + 1, event.entryId, event.kind, event.reason, iso(event.at)],
    ]),
    councils: councilRows(),
  };
  const files: PackageFile[] = [];
  for (const table of TABLES) {
    const header = csvLine(table.columns.map(({ name }) => name));
    const lines = yield* inSlices(rows[table.name] ?? [], (row) => [csvLine(row)]);
    files.push({ name: `${table.name}.csv`, body: header + lines.join('') });
  }
  const resources: object[] = [];
  for (const [at, table] of TABLES.entries()) {
    yield;
    resources.push(resource(table, files[at]?.body ?? ''));
  }
  const body = descriptor(resources, newest(events), catalogueId(store));
  return [{ name: 'datapackage.json', body }, ...files];
}

function* allEntries(store: Store): Generator<void, Entry[]> {
  const entries: Entry[] = [];
  for (let last = 0; ;) {
    const some = entryRowsAfter(store, last, SLICE);
    entries.push(...some);
    last = some.at(-1)?.id ?? last;
    if (some.length < SLICE) return entries;
    yield;
  }
}

function* inSlices<From, To>(
  all: readonly From[],
  make: (one: From) => readonly To[],
): Generator<void, To[]> {
  const made: To[] = [];
  for (const [at, one] of all.entries()) {
    made.push(...make(one));
    if (at % SLICE === SLICE - 1) yield;
  }
  return made;
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

function resource(table: Table, body: string): object {
  return {
    profile: 'tabular-data-resource',
    name: table.name,
    path: `${table.name}.csv`,
    description: table.say,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: Buffer.byteLength(body),
    hash: `sha256:${createHash('sha256').update(body).digest('hex')}`,
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
