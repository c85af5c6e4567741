import type { Expectations } from '../base/source.ts';
import { EXPECTATIONS } from './codecs.ts';
import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** What a source's first run that was well showed to be expected of it, as that adapter read it. */
export type Expected = {
  readonly adapterHash: string;
  readonly runId: number;
  /** Unix ms. */
  readonly pinnedAt: number;
  readonly expectations: Expectations;
};

export function expectedOf(store: Store, sourceId: string): Expected | undefined {
  const row = store.sql('select * from expected where source_id = ?').get(sourceId);
  if (row === undefined) return undefined;
  return {
    adapterHash: text(row, 'adapter_hash'),
    runId: number(row, 'run_id'),
    pinnedAt: number(row, 'pinned_at'),
    expectations: EXPECTATIONS.read(row, sourceId),
  };
}

/** Keeps what is expected of a source, in place of what an earlier adapter showed. */
export function keepExpected(store: Store, sourceId: string, expected: Expected): void {
  const { adapterHash, runId, pinnedAt, expectations } = expected;
  store
    .sql(
      `insert or replace into expected (source_id, adapter_hash, run_id, pinned_at, expectations)
       values (?, ?, ?, ?, ?)`,
    )
    .run(sourceId, adapterHash, runId, pinnedAt, EXPECTATIONS.write(expectations));
}

/** Forgets it, so that the next run that is well shows it anew. */
export function dropExpected(store: Store, sourceId: string): void {
  store.sql('delete from expected where source_id = ?').run(sourceId);
}
