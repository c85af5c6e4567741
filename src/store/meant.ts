import { MEANT_SIGNS } from './codecs.ts';
import { number, text } from './columns.ts';
import type { SignKind } from '../model/run-facts.ts';
import { mayBeMeant } from '../model/outcome.ts';
import { dropExpected } from './expected.ts';
import { closeIncident, openIncidentOf } from './incidents.ts';
import { inTransaction, type Store } from './open.ts';
import { recentRuns, type RunRow } from './runs.ts';

/** What a person said is meant so: from which run on, with which adapter, and what plain sense is no longer to mind. */
export type Meant = {
  readonly runId: number;
  readonly adapterHash: string;
  readonly signs: readonly SignKind[];
};

export function meantOf(store: Store, sourceId: string): Meant | undefined {
  const row = store.sql('select * from meant where source_id = ?').get(sourceId);
  if (row === undefined) return undefined;
  return {
    runId: number(row, 'run_id'),
    adapterHash: text(row, 'adapter_hash'),
    signs: MEANT_SIGNS.read(row, sourceId),
  };
}

/** Keeps what a person said of a source, in place of what was said before. `at` in Unix ms. */
function keepMeant(
  store: Store,
  sourceId: string,
  { runId, adapterHash, signs }: Meant,
  of: { readonly at: number; readonly by: string },
): void {
  store
    .sql(
      `insert or replace into meant (source_id, run_id, adapter_hash, signs, said_at, said_by)
       values (?, ?, ?, ?, ?, ?)`,
    )
    .run(sourceId, runId, adapterHash, MEANT_SIGNS.write(signs), of.at, of.by);
}

/**
 * Takes a person's word that what a source's last run was called amiss for is meant so: from that run on it is the norm, and
 * plain sense no longer minds what it minded. Closes the incident. Answers the run, or undefined where the
 * last one has nothing that could be meant.
 */
export function acceptLastRun(
  store: Store,
  sourceId: string,
  said: { readonly at: number; readonly by: string },
): RunRow | undefined {
  const [last] = recentRuns(store, sourceId, 1);
  if (last === undefined || !mayBeMeant(last.outcome)) return undefined;
  const { id: runId, adapterHash, counters } = last;
  const before = meantOf(store, sourceId);
  const kept = before?.adapterHash === adapterHash ? before.signs : [];
  const signs = [...new Set([...kept, ...(counters.facts?.signs ?? []).map(({ kind }) => kind)])];
  inTransaction(store, () => {
    keepMeant(store, sourceId, { runId, adapterHash, signs }, said);
    dropExpected(store, sourceId);
    const open = openIncidentOf(store, sourceId, 'run');
    if (open !== undefined) closeIncident(store, open.id, said.at);
  });
  return last;
}
