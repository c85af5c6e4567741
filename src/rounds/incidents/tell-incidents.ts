import { DAY, minuteOf } from '../../base/durations.ts';
import type { Log } from '../../base/log.ts';
import {
  claimTelling,
  forgetTelling,
  type IncidentRow,
  staleIncidents,
  untoldIncidents,
} from '../../store/incidents.ts';
import type { Store } from '../../store/open.ts';
import type { Channel } from './channel.ts';
import { isMendable } from '../../model/outcome.ts';

type Teller = {
  readonly store: Store;
  readonly channel: Pick<Channel, 'send'>;
  /** Origin that readers use: where the Sources page is. */
  readonly publicUrl: string;
  /** Unix ms. */
  readonly now: number;
  readonly log: Log;
};

/**
 * Says what has not been said: once that an incident opened, once that it is over, and one line a day for each that is
 * still open. What nobody could be reached with is said the next time.
 */
export async function tellIncidents(teller: Teller): Promise<void> {
  const { store } = teller;
  for (const incident of untoldIncidents(store)) await tellChange(teller, incident);
  await tellOpen(teller, staleIncidents(store, teller.now - DAY));
}

async function tellChange(teller: Teller, incident: IncidentRow): Promise<void> {
  const { store, now, publicUrl } = teller;
  const isNew = incident.toldAt === null;
  const isOver = incident.closedAt !== null;
  if (isNew && !claimTelling(store, incident.id, 'opened', { at: now })) return;
  if (isOver && !claimTelling(store, incident.id, 'closed', { at: now })) return;
  const subject = isOver ? `${nameOf(incident)}: well again` : `${nameOf(incident)}: ${incident.outcome}`;
  const lasted = `It was ${incident.outcome} from ${minuteOf(incident.openedAt)} to ${minuteOf(incident.closedAt ?? now)}.`;
  const body = isNew ? incident.body : incident.reasons.map((reason) => `- ${reason}`).join('\n');
  const text = [...(isOver ? [lasted] : []), body, placeOf(incident, publicUrl)].join('\n\n');
  const unsent = await teller.channel.send({ subject, text });
  if (unsent === undefined) return;
  teller.log('warn.incident_untold', { incident: incident.id, why: unsent });
  if (isNew) forgetTelling(store, incident.id, 'opened');
  if (isOver) forgetTelling(store, incident.id, 'closed');
}

async function tellOpen(teller: Teller, open: readonly IncidentRow[]): Promise<void> {
  const { store, now, publicUrl } = teller;
  const mine = open.filter(({ id }) => claimTelling(store, id, 'open', { at: now, before: now - DAY }));
  if (mine.length === 0) return;
  const lines = mine.map(
    (incident) =>
      `- ${nameOf(incident)}: ${incident.outcome} since ${minuteOf(incident.openedAt)}. ${incident.reasons[0] ?? ''}`,
  );
  const subject = mine.length === 1 ? `1 incident is still open` : `${mine.length} incidents are still open`;
  const unsent = await teller.channel.send({
    subject,
    text: [...lines, '', `${publicUrl}/desk/sources`].join('\n'),
  });
  if (unsent !== undefined) teller.log('warn.incidents_untold', { why: unsent });
}

/** Where the desk shows the listing and how to mend it; of what no mend would help, and of what is over, where all sources are. */
function placeOf({ sourceId, outcome, closedAt }: IncidentRow, publicUrl: string): string {
  const isMend = sourceId !== null && closedAt === null && isMendable(outcome);
  return isMend ? `${publicUrl}/desk/sources/listing?source=${sourceId}#mend` : `${publicUrl}/desk/sources`;
}

function nameOf({ sourceId }: IncidentRow): string {
  return sourceId ?? 'The rounds as a whole';
}
