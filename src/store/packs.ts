import { maybeNumber, maybeText, number, type Row, text } from './columns.ts';
import type { Store } from './open.ts';

/** A rule pack that was saved; without a pack, the file is in force from then on. */
export type PackVersion = {
  readonly id: number;
  /** Unix ms. */
  readonly madeAt: number;
  readonly madeBy: string;
  readonly note: string;
  /** Accepted posts that it was known to lose; null where that was not asked. */
  readonly lost: number | null;
  readonly pack: string | null;
};

/** Puts a version in force. Answers its number. */
export function keepPack(
  store: Store,
  { madeAt, madeBy, note, lost, pack }: Omit<PackVersion, 'id'>,
): number {
  const { lastInsertRowid } = store
    .sql('insert into pack_version (made_at, made_by, note, lost, pack) values (?, ?, ?, ?, ?)')
    .run(madeAt, madeBy, note, lost, pack);
  return Number(lastInsertRowid);
}

/** The number of the version in force, 0 where none was saved: all that has to be asked before each use. */
export function packInForce(store: Store): number {
  const row = store.sql('select coalesce(max(id), 0) as id from pack_version').get();
  return row === undefined ? 0 : number(row, 'id');
}

export function packVersion(store: Store, id: number): PackVersion | undefined {
  const row = store.sql('select * from pack_version where id = ?').get(id);
  return row === undefined ? undefined : toVersion(row);
}

/** Versions, the one in force first. */
export function packVersions(store: Store, limit: number): PackVersion[] {
  return store.sql('select * from pack_version order by id desc limit ?').all(limit).map(toVersion);
}

function toVersion(row: Row): PackVersion {
  return {
    id: number(row, 'id'),
    madeAt: number(row, 'made_at'),
    madeBy: text(row, 'made_by'),
    note: text(row, 'note'),
    lost: maybeNumber(row, 'lost'),
    pack: maybeText(row, 'pack'),
  };
}

/** A pack that a person is editing, and the version it began from (0: the file). */
export type PackDraft = { readonly madeAt: number; readonly base: number; readonly pack: string };

export function keepDraft(store: Store, reviewerId: number, { madeAt, base, pack }: PackDraft): void {
  store.sql('insert or replace into pack_draft values (?, ?, ?, ?)').run(reviewerId, madeAt, base, pack);
}

export function packDraft(store: Store, reviewerId: number): PackDraft | undefined {
  const row = store.sql('select * from pack_draft where reviewer_id = ?').get(reviewerId);
  if (row === undefined) return undefined;
  return { madeAt: number(row, 'made_at'), base: number(row, 'base'), pack: text(row, 'pack') };
}

export function dropDraft(store: Store, reviewerId: number): void {
  store.sql('delete from pack_draft where reviewer_id = ?').run(reviewerId);
}

/** That stored posts are to be scored anew: since when, and after which post it goes on. */
export type OwedScoring = { readonly owedSince: number; readonly after: number };

export function oweRescoring(store: Store, now: number): void {
  store.sql('insert or replace into rescoring values (1, ?, 0)').run(now);
}

export function rescoringOwed(store: Store): OwedScoring | undefined {
  const row = store.sql('select owed_since, after from rescoring').get();
  return row === undefined
    ? undefined
    : { owedSince: number(row, 'owed_since'), after: number(row, 'after') };
}

/** Notes how far scoring has come; nothing where it was owed anew meanwhile. */
export function noteRescored(store: Store, { owedSince, after }: OwedScoring): void {
  store.sql('update rescoring set after = ? where owed_since = ?').run(after, owedSince);
}

/** All are scored; what was owed anew meanwhile is still owed. */
export function endRescoring(store: Store, owedSince: number): void {
  store.sql('delete from rescoring where owed_since = ?').run(owedSince);
}
