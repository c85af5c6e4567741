import { GB } from 'chrono-node/en';
import type { DateParts } from './date-forms.ts';

/** A relative day counts only where it is all that is said, but for a label, a time of day and a name: "Join today" is no date. */
const ALONE =
  /^\W*(?:(?:first )?(?:posted|published|added|created|submitted)(?: on)?\s*:?\s*)?(?:about |over |around )?(?:(?:\d{1,3}|an?|one|two|three) (?:minutes?|mins?|hours?|hrs?|days?) ago|today|yesterday|just now)(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]m)?)?(?:,? by .{1,60})?\W*$/i;

/**
 * The day that "3 days ago" or "yesterday" meant when it was read, in UTC. Only where chrono knows every part: "Tuesday" and
 * "12 November" leave one to be guessed, and nothing is guessed here.
 */
export function relativeDay(text: string, now: Date | undefined): DateParts | undefined {
  if (now === undefined || !ALONE.test(text)) return undefined;
  const start = GB.parse(text, { instant: now, timezone: 0 })[0]?.start;
  if (start === undefined) return undefined;
  const known = [start.isCertain('year'), start.isCertain('month'), start.isCertain('day')];
  if (known.includes(false)) return undefined;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  return year === null || month === null || day === null ? undefined : { year, month, day };
}
