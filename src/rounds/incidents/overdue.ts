import { RULE_CODES } from '../../health/rule-codes.ts';
import {
  closeIncident,
  openIncident,
  openIncidentOf,
  overdueSources,
  updateIncident,
} from '../../store/incidents.ts';
import type { Store } from '../../store/open.ts';
import type { LoadedSource } from '../load-sources.ts';

/**
 * Notices rounds that nobody made, whoever should have made them: opens one incident for all overdue sources, at once, and
 * closes it when none is left. To be asked by everything that runs now and then.
 */
export function noteOverdue(store: Store, loaded: readonly LoadedSource[], now: number): void {
  const active = new Set(loaded.flatMap(({ source }) => (source.paused === undefined ? [source.id] : [])));
  const overdue = overdueSources(store, now).filter(({ id }) => active.has(id));
  const open = openIncidentOf(store, null, 'overdue');
  const [first] = overdue;
  if (first === undefined) {
    if (open !== undefined) closeIncident(store, open.id, now);
    return;
  }
  const hours = Math.floor((now - first.dueAt) / 3_600_000);
  const reason = `${overdue.length} of ${active.size} sources should have run by now; ${first.id} was due ${hours} hours ago.`;
  if (open !== undefined) return updateIncident(store, open.id, { outcome: 'overdue', reasons: [reason] });
  const list = overdue.map(({ id, dueAt }) => `- ${id}, due ${new Date(dueAt).toISOString()}`);
  openIncident(store, {
    sourceId: null,
    kind: 'overdue',
    outcome: 'overdue',
    reasons: [reason],
    body: [
      `## Rounds were missed (${RULE_CODES.overdue})`,
      reason,
      'Whatever starts `lamplighter crawl` (cron, a timer, `lamplighter serve`) did not.',
      list.join('\n'),
      'To see when each source is next due: `npx lamplighter sources status`',
    ].join('\n\n'),
    runId: null,
    openedAt: now,
  });
}
