import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { DATE_PRECISIONS, type DatePrecision } from '../../base/dates.ts';
import { Failure, messageOf } from '../../base/errors.ts';
import { resolveUrl } from '../../base/url.ts';
import { type Fact, parseCsv, unguarded } from '../../base/csv.ts';
import { searchWords } from '../../catalogue/publish.ts';
import { CASE_FACTS } from '../../store/codecs.ts';
import { addEntry, catalogueIsEmpty, type EntryRecord } from '../../store/entries.ts';
import { addEvent, eventKind } from '../../store/entry-events.ts';
import { keepLink, LINK_STATES, watchLink } from '../../store/links.ts';
import { inTransaction, type Store } from '../../store/open.ts';

const DescriptorSchema = z.object({
  resources: z.array(
    z.object({ name: z.string(), path: z.string().regex(/^[\w-]+\.csv$/), hash: z.string() }),
  ),
});

/**
 * Builds a catalogue from a data package. All of it or nothing.
 * @returns how many entries there are now.
 * @throws Failure (`config`) when the store has entries, or a file is missing, damaged or not what it should be.
 */
export function importPackage(store: Store, dir: string): number {
  const tables = readTables(dir);
  const rows = (name: string) => tables.get(name) ?? [];
  return inTransaction(store, () => {
    if (!catalogueIsEmpty(store))
      throw new Failure('config', 'this catalogue has entries; import into an empty store', {
        file: store.path,
      });
    for (const row of rows('cases')) {
      const entry = entryOf(row, rows('case-councils'), join(dir, 'cases.csv'));
      addEntry(store, entry, searchWords(entry), numberIn(row, 'id'));
    }
    for (const row of rows('links')) importLink(store, row);
    for (const row of rows('changes'))
      addEvent(store, {
        entryId: numberIn(row, 'case'),
        kind: eventKind(textIn(row, 'kind')),
        reason: textIn(row, 'reason'),
        by: 'import',
        at: timeIn(row, 'at'),
      });
    return rows('cases').length;
  });
}

function readTables(dir: string): ReadonlyMap<string, readonly Fact[]> {
  const file = join(dir, 'datapackage.json');
  const parsed = DescriptorSchema.safeParse(JSON.parse(readText(file)));
  if (!parsed.success)
    throw new Failure(
      'config',
      `is no data package of a catalogue: ${parsed.error.issues[0]?.message ?? ''}`,
      {
        file,
      },
    );
  return new Map(
    parsed.data.resources.map(({ name, path, hash }) => {
      const body = readText(join(dir, path));
      const found = `sha256:${createHash('sha256').update(body).digest('hex')}`;
      if (found !== hash)
        throw new Failure('config', 'was changed or damaged after it was exported: its hash is another', {
          file: join(dir, path),
        });
      return [name, parseCsv(body)] as const;
    }),
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('config', `cannot be read (${messageOf(error)})`, { file }, { cause: error });
  }
}

function entryOf(row: Fact, councils: readonly Fact[], file: string): EntryRecord {
  const id = textIn(row, 'id');
  const url = resolveUrl(textIn(row, 'url'), undefined);
  if (url === undefined)
    throw new Failure('config', `case ${id} has no http address`, { file, field: 'url' });
  return {
    candidateId: null,
    url,
    urlKey: textIn(row, 'url_key'),
    title: textIn(row, 'title'),
    slug: textIn(row, 'slug'),
    publisher: textIn(row, 'publisher'),
    sourceId: textIn(row, 'source'),
    blurb: textIn(row, 'blurb'),
    published: textIn(row, 'published') || null,
    datePrecision: precisionIn(row, file),
    stage: textIn(row, 'stage'),
    evidence: textIn(row, 'evidence'),
    councils: councils
      .filter((council) => textIn(council, 'case') === id)
      .map((council) => ({ code: textIn(council, 'code'), as: textIn(council, 'as') })),
    topics: listIn(row, 'topics'),
    practices: listIn(row, 'practices'),
    why: z.array(z.string()).parse(JSON.parse(textIn(row, 'why'))),
    // Packages from before facts have no such column.
    facts: CASE_FACTS.read({ facts: textIn(row, 'facts') || '{}' }, id),
    acceptedAt: timeIn(row, 'accepted'),
    listedAt: timeIn(row, 'listed'),
    updatedAt: timeIn(row, 'updated'),
  };
}

function importLink(store: Store, row: Fact): void {
  const id = numberIn(row, 'case');
  const nextAt = timeIn(row, 'next_check');
  watchLink(store, id, null, nextAt);
  keepLink(store, id, {
    state: LINK_STATES.find((state) => state === row['state']) ?? 'unchecked',
    strikes: numberIn(row, 'strikes'),
    checkedAt: timeOrNull(row, 'checked'),
    nextAt,
    movedTo: textIn(row, 'moved_to') || null,
    archiveUrl: textIn(row, 'archive_url') || null,
    archiveAt: timeOrNull(row, 'archive_time'),
    archiveTriedAt: timeOrNull(row, 'archive_sought'),
  });
}

function textIn(row: Fact, column: string): string {
  return unguarded(row[column] ?? '');
}

function precisionIn(row: Fact, file: string): DatePrecision {
  const word = textIn(row, 'date_precision');
  const precision = DATE_PRECISIONS.find((one) => one === word);
  if (precision === undefined)
    throw new Failure(
      'config',
      `case ${textIn(row, 'id')} has a date_precision of "${word}", which is none of ${DATE_PRECISIONS.join(', ')}`,
      { file, field: 'date_precision' },
    );
  return precision;
}

function listIn(row: Fact, column: string): string[] {
  return textIn(row, column)
    .split(';')
    .filter((part) => part !== '');
}

function numberIn(row: Fact, column: string): number {
  const value = Number(row[column]);
  if (!Number.isSafeInteger(value))
    throw new Failure('config', `"${row[column]}" is not a whole number`, { field: column });
  return value;
}

function timeIn(row: Fact, column: string): number {
  const at = Date.parse(row[column] ?? '');
  if (!Number.isFinite(at)) throw new Failure('config', `"${row[column]}" is not a time`, { field: column });
  return at;
}

function timeOrNull(row: Fact, column: string): number | null {
  return (row[column] ?? '') === '' ? null : timeIn(row, column);
}
