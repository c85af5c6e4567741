import { foreignMonth } from './foreign-months.ts';

/** A date in parts; month and day from 1, absent where they are not known. */
export type DateParts = { readonly year: number; readonly month?: number; readonly day?: number };

/** Month names in English and, for Welsh councils, in Welsh, also as they stand behind "o" ("21ain o Fedi"); the shortest form that is used. */
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'ionawr'],
  ['february', 'feb', 'chwefror'],
  ['march', 'mar', 'mawrth', 'fawrth'],
  ['april', 'apr', 'ebrill'],
  ['may', 'mai', 'fai'],
  ['june', 'jun', 'mehefin', 'fehefin'],
  ['july', 'jul', 'gorffennaf', 'orffennaf'],
  ['august', 'aug', 'awst'],
  ['september', 'sept', 'sep', 'medi', 'fedi'],
  ['october', 'oct', 'hydref'],
  ['november', 'nov', 'tachwedd', 'dachwedd'],
  ['december', 'dec', 'rhagfyr', 'ragfyr'],
];

/** Vietnamese counts its months, in words. */
const VIETNAMESE = 'một,hai,ba,tư,năm,sáu,bảy,tám,chín,mười,mười một,mười hai'.split(',');

/** An alternation of all names, longest first, with no letter allowed to follow. */
const MONTH_NAMES = `(?:${MONTHS.flat()
  .toSorted((a, b) => b.length - a.length)
  .join('|')})(?!\\p{L})`;

const NUMBERS = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const MONTH = `(?<month>${MONTH_NAMES})`;
const YEAR = `(?<year>\\d{4})`;
/** English and Welsh. */
const TH = '(?:st|nd|rd|th|af|il|ydd|eg|f?ed|ain)?';
/** Thai years are counted from the Buddha's death. */
const BUDDHIST = 543;
/** Forms that give a day; of those in a text the leftmost wins, and of two at one place the earlier in this list. */
export const DAY_FORMS: readonly Form[] = [
  form(`(?<!\\d)${YEAR}-(?<m>\\d{1,2})-(?<d>\\d{1,2})(?!\\d)`),
  form(`(?<!\\d)${YEAR}/(?<m>\\d{1,2})/(?<d>\\d{1,2})(?!\\d)`),
  form(`(?<!\\d)${YEAR}\\. ?(?<m>\\d{1,2})\\. ?(?<d>\\d{1,2})(?!\\d)`),
  form(`(?<!\\d)${YEAR}(?<m>\\d\\d)(?<d>\\d\\d)(?=T\\d|$)`),
  form(
    `(?<!\\d)(?<d>\\d{1,2}) ?${TH}[ ,./-]{0,2}(?:of |o )?${MONTH}[ ,./-]{0,2}(?:${YEAR}|['’]?(?<yy>\\d\\d)(?!:))(?!\\d)`,
  ),
  form(`(?<!\\p{L})${MONTH}[ .-]{0,2}(?<d>\\d{1,2}) ?${TH}[ ,.-]{1,3}${YEAR}(?!\\d)`),
  form(
    `(?<!\\p{L})${MONTH} (?<d>\\d{1,2}) (?:\\d\\d:\\d\\d(?::\\d\\d)?)(?: [a-z]{2,5}| [+-]\\d{4})? ${YEAR}(?!\\d)`,
  ),
  {
    pattern: regExp(
      '(?<![\\d.])(?<a>\\d{1,2}) ?(?<s>[./-]) ?(?<b>\\d{1,2}) ?\\k<s> ?(?:(?<year>\\d{4})|(?<yy>\\d\\d))(?![\\d:])',
    ),
    parts: numeric,
  },
];
/** Forms that give a month and no day; a number before the month is a day that was not understood, and no month is made of it. */
export const MONTH_FORMS: readonly Form[] = [
  form(`(?<![\\p{L}\\d]|\\d${TH}[ ,./-]{1,2}(?:of |o )?)${MONTH}[ ,./-]{0,2}${YEAR}(?!\\d)`),
  form(`(?<!\\d)${YEAR}[ ,./-]{1,2}${MONTH}`),
  form(`^${YEAR}-(?<m>\\d\\d)$`),
];
/** A year counts only where it is all there is. */
export const YEAR_FORMS: readonly Form[] = [form(`^${YEAR}$`)];
/** Forms in other languages, tried only where no other gave a date: "dom, 02 ott 2022", "5 de mayo de 2020", "2022年2月4日". */
export const FOREIGN_FORMS: readonly Form[] = [
  { pattern: regExp('(?<era>令和|平成)(?<n>\\d{1,2}|元)年(?<m>\\d{1,2})月(?<d>\\d{1,2})日'), parts: ofEra },
  form(`(?<!\\d)${YEAR} ?[年년] ?(?<m>\\d{1,2}) ?[月월] ?(?<d>\\d{1,2}) ?[日일]`),
  form(`(?<!\\d)(?<d>\\d{1,2}) tháng (?<m>\\d{1,2})(?:,| năm)? ${YEAR}(?!\\d)`),
  {
    pattern: regExp(
      `(?<!\\d)(?<d>\\d{1,2}) tháng (?<word>${VIETNAMESE.toReversed().join('|')})(?:,| năm)? ${YEAR}(?!\\d)`,
    ),
    parts: vietnamese,
  },
  foreign(
    `(?<!\\d)(?<d>\\d{1,2})(?:er|[.ºª°]{1,2})?[ ./-]{1,2}(?:de |del |d['’])?(?<word>[\\p{L}\\p{M}]{2,14})\\.?[ ,./-]{1,2}(?:de |del )?${YEAR}(?!\\d)`,
  ),
  foreign(`(?<!\\d)${YEAR}\\. (?<word>[\\p{L}\\p{M}]{3,14})\\.? (?<d>\\d{1,2})\\.`),
  foreign(`(?<!\\p{L})(?<word>[\\p{L}\\p{M}]{3,14})\\.? (?<d>\\d{1,2})[.,]{0,2} ${YEAR}(?!\\d)`),
  foreign(`(?<![\\p{L}\\d]|\\d[.]? (?:de )?)(?<word>[\\p{L}\\p{M}]{3,14})\\.? (?:de |del )?${YEAR}(?!\\d)`),
];
/** Forms in the path of an address, most telling first. */
export const PATH_FORMS: readonly Form[] = [
  form(`/${YEAR}/(?<m>\\d{1,2})/(?<d>\\d{1,2})(?=/|$)`),
  form(`/${YEAR}/${MONTH}/(?<d>\\d{1,2})(?=/|$)`),
  form(`/${YEAR}-(?<m>\\d\\d)-(?<d>\\d\\d)(?!\\d)`),
  form(`/(?<d>\\d\\d)(?<m>\\d\\d)${YEAR}(?=/|$)`),
  form(`/${YEAR}(?<m>\\d\\d)(?<d>\\d\\d)(?=[/_-]|$)`),
  form(`/(?<d>\\d\\d)-(?<m>\\d\\d)-${YEAR}(?=/|$)`),
  form(`/${YEAR}/(?<m>\\d{1,2})(?=/|$)`),
  form(`/${YEAR}/${MONTH}(?=/|$)`),
  form(`/${YEAR}-(?<m>\\d\\d)(?=/|$)`),
  form(`/${MONTH}[-_]${YEAR}(?=/|$)`),
  form(`/${YEAR}(?=/|$)`),
];

