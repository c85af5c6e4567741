import { adapterOf } from '../../reading/adapter.ts';
import { readComparison } from '../../reading/read-answer.ts';
import { isHealthy } from '../../model/outcome.ts';
import { unpack } from '../../store/blobs.ts';
import { openIncidentOf } from '../../store/incidents.ts';
import { lastGoodListing } from '../../store/listing-copies.ts';
import type { SourceRun } from '../source-run.ts';
import type { EndedRun } from './ended-run.ts';

/**
 * What the listing of a bad run lost against the last good one, for an incident that may open. Before the run is recorded, since a
 * reader is asked and no transaction may wait for one.
 */
export async function compareRun(
  { tools, source, adapterHash, file }: SourceRun,
  { health, walk, cut }: Pick<EndedRun, 'health' | 'walk' | 'cut'>,
): Promise<string> {
  const { store, reading, now } = tools;
  if (cut || isHealthy(health.outcome) || openIncidentOf(store, source.id, 'run') !== undefined) return '';
  const copy = walk?.first.kind === 'page' ? walk.first.copy : undefined;
  if (walk?.first.kind !== 'page' || copy === undefined)
    return 'No page came that could be compared with the last good one.';
  const good = lastGoodListing(store, source.id);
  if (good === undefined) return 'There is no good listing on record to compare with.';
  const { url, finalUrl, contentType, fetchedAt } = walk.first;
  const page = { url, finalUrl, contentType, fetchedAt, body: unpack(copy.packed) };
  const adapter = adapterOf({ file, hash: adapterHash });
  return readComparison(reading, { adapter, now: now(), reading: { kind: 'comparison', good, page } });
}
