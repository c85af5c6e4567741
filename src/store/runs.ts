import { type Outcome, OUTCOMES } from '../model/outcome.ts';
import type { RunCounters } from '../model/run-facts.ts';
import { COUNTERS, RUN_REASONS } from './codecs.ts';
import { count, maybeNumber, maybeOneOf, number, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** A run of one source as it was recorded. */
export type RunRow = {
  readonly id: number;
  readonly sourceId: string;
  readonly adapterHash: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly outcome: Outcome | null;
  readonly reasons: readonly string[];
  readonly counters: RunCounters;
};

export function startCrawl(store: Store, id: string, at: number): void {
  store.sql('insert into crawl (id, started_at) values (?, ?)').run(id, at);
}

export function finishCrawl(store: Store, id: string, at: number): void {
  store.sql('update crawl set finished_at = ? where id = ?').run(at, id);
}

/** When the first thing came into this store (ms): a crawl, a post, an account; undefined where none did yet. */
export function begunAt(store: Store): number | undefined {
  const first =
    'select min(started_at) as at from crawl union all select first_seen from post where id = (select min(id) from post) union all select min(created_at) from reviewer';
  const row = store.sql(`select min(at) as at from (${first})`).get();
  return (row === undefined ? null : maybeNumber(row, 'at')) ?? undefined;
}

/** Whether any crawl was ever begun. */
export function hasCrawled(store: Store): boolean {
  return store.sql('select 1 as yes from crawl limit 1').get() !== undefined;
}

/** Opens a run's row before anything is asked of the site, so that a killed run leaves a trace. */
export function startRun(
  store: Store,
  run: {
    readonly crawlId: string;
    readonly sourceId: string;
    readonly adapterHash: string;
    readonly at: number;
  },
): number {
  const added = store
    .sql('insert into run (crawl_id, source_id, adapter_hash, started_at) values (?, ?, ?, ?)')
    .run(run.crawlId, run.sourceId, run.adapterHash, run.at);
  return Number(added.lastInsertRowid);
}

export function finishRun(
  store: Store,
  id: number,
  end: {
    readonly at: number;
    readonly outcome: Outcome;
    readonly reasons: readonly string[];
    readonly counters: RunCounters;
  },
): void {
  store
    .sql('update run set finished_at = ?, outcome = ?, reasons = ?, counters = ? where id = ?')
    .run(end.at, end.outcome, RUN_REASONS.write(end.reasons), COUNTERS.write(end.counters), id);
}

/** The newest finished runs of a source, newest first. */
export function recentRuns(store: Store, sourceId: string, limit: number): RunRow[] {
  return store
    .sql('select * from run where source_id = ? and finished_at is not null order by id desc limit ?')
    .all(sourceId, limit)
    .map(toRun);
}

/** The newest finished runs that read a listing in full, newest first: a 304 shows nothing to compare with. */
export function fullRuns(store: Store, sourceId: string, limit: number): RunRow[] {
  return store
    .sql(
      `select * from run where source_id = ? and finished_at is not null and outcome <> 'not_modified'
       order by id desc limit ?`,
    )
    .all(sourceId, limit)
    .map(toRun);
}

/** Whether so many runs, from this one on, read a listing in full. */
export function hasFullRuns(store: Store, sourceId: string, fromId: number, most: number): boolean {
  const found = store
    .sql(
      `select count(*) as n from (select 1 from run
         where source_id = ? and id >= ? and finished_at is not null and outcome <> 'not_modified' limit ?)`,
    )
    .get(sourceId, fromId, most);
  return count(found) === most;
}

/** When a source was first run with this adapter, Unix ms; 0 where it never was. */
export function adapterSince(store: Store, sourceId: string, adapterHash: string): number {
  const row = store
    .sql('select started_at from run where source_id = ? and adapter_hash = ? order by id limit 1')
    .get(sourceId, adapterHash);
  return row === undefined ? 0 : number(row, 'started_at');
}

/** A row of `run`. */
export function toRun(row: Row): RunRow {
  const id = number(row, 'id');
  return {
    id,
    sourceId: text(row, 'source_id'),
    adapterHash: text(row, 'adapter_hash'),
    startedAt: number(row, 'started_at'),
    finishedAt: maybeNumber(row, 'finished_at'),
    outcome: maybeOneOf(row, 'outcome', OUTCOMES),
    reasons: RUN_REASONS.read(row, id),
    counters: COUNTERS.read(row, id),
  };
}
