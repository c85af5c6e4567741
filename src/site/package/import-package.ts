import * as z from 'zod';
import { DATE_PRECISIONS } from '../../base/dates/dates.ts';
import { Failure } from '../../base/errors.ts';
import { resolveUrl } from '../../base/url.ts';
import { adoptCatalogueId, catalogueIsEmpty } from '../../store/catalogue-state.ts';
import { CASE_FACTS, ENTRY_LISTS, VOUCHED } from '../../store/codecs.ts';
import { addEntry, entryIdByKey, type EntryRecord } from '../../store/entries.ts';
import { addEvent, EVENT_KINDS } from '../../store/entry-events.ts';
import { keepLink, LINK_STATES, watchLink } from '../../store/links.ts';
import { inTransaction, type Store } from '../../store/open.ts';
import {
  badCell,
  jsonIn,
  listIn,
  numberIn,
  oneIn,
  type PackageRow,
  readPackage,
  textIn,
  timeIn,
  timeOrNull,
  wordIn,
} from './read-package.ts';

/**
 * Builds a catalogue from a data package. All of it or nothing.
 * @returns how many entries there are now.
 * @throws Failure (`config`) when the store has entries, or naming the file, row and field that is not what it should be.
 */
export function importPackage(store: Store, dir: string): number {
  const { id, tables } = readPackage(dir);
  const rows = (name: string) => tables.get(name) ?? [];
  const councils = Map.groupBy(rows('case-councils'), (row) => numberIn(row, 'case'));
  return inTransaction(store, () => {
    if (!catalogueIsEmpty(store))
      throw new Failure('config', 'this catalogue has entries; import into an empty store', {
        file: store.path,
      });
    if (id !== undefined) adoptCatalogueId(store, id);
    const seen = new Set<number>();
    for (const row of rows('cases')) importCase(store, row, councils, seen);
    for (const row of councils.values()) for (const one of row) caseIn(one, seen);
    for (const row of rows('links')) importLink(store, row, seen);
    for (const row of rows('changes')) importChange(store, row, seen);
    return rows('cases').length;
  });
}

function importCase(
  store: Store,
  row: PackageRow,
  councils: ReadonlyMap<number, readonly PackageRow[]>,
  seen: Set<number>,
): void {
  const id = numberIn(row, 'id');
  if (id < 1) throw badCell(row, 'id', 'must be a whole number from 1');
  if (seen.has(id)) throw badCell(row, 'id', `${id} is the number of an earlier row, too`);
  seen.add(id);
  const entry = entryOf(row, councils.get(id) ?? []);
  const other = entryIdByKey(store, entry.urlKey);
  if (other !== undefined) throw badCell(row, 'url_key', `case ${other} has the same`);
  addEntry(store, entry, id);
}

function entryOf(row: PackageRow, councils: readonly PackageRow[]): EntryRecord {
  const url = resolveUrl(textIn(row, 'url'), undefined);
  if (url === undefined) throw badCell(row, 'url', `"${textIn(row, 'url')}" is no http address`);
  return {
    candidateId: null,
    url,
    urlKey: wordIn(row, 'url_key'),
    title: wordIn(row, 'title'),
    slug: wordIn(row, 'slug'),
    publisher: wordIn(row, 'publisher'),
    sourceId: wordIn(row, 'source'),
    blurb: wordIn(row, 'blurb'),
    published: dayIn(row, 'published'),
    datePrecision: oneIn(row, 'date_precision', DATE_PRECISIONS),
    stage: wordIn(row, 'stage'),
    evidence: wordIn(row, 'evidence'),
    councils: councils.map((council) => ({ code: wordIn(council, 'code'), as: wordIn(council, 'as') })),
    topics: listIn(row, 'topics'),
    practices: listIn(row, 'practices'),
    why: jsonIn(row, 'why', (why) => ENTRY_LISTS.why.read({ why }, row.line)),
    // Packages from before facts have no such column.
    facts: jsonIn(row, 'facts', (facts) => CASE_FACTS.read({ facts: facts || '{}' }, row.line)),
    // Nor have older ones this.
    vouched: jsonIn(row, 'vouched', (vouched) => VOUCHED.read({ vouched: vouched || 'null' }, row.line)),
    acceptedAt: timeIn(row, 'accepted'),
    listedAt: timeIn(row, 'listed'),
    updatedAt: timeIn(row, 'updated'),
  };
}

const Day = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/);

/** A date as far as it is known, or null. */
function dayIn(row: PackageRow, field: string): string | null {
  const day = textIn(row, field);
  if (day === '') return null;
  if (Day.safeParse(day).success) return day;
  throw badCell(row, field, `"${day}" is no date; write 2024-09-20, 2024-09 or 2024`);
}

/** The number of a case that the package has. */
function caseIn(row: PackageRow, seen: ReadonlySet<number>): number {
  const id = numberIn(row, 'case');
  if (!seen.has(id)) throw badCell(row, 'case', `cases.csv has no case ${id}`);
  return id;
}

function importLink(store: Store, row: PackageRow, seen: ReadonlySet<number>): void {
  const id = caseIn(row, seen);
  const nextAt = timeIn(row, 'next_check');
  watchLink(store, id, null, nextAt);
  keepLink(store, id, {
    state: oneIn(row, 'state', LINK_STATES),
    strikes: numberIn(row, 'strikes'),
    checkedAt: timeOrNull(row, 'checked'),
    nextAt,
    movedTo: textIn(row, 'moved_to') || null,
    archiveUrl: textIn(row, 'archive_url') || null,
    archiveAt: timeOrNull(row, 'archive_time'),
    archiveTriedAt: timeOrNull(row, 'archive_sought'),
  });
}

function importChange(store: Store, row: PackageRow, seen: ReadonlySet<number>): void {
  addEvent(store, {
    entryId: caseIn(row, seen),
    kind: oneIn(row, 'kind', EVENT_KINDS),
    reason: textIn(row, 'reason'),
    by: 'import',
    at: timeIn(row, 'at'),
  });
}
