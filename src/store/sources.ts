import type { Frontier, Validators } from '../model/page.ts';
import { FRONTIER } from './codecs.ts';
import { maybeNumber, maybeText, number, text, type Row } from './columns.ts';
import { holderIsGone, newToken } from './holder.ts';
import type { Store } from './open.ts';

/** What the store knows of a source's rounds. Times in Unix ms. */
export type SourceRow = {
  readonly id: string;
  readonly nextDueAt: number;
  readonly intervalMs: number;
  readonly failures: number;
  readonly witnessedAt: number;
};

/** A lease is written anew when this much of it is used up, and not for every request. */
const RENEW_AFTER_MS = 60_000;

/** Ids of the sources that the store knows. */
export function enrolledSources(store: Store): Set<string> {
  return new Set(
    store
      .sql('select id from source')
      .all()
      .map((row) => text(row, 'id')),
  );
}

/** Makes a row for a source that has none; it is due at once. */
export function enrolSource(store: Store, id: string, now: number, intervalMs: number): void {
  store
    .sql('insert or ignore into source (id, next_due_at, interval_ms) values (?, ?, ?)')
    .run(id, now, intervalMs);
}

/** Ids whose turn has come, the longest overdue first. */
export function dueSources(store: Store, now: number): string[] {
  return store
    .sql('select id from source where next_due_at <= ? order by next_due_at, id')
    .all(now)
    .map((row) => text(row, 'id'));
}

export function sourceRow(store: Store, id: string): SourceRow | undefined {
  const row = store.sql('select * from source where id = ?').get(id);
  return row === undefined ? undefined : toRow(row);
}

export function sourceRows(store: Store): SourceRow[] {
  return store.sql('select * from source order by id').all().map(toRow);
}

/** Takes the source's lease, or answers undefined when another run holds it. A lease of a dead process is taken over. */
export function leaseSource(store: Store, id: string, now: number, forMs: number): string | undefined {
  const row = store.sql('select leased_until, lease_token from source where id = ?').get(id);
  if (row === undefined) return undefined;
  const holder = maybeText(row, 'lease_token');
  if (number(row, 'leased_until') > now && holder !== null && !holderIsGone(holder)) return undefined;
  const token = newToken();
  const taken = store
    .sql('update source set leased_until = ?, lease_token = ? where id = ? and lease_token is ?')
    .run(now + forMs, token, id, holder);
  return taken.changes === 1 ? token : undefined;
}

/** Keeps a lease that is still held; false when it was lost. */
export function renewLease(store: Store, id: string, token: string, until: number): boolean {
  const row = store.sql('select leased_until from source where id = ? and lease_token = ?').get(id, token);
  if (row === undefined) return false;
  if (until - number(row, 'leased_until') < RENEW_AFTER_MS) return true;
  return (
    store.sql('update source set leased_until = ? where id = ? and lease_token = ?').run(until, id, token)
      .changes === 1
  );
}

/** Ends a lease and says when the source is next due. A lease that was lost changes nothing. */
export function endLease(
  store: Store,
  id: string,
  token: string,
  next: { readonly dueAt: number; readonly intervalMs: number; readonly failures: number },
): void {
  store
    .sql(
      `update source set leased_until = 0, lease_token = null, next_due_at = ?, interval_ms = ?, failures = ?
       where id = ? and lease_token = ?`,
    )
    .run(next.dueAt, next.intervalMs, next.failures, id, token);
}

export function keepFrontier(store: Store, id: string, frontier: Frontier | undefined): void {
  store
    .sql('update source set frontier = ? where id = ?')
    .run(frontier === undefined ? null : FRONTIER.write(frontier), id);
}

export function frontierOf(store: Store, id: string): Frontier | undefined {
  const row = store.sql('select frontier from source where id = ? and frontier is not null').get(id);
  return row === undefined ? undefined : FRONTIER.read(row, id);
}

/** Since when a source is being read for the first time in more runs than one; null where it is not. Unix ms. */
export function fillingSince(store: Store, id: string): number | null {
  const row = store.sql('select filling_since from source where id = ?').get(id);
  return row === undefined ? null : maybeNumber(row, 'filling_since');
}

export function keepFilling(store: Store, id: string, since: number | null): void {
  store.sql('update source set filling_since = ? where id = ?').run(since, id);
}

export function keepWitnessed(store: Store, id: string, at: number): void {
  store.sql('update source set witnessed_at = ? where id = ?').run(at, id);
}

/** Validators saved for an address, if the same adapter saved them and not before `since`. */
export function validatorsFor(
  store: Store,
  url: string,
  adapterHash: string,
  since: number,
): Validators | undefined {
  const row = store
    .sql('select etag, last_modified from validator where url = ? and adapter_hash = ? and saved_at >= ?')
    .get(url, adapterHash, since);
  if (row === undefined) return undefined;
  return {
    ...(typeof row['etag'] === 'string' ? { etag: row['etag'] } : {}),
    ...(typeof row['last_modified'] === 'string' ? { lastModified: row['last_modified'] } : {}),
  };
}

export function keepValidators(
  store: Store,
  of: { readonly url: string; readonly sourceId: string; readonly adapterHash: string; readonly at: number },
  validators: Validators,
): void {
  store
    .sql(
      'insert or replace into validator (url, source_id, etag, last_modified, adapter_hash, saved_at) values (?, ?, ?, ?, ?, ?)',
    )
    .run(
      of.url,
      of.sourceId,
      validators.etag ?? null,
      validators.lastModified ?? null,
      of.adapterHash,
      of.at,
    );
}

export function dropValidators(store: Store, sourceId: string): void {
  store.sql('delete from validator where source_id = ?').run(sourceId);
}

function toRow(row: Row): SourceRow {
  return {
    id: text(row, 'id'),
    nextDueAt: number(row, 'next_due_at'),
    intervalMs: number(row, 'interval_ms'),
    failures: number(row, 'failures'),
    witnessedAt: number(row, 'witnessed_at'),
  };
}

/** Makes a source due at once, by a person's wish. */
export function makeDue(store: Store, id: string, now: number): void {
  store.sql('update source set next_due_at = min(next_due_at, ?) where id = ?').run(now, id);
}

/** Says that a source is not due before then. */
export function putOff(store: Store, id: string, until: number): void {
  store.sql('update source set next_due_at = max(next_due_at, ?) where id = ?').run(until, id);
}