/** The number of a month from 1; NaN for a word that names none. */
function monthOf(name: string): number {
  return NUMBERS.get(name.toLowerCase()) ?? Number.NaN;
}

/** One way to write a date, and how its named groups become parts. */
export type Form = {
  readonly pattern: RegExp;
  readonly parts: (found: Groups, order: Order) => DateParts;
};
/** How numbers and months are to be read. */
export type Order = { readonly dayFirst: boolean; readonly language?: string | undefined };
type Groups = Readonly<Record<string, string | undefined>>;

function form(source: string): Form {
  return { pattern: regExp(source), parts: named };
}

function foreign(source: string): Form {
  const parts = (found: Groups, order: Order): DateParts => {
    const { year } = named(found, order);
    const month = foreignMonth(found['word'] ?? '', order.language) ?? 0;
    return found['d'] === undefined ? { year, month } : { year, month, day: Number(found['d']) };
  };
  return { pattern: regExp(source), parts };
}

function regExp(source: string): RegExp {
  return new RegExp(source, 'giu');
}

function named(found: Groups, { language }: Partial<Order> = {}): DateParts {
  const said = found['year'] === undefined ? century(Number(found['yy'])) : Number(found['year']);
  const year = language?.startsWith('th') && said > 2400 ? said - BUDDHIST : said;
  const month = found['month'] === undefined ? Number(found['m'] ?? Number.NaN) : monthOf(found['month']);
  if (Number.isNaN(month)) return { year };
  return found['d'] === undefined ? { year, month } : { year, month, day: Number(found['d']) };
}

/** `03/04/2023` by the house's order; the other order only where a number cannot be a month. */
function numeric(found: Groups, order: Order): DateParts {
  const [a, b] = [Number(found['a']), Number(found['b'])];
  const [day, month] = order.dayFirst ? [a, b] : [b, a];
  const { year } = named(found, order);
  return month > 12 ? { year, month: day, day: month } : { year, month, day };
}

function vietnamese({ word, d, year }: Groups): DateParts {
  const month = VIETNAMESE.indexOf(word?.toLowerCase() ?? '') + 1;
  return { year: Number(year), month, day: Number(d) };
}

/** A year of an emperor's reign, of which the first has a name of its own. */
function ofEra({ era, n, m, d }: Groups): DateParts {
  const before = era === '令和' ? 2018 : 1988;
  return { year: before + (n === '元' ? 1 : Number(n)), month: Number(m), day: Number(d) };
}

/** RFC 2822, 4.3, with a later turn. */
function century(twoDigits: number): number {
  return twoDigits + (twoDigits < 70 ? 2000 : 1900);
}
