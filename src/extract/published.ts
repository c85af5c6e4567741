import { DAY } from '../base/durations.ts';
import { dateFromPath, NO_DATE, readDate, type DateOrigin, type DateReading } from '../base/dates.ts';
import type { HtmlElement } from '../base/html.ts';
import type { ArticleReader, Source } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import type { ClutterJudge } from './clutter.ts';
import { textOf } from './json-ld.ts';
import { plainText } from './plain-text.ts';
import { firstOf, firstWinner, readText, type Readable, type Won } from './read-field.ts';
import type { Survey } from './survey.ts';

const PUBLISHED_METAS =
  'article:published_time og:article:published_time article:published datepublished publishdate publish_date publish-date publication_date pubdate dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date parsely-pub-date sailthru.date date'.split(
    ' ',
  );
const MODIFIED_METAS = [
  'article:modified_time',
  'og:updated_time',
  'datemodified',
  'dcterms.modified',
  'last-modified',
];
const UPDATED = /updated|modified|last-?edited/i;
/** A date of publication is among the first dates of a page, if it is there at all. */
const MOST_TRIED = 40;
/** Two readings of one day may differ by time zone and by a day of embargo. */
const SAME_WITHIN_DAYS = 2;

export type DateSources = {
  readonly page: Readable;
  readonly seen: Survey;
  readonly source: Source;
  readonly card: Card | undefined;
  readonly now: Date;
  readonly judge: ClutterJudge;
  readonly title: HtmlElement | undefined;
  /** Short lines around the title. */
  readonly nearTitle: () => readonly string[];
};

/**
 * When a post was published, best evidence first: what the site's own listing data said, JSON-LD, meta elements, a time element of
 * the article, its address, and words in sight of the title. A listing that is more than two days off what the article itself
 * declares is not believed (sites re-date their archives). No day is ever made up.
 */
export function readPublished(from: DateSources): Won<DateReading> {
  const { page, source, card, now } = from;
  const listed = card?.published ?? NO_DATE;
  const own = firstOf<DateReading>(
    source.article.date,
    (reader) => known(readDate(readText(reader, page) ?? '', originOf(reader), { now })),
    () => autoDate(from),
  );
  if (own === undefined) return { value: listed, by: 0 };
  if (listed.value === null) return own;
  if (agree(own.value, listed)) return precisest(own, listed);
  return isDeclared(own.value) || !isSiteData(listed) ? own : { value: listed, by: 0 };
}

/** When the page says it was last changed; shown and compared, never taken for publication. */
export function readModified(page: Readable, seen: Survey, now: Date): DateReading | undefined {
  return (
    known(readDate(page.linked('dateModified') ?? '', 'json-ld', { now })) ??
    firstKnown(MODIFIED_METAS.map((name) => readDate(seen.metas.get(name) ?? '', 'meta', { now })))
  );
}

/** Place 0 is the listing's; see readPublished. A folder of a year is made good by a day of that year further down. */
function autoDate(from: DateSources): Won<DateReading> | undefined {
  const { page, seen, now } = from;
  const readers: readonly (() => DateReading | undefined)[] = [
    () => undefined,
    () =>
      known(readDate(page.linked('datePublished') ?? page.linked('dateCreated') ?? '', 'json-ld', { now })),
    () => firstKnown(PUBLISHED_METAS.map((name) => readDate(seen.metas.get(name) ?? '', 'meta', { now }))),
    () => timeElement(from),
    () => known(dateFromPath(page.view.url, { now })),
    () => writtenDate(from),
  ];
  const won = firstWinner(readers);
  if (won === undefined || won.value.precision === 'day') return won;
  const finer = readers.slice(won.by + 1).map((read) => read());
  const at = finer.findIndex((date) => date?.value?.startsWith(`${won.value.value}-`));
  const value = finer[at];
  return value === undefined ? won : { value, by: won.by + 1 + at };
}

