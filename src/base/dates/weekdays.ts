import { DAY } from '../durations.ts';
import { foldedName } from './foreign-months.ts';

/** Languages whose weekdays are known: those that write numeric dates in more than one order are among them. */
const LANGUAGES = 'cs cy da de en es fi fr hu it nb nl pl pt ro sv'.split(' ');
/** What two languages call two days is none, nor is what is as short as a preposition. */
const SHORTEST = 3;
const AMBIGUOUS = -1;
/** A Sunday. */
const ANY_SUNDAY = Date.UTC(2021, 0, 3);

let known: ReadonlyMap<string, number> | undefined;

/** The number of a weekday, 0 for Sunday, by its name or its short name in CLDR; undefined for any other word. */
export function weekdayOf(word: string): number | undefined {
  const day = (known ??= namesOfDays()).get(foldedName(word));
  return day === AMBIGUOUS ? undefined : day;
}

function namesOfDays(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const language of LANGUAGES)
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { weekday, timeZone: 'UTC' });
      for (let day = 0; day < 7; day += 1) {
        const name = foldedName(format.format(ANY_SUNDAY + day * DAY));
        if (name.length >= SHORTEST) names.set(name, (names.get(name) ?? day) === day ? day : AMBIGUOUS);
      }
    }
  return names;
}
