import { DAY } from '../durations.ts';
import {
  DAY_FORMS,
  FOREIGN_FORMS,
  MONTH_FORMS,
  PATH_FORMS,
  YEAR_FORMS,
  type DateParts,
  type Form,
  type Order,
} from './date-forms.ts';
import { dayFirstByNumbers } from './numeric-order.ts';
import { relativeDay } from './relative-day.ts';
import { foldSpace } from '../text.ts';
import { utcDay } from './utc-day.ts';

/** The place of a publisher who says no other. */
export const OUR_ZONE = 'Europe/London';

/** How much of a date is known. */
export const DATE_PRECISIONS = ['day', 'month', 'year', 'none'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** Where a date was read, best first. */
export const DATE_ORIGINS = [
  'rest',
  'feed',
  'json-ld',
  'meta',
  'time',
  'path',
  'text',
  'sitemap',
  'none',
] as const;
export type DateOrigin = (typeof DATE_ORIGINS)[number];

/** A date as far as it is known: `2024-09-20`, `2025-11`, `2021`, or null. A missing day is never invented. */
export type DateReading = {
  readonly value: string | null;
  readonly precision: DatePrecision;
  readonly origin: DateOrigin;
};

export const NO_DATE: DateReading = { value: null, precision: 'none', origin: 'none' };

export type DateOptions = {
  /** The day the text was read: needed for "3 days ago", and to refuse dates more than two days ahead of it. */
  readonly now?: Date;
  /** How `03/04/2023` is read: the third of April unless this is false, or the weekday before it fits the other day alone. */
  readonly dayFirst?: boolean;
  /** Where the publisher is (IANA): a stamp in UTC is a day there. Europe/London unless this is given. */
  readonly zone?: string;
  /** BCP 47, of the page: for months in a language where another means a different one. */
  readonly language?: string;
};

/** Longest text that is looked at: a date field holds a date, not an article. */
const LONGEST = 200;
const EARLIEST_YEAR = 1995;
const AHEAD_MS = 2 * DAY;

/**
 * Reads the date that a text carries: the civil day as written there, but of a stamp in UTC the day it was at the publisher's.
 * British forms come first (`03/04/2023` is in April), then other languages' months, then relative days ("2 days ago") that stand alone.
 * Never throws; a text without a date, with an impossible one, or with one before 1995 or after tomorrow's tomorrow gives `NO_DATE`.
 */
export function readDate(text: string, origin: DateOrigin, options: DateOptions = {}): DateReading {
  const clean = foldSpace(text.slice(0, LONGEST * 4))
    .slice(0, LONGEST)
    .replaceAll(' ,', ',')
    .replaceAll(/(?![0-9])\p{Nd}/gu, digitOf);
  // Most lines that are asked have no number in them, and only relative days are told without.
  if (!/\p{N}/u.test(clean)) return dated(relativeDay(clean, options.now), origin);
  const shifted = utcDay(clean, options.zone ?? OUR_ZONE);
  const written = [...afterLabel(clean), shifted ?? clean];
  const dayFirst = dayFirstByNumbers([clean]) ?? options.dayFirst ?? true;
  const order = { dayFirst, language: options.language };
  const best =
    plausible(written, [DAY_FORMS, MONTH_FORMS, YEAR_FORMS], { ...options, order }) ??
    (/\d{4}|令和|平成/.test(clean)
      ? plausible(written, [FOREIGN_FORMS], { ...options, order })
      : undefined) ??
    relativeDay(clean, options.now);
  return dated(best, origin);
}

/** A digit of any script as ours: each script has its ten in a row (Unicode, 4.6). */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

function dated(best: DateParts | undefined, origin: DateOrigin): DateReading {
  return best === undefined ? NO_DATE : reading(best, origin);
}

type Bounds = { readonly now?: Date; readonly order: Order };

function plausible(
  texts: readonly string[],
  forms: readonly (readonly Form[])[],
  { now, order }: Bounds,
): DateParts | undefined {
  for (const text of texts)
    for (const alike of forms) {
      const found = readings(text, alike, order).find((date) => isPlausible(date, now));
      if (found !== undefined) return found;
    }
  return undefined;
}

/** Reads the date that an address carries in its path: `/2019/12/02/`, `/20082019/`, `/2018/november/`, `/articles/2021/`. */
export function dateFromPath(url: string, options: Pick<DateOptions, 'now'> = {}): DateReading {
  const path = URL.parse(url)?.pathname.slice(0, 1000) ?? '';
  const found = PATH_FORMS.flatMap((form) => formDates(path, form));
  const best = found.find((date) => isPlausible(date, options.now));
  return dated(best, 'path');
}

/** What follows "published" or "posted": of two dates in a line, that one is meant. */
function afterLabel(text: string): readonly string[] {
  const label = /\b(?:published|posted)\b/i.exec(text);
  return label === null ? [] : [text.slice(label.index)];
}

/** Every date written in the text in one of these forms, from left to right. */
function readings(text: string, alike: readonly Form[], order: Order): readonly DateParts[] {
  return alike
    .flatMap((form) => found(text, form, order))
    .sort((a, b) => a.at - b.at)
    .map(({ date }) => date);
}

function formDates(text: string, form: Form): readonly DateParts[] {
  return found(text, form, { dayFirst: true }).map(({ date }) => date);
}

type Found = { readonly at: number; readonly date: DateParts };
const NONE: readonly Found[] = [];

/** Where a form stands in a text. Most forms stand in none: `matchAll` makes another expression of each before it looks. */
function found(text: string, { pattern, parts }: Form, order: Order): readonly Found[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return NONE;
  const all: Found[] = [];
  for (; match !== null; match = pattern.exec(text))
    all.push({ at: match.index, date: parts(match.groups ?? {}, order) });
  return all;
}

function isPlausible({ year, month = 1, day = 1 }: DateParts, now: Date | undefined): boolean {
  if (month < 1) return false;
  const start = new Date(Date.UTC(year, month - 1, day));
  if (year < EARLIEST_YEAR || year > 2200 || start.getUTCMonth() !== month - 1 || start.getUTCDate() !== day)
    return false;
  return now === undefined || start.getTime() <= now.getTime() + AHEAD_MS;
}

function reading({ year, month, day }: DateParts, origin: DateOrigin): DateReading {
  if (month === undefined) return { value: String(year), precision: 'year', origin };
  const two = (part: number): string => String(part).padStart(2, '0');
  if (day === undefined) return { value: `${year}-${two(month)}`, precision: 'month', origin };
  return { value: `${year}-${two(month)}-${two(day)}`, precision: 'day', origin };
}
