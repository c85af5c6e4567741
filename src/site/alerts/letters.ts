import { DAY } from '../../base/durations.ts';
import { type Alert, claimAlert, dueAlerts, forgetUnconfirmed } from '../../store/alerts.ts';
import type { Store } from '../../store/open.ts';
import type { Letter, SendLetter } from '../../model/letter.ts';
import { readSigned, signed } from '../../web/signed.ts';
import { oneLine, plural } from '../../web/words.ts';
import { HOLD_BACK_MS, readCatalogue } from '../../catalogue/catalogue.ts';
import { casePath, type Entry } from '../../catalogue/entry.ts';
import { filtersIn } from '../../catalogue/filters.ts';
import { findEntries } from '../../catalogue/search.ts';

export type AlertDeps = {
  readonly store: Store;
  readonly now: () => number;
  readonly publicUrl: string;
  /** What links in letters are signed with. */
  readonly secret: string;
};

/** Letters of one look; the others wait for the next. */
const MOST_LETTERS = 100;
/** Entries that one letter names; the rest are a link. */
const MOST_ENTRIES = 10;
/** A wish that was not confirmed by then is forgotten. */
const CONFIRM_MS = 2 * DAY;

/** The path at which whoever has the letter confirms or ends one wish; nobody can make one up. */
export function alertPath(secret: string, id: number): string {
  return `/alert/${signed(secret, 'alert', String(id))}`;
}

/** The wish that a link is about; undefined for a link that we did not write. */
export function readAlertToken(secret: string, token: string): number | undefined {
  const id = readSigned(secret, 'alert', token);
  return id === undefined ? undefined : Number(id);
}

/** The letter that asks whether its reader meant it. */
export function askingLetter(
  { publicUrl, secret }: AlertDeps,
  alert: Pick<Alert, 'id' | 'email' | 'title'>,
): Letter {
  return {
    to: alert.email,
    subject: `Lamplighter: letters about ${oneLine(alert.title)}?`,
    text: `Somebody, we hope you, asked for a letter when there are new case studies for ${oneLine(alert.title)}.

If it was you, say yes here: ${publicUrl}${alertPath(secret, alert.id)}

If it was not, do nothing: this is the only letter, and your address is forgotten within two days.
`,
  };
}

/**
 * Writes to everybody whose search has new entries since they were last told, once a day at most. Nothing new sends nothing; what
 * fails is tried again at the next look. Answers what went wrong.
 */
export async function sendAlerts(deps: AlertDeps, send: SendLetter): Promise<string[]> {
  const { store, now } = deps;
  forgetUnconfirmed(store, now() - CONFIRM_MS);
  const faults: string[] = [];
  for (const alert of dueAlerts(store, now() - DAY, MOST_LETTERS)) {
    const fault = await tell(deps, alert, send);
    if (fault !== undefined) faults.push(`letter about ${alert.query} (alert ${alert.id}): ${fault}`);
  }
  return faults;
}

// Claimed before it is sent, so that two processes never both send it; given back when sending fails.
async function tell(deps: AlertDeps, alert: Alert, send: SendLetter): Promise<string | undefined> {
  const { store, now } = deps;
  const until = now() - HOLD_BACK_MS;
  const fresh = findEntries(readCatalogue(store), filtersIn(alert.query)).filter(
    ({ listedAt }) => listedAt > alert.toldAt && listedAt <= until,
  );
  if (!claimAlert(store, alert.id, alert.toldAt, until) || fresh.length === 0) return undefined;
  const fault = await send(newsLetter(deps, alert, fresh));
  if (fault !== undefined) claimAlert(store, alert.id, until, alert.toldAt);
  return fault;
}

function newsLetter({ publicUrl, secret }: AlertDeps, alert: Alert, fresh: readonly Entry[]): Letter {
  const stop = `${publicUrl}${alertPath(secret, alert.id)}`;
  const lines = fresh
    .slice(0, MOST_ENTRIES)
    .map((entry) => `${oneLine(entry.title)}\n  ${oneLine(entry.publisher)}: ${publicUrl}${casePath(entry)}`);
  const count = plural(fresh.length, 'new case study', 'new case studies');
  return {
    to: alert.email,
    subject: `Lamplighter: ${count} for ${oneLine(alert.title)}`,
    text: `${lines.join('\n\n')}\n\nAll that fit: ${publicUrl}/search${alert.query === '' ? '' : `?${alert.query}`}\nStop these letters: ${stop}\n`,
    // RFC 2369 and RFC 8058: mail programs show a button that needs no page.
    headers: {
      'List-Unsubscribe': `<${stop}/stop>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}
