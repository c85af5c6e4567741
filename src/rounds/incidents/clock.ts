import { RULE_CODES } from '../../health/rule-codes.ts';
import { LONGEST } from '../../model/longest.ts';
import { closeIncident, openIncident, openIncidentOf } from '../../store/incidents.ts';
import { inTransaction, type Store } from '../../store/open.ts';
import { sourceRows } from '../../store/sources.ts';
import { type Implausible, implausibleTimes, mendTimes } from '../../store/stored-times.ts';
import type { LoadedSource } from '../load-sources.ts';

/**
 * Sets back what a wrong clock put further ahead than anything could (a source's next turn, a host's pause), and opens one incident for
 * all of it, which is over once it was told and nothing of the kind is left. To be asked by everything that runs now and then.
 */
export function noteClock(store: Store, now: number): void {
  const isAmiss = implausibleTimes(store, now).length > 0;
  const open = openIncidentOf(store, null, 'clock');
  if (!isAmiss && open === undefined) return;
  inTransaction(store, () => {
    if (!isAmiss && open !== undefined && open.toldAt !== null) closeIncident(store, open.id, now);
    if (isAmiss) openClockIncident(store, mendTimes(store, now), now);
  });
}

function openClockIncident(store: Store, mended: readonly Implausible[], now: number): void {
  const reason = `${tellTimes(mended)}. They were set back, and what waited for them goes on.`;
  openIncident(store, {
    ...{ sourceId: null, kind: 'clock', outcome: 'clock', runId: null, openedAt: now },
    reasons: [reason],
    body: [
      `## The clock was wrong (${RULE_CODES.clock})`,
      reason,
      'Something ran here while the clock of this machine was ahead. Look at what sets it (NTP, a virtual machine that slept, a dead battery).',
      'What was dated then keeps its dates; pages and ledger lines that seemed too old then were dropped.',
      mended.map((one) => `- ${tellTime(one)}`).join('\n'),
    ].join('\n\n'),
  });
}

/** What was found, in a sentence without its full stop. */
export function tellTimes(found: readonly Implausible[]): string {
  const total = found.reduce((sum, { count }) => sum + count, 0);
  const [furthest] = [...found].sort((a, b) => b.furthest - a.furthest);
  const which = furthest === undefined ? '' : ` (${furthest.where}: ${isoDay(furthest.furthest)})`;
  return `${total} stored ${total === 1 ? 'time lies' : 'times lie'} further ahead than anything could have put ${total === 1 ? 'it' : 'them'}${which}: the clock of this machine was ahead, or is behind`;
}

function tellTime({ where, furthest, count }: Implausible): string {
  return `${where}${count > 1 ? ` and ${count - 1} more` : ''}, up to ${isoDay(furthest)}`;
}

/** Dates that `Date` cannot hold may be stored, too. */
function isoDay(at: number): string {
  return Math.abs(at) > 8.64e15 ? 'the end of time' : new Date(at).toISOString().slice(0, 10);
}

/**
 * Why whoever watches over us should not hear that all goes on; undefined where the next turn of a source is due when one can be: neither
 * further ahead than any interval, nor so long ago that a whole one has passed since.
 */
export function whyNoBeat(store: Store, loaded: readonly LoadedSource[], now: number): string | undefined {
  const active = new Set(loaded.flatMap(({ source }) => (source.paused === undefined ? [source.id] : [])));
  if (active.size === 0) return undefined;
  const [next] = sourceRows(store)
    .filter(({ id }) => active.has(id))
    .sort((a, b) => a.nextDueAt - b.nextDueAt);
  if (next === undefined) return 'no source has a next turn';
  const ahead = next.nextDueAt - now;
  if (Math.abs(ahead) <= LONGEST.round) return undefined;
  return `the next turn, of ${next.id}, is due ${isoDay(next.nextDueAt)}, and today is ${isoDay(now)}`;
}
