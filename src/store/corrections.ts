import type { Corrections } from '../model/corrections.ts';
import { CORRECTIONS } from './codecs.ts';
import { maybeText, number, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** A version of what decisions taught; without corrections, decisions teach nothing until someone switches them on. */
export type CorrectionVersion = {
  readonly id: number;
  /** Unix ms. */
  readonly madeAt: number;
  /** Who switched them off or on; null for what was learnt by itself. */
  readonly madeBy: string | null;
  readonly decisions: number;
  readonly corrections: Corrections | null;
};

/** Puts a version in force. */
export function keepCorrections(store: Store, version: Omit<CorrectionVersion, 'id'>): void {
  const { madeAt, madeBy, decisions, corrections } = version;
  store
    .sql('insert into correction (made_at, made_by, decisions, corrections) values (?, ?, ?, ?)')
    .run(madeAt, madeBy, decisions, corrections === null ? null : CORRECTIONS.write(corrections));
}

/** The number of the version in force, 0 for none: all that has to be asked before each use. */
export function correctionInForce(store: Store): number {
  const row = store.sql('select coalesce(max(id), 0) as id from correction').get();
  return row === undefined ? 0 : number(row, 'id');
}

/** Versions, the one in force first. */
export function correctionVersions(store: Store, limit: number): CorrectionVersion[] {
  return store.sql('select * from correction order by id desc limit ?').all(limit).map(toVersion);
}

/** The newest that were learnt, whether in force or switched off. */
export function lastLearnt(store: Store): CorrectionVersion | undefined {
  const row = store
    .sql('select * from correction where corrections is not null order by id desc limit 1')
    .get();
  return row === undefined ? undefined : toVersion(row);
}

function toVersion(row: Row): CorrectionVersion {
  return {
    id: number(row, 'id'),
    madeAt: number(row, 'made_at'),
    madeBy: maybeText(row, 'made_by'),
    decisions: number(row, 'decisions'),
    corrections: row['corrections'] === null ? null : CORRECTIONS.read(row, number(row, 'id')),
  };
}
