import { GB } from 'chrono-node/en';
import type { DateParts } from './date-forms.ts';

/** What chrono is asked about: it is slow enough to be worth not asking, and its "last week" would be a day made up. */
const HINT = /\b(?:minutes?|mins?|hours?|hrs?|days?) ago\b|\b(?:today|yesterday|just now)\b/i;

/**
 * The day that "3 days ago" or "yesterday" meant when it was read, in UTC. Only where chrono knows every part: "Tuesday" and
 * "12 November" leave one to be guessed, and nothing is guessed here.
 */
export function relativeDay(text: string, now: Date | undefined): DateParts | undefined {
  if (now === undefined || !HINT.test(text)) return undefined;
  const start = GB.parse(text, { instant: now, timezone: 0 })[0]?.start;
  if (start === undefined) return undefined;
  const known = [start.isCertain('year'), start.isCertain('month'), start.isCertain('day')];
  if (known.includes(false)) return undefined;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  return year === null || month === null || day === null ? undefined : { year, month, day };
}
