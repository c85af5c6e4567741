/** A stamp in UTC with its time of day, at the end of a text (RFC 3339; RFC 5322, 3.3). */
const UTC_STAMP = /\d[T ]\s*(?<time>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s*(?:Z|UTC?|GMT|[+-]00:?00)$/i;
const MIDNIGHT = /^00:00(?::00(?:[.,]0+)?)?$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The civil day (`2024-07-01`) of a stamp in UTC in a place: `2024-06-30T23:00:00Z` is 1 July in Europe/London. Undefined for what is no
 * such stamp: another offset is that of the publisher's own clock, and midnight in UTC is what systems write that know a day and no time.
 * @param zone an IANA name
 */
export function utcDay(text: string, zone: string): string | undefined {
  const time = UTC_STAMP.exec(text)?.groups?.['time'];
  if (time === undefined || MIDNIGHT.test(time)) return undefined;
  const instant = Date.parse(
    text.replace(/([+-]00):?00$/, '+00:00').replace(/(?<!\s)\s*\b(?:UTC?|GMT)$/i, ' GMT'),
  );
  return Number.isNaN(instant) ? undefined : formatOf(zone).format(instant);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(zone, made);
  return made;
}