function firstKnown(dates: readonly DateReading[]): DateReading | undefined {
  return dates.find((date) => date.value !== null);
}

function known(date: DateReading): DateReading | undefined {
  return date.value === null ? undefined : date;
}

function originOf(reader: ArticleReader): DateOrigin {
  if (typeof reader === 'object') return 'json-ld';
  if (typeof reader !== 'string') return 'text';
  return /^meta\b/.test(reader) ? 'meta' : /\btime\b|@datetime$/.test(reader) ? 'time' : 'text';
}

function timeElement({ seen, now, judge, title }: DateSources): DateReading | undefined {
  const times = seen.times
    .slice(0, MOST_TRIED)
    .filter((time) => !UPDATED.test(namesOf(time)) && !isBeside(time, judge));
  const marked = times.filter(
    (time) => 'pubdate' in time.attribs || /publish|posted|entry-date/i.test(namesOf(time)),
  );
  for (const time of [...marked, ...nearest(times, title)]) {
    const stamp = readDate(time.attribs['datetime'] ?? '', 'time', { now });
    const date = stamp.value === null ? readDate(plainText(textOf(time)), 'time', { now }) : stamp;
    if (date.value !== null) return date;
  }
  return undefined;
}

/** Times in the same article as the title come first: others belong to teasers. */
function nearest(times: readonly HtmlElement[], title: HtmlElement | undefined): readonly HtmlElement[] {
  const home = title === undefined ? undefined : articleAround(title);
  if (home === undefined) return times;
  return [
    ...times.filter((time) => articleAround(time) === home),
    ...times.filter((time) => articleAround(time) !== home),
  ];
}

function articleAround(element: HtmlElement): HtmlElement | undefined {
  for (let at = element.parent; at !== null && 'attribs' in at; at = at.parent) {
    if (at.name === 'article') return at;
  }
  return undefined;
}

function isBeside(element: HtmlElement, judge: ClutterJudge): boolean {
  for (let at: HtmlElement['parent'] = element; at !== null && 'attribs' in at; at = at.parent) {
    if (at.name !== 'header' && judge(at) !== 'text') return true;
  }
  return false;
}

function namesOf({ attribs }: HtmlElement): string {
  return `${attribs['class'] ?? ''} ${attribs['itemprop'] ?? ''}`;
}

/** A date in words, where a page marks it or puts it beside its title; a lone year there is more likely a subject. */
function writtenDate({ seen, now, judge, nearTitle }: DateSources): DateReading | undefined {
  const marked = seen.dates
    .slice(0, MOST_TRIED)
    .filter((element) => !UPDATED.test(namesOf(element)) && !isBeside(element, judge));
  const texts = [
    ...marked.map((element) => plainText(textOf(element))).filter((text) => text.length < 120),
    ...nearTitle(),
  ];
  const dates = texts.filter((text) => !UPDATED.test(text)).map((text) => readDate(text, 'text', { now }));
  return dates.find((date) => date.precision === 'day') ?? dates.find((date) => date.precision === 'month');
}

function agree(one: DateReading, other: DateReading): boolean {
  const [a, b] = [one.value ?? '', other.value ?? ''];
  if (a.startsWith(b) || b.startsWith(a)) return true;
  if (one.precision !== 'day' || other.precision !== 'day') return false;
  return Math.abs(Date.parse(a) - Date.parse(b)) <= SAME_WITHIN_DAYS * DAY;
}

function precisest(own: Won<DateReading>, listed: DateReading): Won<DateReading> {
  const ownLength = own.value.value?.length ?? 0;
  const listedLength = listed.value?.length ?? 0;
  return listedLength > ownLength || (listedLength === ownLength && isSiteData(listed))
    ? { value: listed, by: 0 }
    : own;
}

function isSiteData({ origin }: DateReading): boolean {
  return origin === 'rest' || origin === 'feed';
}

function isDeclared({ origin }: DateReading): boolean {
  return origin === 'json-ld' || origin === 'meta' || origin === 'time';
}
