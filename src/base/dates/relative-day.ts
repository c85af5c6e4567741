import { DAY, HOUR, MINUTE } from '../durations.ts';
import type { DateParts } from './date-forms.ts';

/** A relative day counts only where it is all that is said, but for a label, a time of day and a name: "Join today" is no date. */
const ALONE =
  /^\W*(?:(?:first )?(?:posted|published|added|created|submitted)(?: on)?\s*(?::\s*)?)?(?:about |over |around )?(?:(?<count>\d{1,3}|an?|one|two|three) (?<unit>minute|min|hour|hr|day)s? ago|today|(?<yesterday>yesterday)|just now)(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]m)?)?(?:,? by .{1,60})?\W*$/i;

const WORDS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3 };
const UNITS: Readonly<Record<string, number>> = {
  minute: MINUTE,
  min: MINUTE,
  hour: HOUR,
  hr: HOUR,
  day: DAY,
};

/**
 * The day that "3 days ago" or "yesterday" meant when it was read, in UTC. Only where every part of it is said: "Tuesday" and
 * "12 November" leave one to be guessed, and nothing is guessed here.
 */
export function relativeDay(text: string, now: Date | undefined): DateParts | undefined {
  const said = now === undefined ? undefined : ALONE.exec(text)?.groups;
  if (now === undefined || said === undefined) return undefined;
  const day = new Date(now.getTime() - agoMs(said));
  return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
}

function agoMs({ count, unit, yesterday }: Readonly<Record<string, string | undefined>>): number {
  if (count === undefined) return yesterday === undefined ? 0 : DAY;
  return (WORDS[count.toLowerCase()] ?? Number(count)) * (UNITS[unit?.toLowerCase() ?? ''] ?? 0);
}
