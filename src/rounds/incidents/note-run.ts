import type { Health } from '../../health/judge-run.ts';
import { keepListing } from '../../store/listing-copies.ts';
import {
  closeIncident,
  countBadRuns,
  countHeld,
  openIncident,
  openIncidentOf,
  updateIncident,
} from '../../store/incidents.ts';
import { isHealthy } from '../../model/outcome.ts';
import type { SourceRun } from '../source-run.ts';
import type { EndedRun } from './ended-run.ts';
import { incidentBody } from './incident-body.ts';

/** What is told at once. All else might be a hiccup, and is told when the next run finds it too. */
const AT_ONCE: ReadonlySet<Health['outcome']> = new Set(['blocked', 'moved', 'storm', 'gap']);

/**
 * Keeps the page of a run's listing, and opens, updates or closes the source's incident. Tells nobody: that is for the
 * end of the crawl. The caller holds the transaction that records the run.
 */
export function noteRun(sourceRun: SourceRun, run: EndedRun): void {
  if (run.cut) return;
  const { store, now } = sourceRun.tools;
  const { id } = sourceRun.source;
  const { outcome, reasons, rules } = run.health;
  const isBad = !isHealthy(outcome);
  const badRuns = countBadRuns(store, id, isBad);
  const open = openIncidentOf(store, id, 'run');
  keepPage(sourceRun, run, isBad ? 'bad' : 'good');
  if (!isBad) {
    // What the brake holds waits for a person, however calm the listing is by now.
    if (open !== undefined && countHeld(store, id) === 0) closeIncident(store, open.id, now());
  } else if (open !== undefined) updateIncident(store, open.id, { outcome, reasons });
  else if (badRuns >= 2 || AT_ONCE.has(outcome) || rules.includes('storm'))
    openIncident(store, {
      sourceId: id,
      kind: 'run',
      outcome,
      reasons,
      body: incidentBody({
        ...run,
        source: sourceRun.source,
        badRuns,
        at: now(),
      }),
      runId: run.runId,
      openedAt: now(),
    });
}

function keepPage({ tools, source }: SourceRun, { runId, walk }: EndedRun, kind: 'good' | 'bad'): void {
  if (walk?.first.kind !== 'page' || walk.first.copy === undefined) return;
  const { url, finalUrl, contentType, copy, fetchedAt } = walk.first;
  const { packed } = copy;
  keepListing(tools.store, {
    runId,
    sourceId: source.id,
    kind,
    url,
    finalUrl,
    contentType,
    packed,
    fetchedAt,
  });
}
