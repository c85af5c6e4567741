import { readDate } from './dates.ts';
import { byNumber, numericDatesIn, proofsIn } from './numeric-order.ts';

/** So many days in a row prove an order; fewer fall in line by chance. */
const IN_LINE = 4;

/**
 * Whether the numeric dates of one site are written day first (`13/04/2023`), as those among them prove that can be read in one way only:
 * by a number that is no month, by the weekday before it, or since the other way would lie ahead of `now`. Undefined where none proves it, or they disagree.
 */
export function dayFirstIn(texts: readonly string[], now: Date): boolean | undefined {
  const found = numericDatesIn(texts);
  const proofs = proofsIn(found.map(byNumber));
  // A number that is no month proves more than a day that may have been announced.
  const all = proofs.size > 0 ? proofs : proofsIn(found.map((one) => byNow(one, now)));
  return all.size === 1 ? all.has(true) : undefined;
}

/** The same of the dates of a listing, which also prove their order by running in one direction when they are read so, and only then. */
export function dayFirstInList(texts: readonly string[], now: Date): boolean | undefined {
  const proved = dayFirstIn(texts, now);
  if (proved !== undefined) return proved;
  const runs = [true, false].filter((dayFirst) => isInLine(texts, { dayFirst, now }));
  return runs.length === 1 ? runs[0] : undefined;
}

function byNow([text]: RegExpMatchArray, now: Date): boolean | undefined {
  const ways = [true, false].filter((dayFirst) => readDate(text, 'text', { now, dayFirst }).value !== null);
  return ways.length === 1 ? ways[0] : undefined;
}

function isInLine(texts: readonly string[], options: { dayFirst: boolean; now: Date }): boolean {
  const days = texts.flatMap((text) => readDate(text, 'text', options).value ?? []);
  const steps = days.slice(1).map((day, at) => Math.sign(day.localeCompare(days[at] ?? '')));
  return new Set(days).size >= IN_LINE && !(steps.includes(1) && steps.includes(-1));
}
