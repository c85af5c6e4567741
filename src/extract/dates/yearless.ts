import { readDate, type DateOptions, type DateReading } from '../../base/dates/dates.ts';
import { weekdayOf } from '../../base/dates/weekdays.ts';
import type { Line } from '../lines.ts';
import { WEIGHTS, type Witness } from './witness.ts';

/** A line that is there for a day takes no more. */
const LONGEST = 32;

/**
 * "22 May" beside the title of a post that its address keeps under a May: of that year. Under a year alone the day of the week must be the
 * one that is said ("Tuesday 12 March").
 */
export function yearless(
  lines: readonly Line[],
  { value, precision }: DateReading,
  options: DateOptions,
): readonly Witness[] {
  if (value === null || (precision !== 'month' && precision !== 'year')) return [];
  const texts = lines.map(({ text }) => text).filter((text) => text.length <= LONGEST && !/\d{3}/.test(text));
  const found = texts
    .map((text) => ({ text, reading: readDate(`${text} ${value.slice(0, 4)}`, 'text', options) }))
    .find(
      ({ text, reading }) =>
        reading.precision === 'day' &&
        reading.value?.startsWith(value) === true &&
        (precision === 'month' || saysWeekday(text, reading.value)),
    );
  return found === undefined ? [] : [{ reading: found.reading, party: 'shown', weight: WEIGHTS.text }];
}

function saysWeekday(text: string, day: string): boolean {
  const weekday = new Date(day).getUTCDay();
  return text.split(/\P{L}+/u).some((word) => weekdayOf(word) === weekday);
}
