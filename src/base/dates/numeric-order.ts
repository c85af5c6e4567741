import { weekdayOf } from './weekdays.ts';

/** A date in numbers. */
const NUMBERS = /(?<![\d.])(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)(?![\d:])/g;
/** Most texts have none: asked first, of each text that may hold a day. */
const MAYBE = /\d ?[./-] ?\d/;
/** The word right before a date. */
const WORD_BEFORE = /(\p{L}{3,14})[.,]{0,2}\s?$/u;
const LONGEST_BEFORE = 18;

/** The dates in numbers of these texts. */
export function numericDatesIn(texts: readonly string[]): readonly RegExpMatchArray[] {
  return texts.flatMap((text) => (MAYBE.test(text) ? [...text.matchAll(NUMBERS)] : []));
}

/** The order that numbers prove which are no month, or that a weekday fits, and nothing else; undefined where none does, or they disagree. */
export function dayFirstByNumbers(texts: readonly string[]): boolean | undefined {
  const proofs = proofsIn(numericDatesIn(texts).map(byNumber));
  return proofs.size === 1 ? proofs.has(true) : undefined;
}

/** The orders that are proved. */
export function proofsIn(proofs: readonly (boolean | undefined)[]): ReadonlySet<boolean> {
  return new Set(proofs.filter((one) => one !== undefined));
}

/** Whether a numeric date can only be read day first, or only month first: by a number that is no month, or by the weekday before it. */
export function byNumber(found: RegExpMatchArray): boolean | undefined {
  const [a, b] = [Number(found[1]), Number(found[3])];
  return a > 12 && b <= 12 ? true : b > 12 && a <= 12 ? false : byWeekday(found);
}

/** "Fri, 05/03/2024": of the two days only one is a Friday. */
function byWeekday({
  index = 0,
  input = '',
  1: first,
  3: second,
  4: last,
}: RegExpMatchArray): boolean | undefined {
  const [word] = WORD_BEFORE.exec(input.slice(Math.max(0, index - LONGEST_BEFORE), index))?.slice(1) ?? [];
  const weekday = word === undefined ? undefined : weekdayOf(word);
  if (weekday === undefined) return undefined;
  const year = Number(last) + (last?.length === 2 ? 2000 : 0);
  const isIt = (day: string | undefined, month: string | undefined) =>
    new Date(Date.UTC(year, Number(month) - 1, Number(day))).getUTCDay() === weekday;
  const [dayFirst, monthFirst] = [isIt(first, second), isIt(second, first)];
  return dayFirst === monthFirst ? undefined : dayFirst;
}
