import { type HtmlElement, isElement, isText, outwards } from '../../base/html.ts';
import { onceForEach } from '../../base/once-each.ts';
import { inWords } from '../plain-text.ts';
import { textOf } from '../json-ld.ts';
import { A_CHANGE, A_DATE, A_PUBLICATION, ofPublication } from './written.ts';

const DATE =
  /(?:^|[\s_-])(?:date|dateline|published|posted-?on|pubdate|datepublished|newsdate|timestamp|entry-date)(?:$|[\s_-])/i;
/** What is called the date of a post, whatever its label says in any language. */
const DATE_OF_POST =
  /(?:^|[\s_-])(?:published|pubdate|datepublished|posted-?on|(?:post|entry|article|news|story|publish|publication)-?_?date)(?:$|[\s_-])/i;
/** Attributes that pages keep a date in, besides HTML's own. */
const STAMPS = [
  'datetime',
  'data-datetime',
  'data-date',
  'data-time',
  'data-timestamp',
  'data-published',
  'data-publish-date',
  'data-utc',
  'data-seconds',
];
/** So far up the box of a date with its label is looked for. */
const LEVELS = 3;
/** Properties of schema.org, which are asked for themselves. */
const TO_MACHINES = /\bdate-(?:Created|Modified)\b/;
const isForPosts = onceForEach((names) => DATE_OF_POST.test(inWords(names)));
const isForDates = onceForEach((names) => DATE.test(inWords(names).replace(TO_MACHINES, '')));
/** schema.org, Dublin Core and rNews, as itemprop or property; with or without a prefix. */
const DECLARED_DATE =
  /(?:^|[\s:/])(?:datePublished|dateCreated|pubdate|issued)(?:$|\s)|\bdc(?:terms)?:(?:date|created)(?:$|\s)/i;
/** hAtom's and microformats' names, whole. */
const MICROFORMAT_DATE = /(?:^|\s)(?:dt-published|published)(?:$|\s)/;
/** What is said before a date, in characters. */
const LONGEST_LABEL = 60;
/** A day and a time of it. */
const TITLED_DAY = /\b(?:19|20)\d\d\b.{0,12}\b\d{1,2}:\d\d/;

/** Whether an element is there for a date: by its class, id or itemprop (`names`), by what it tells scripts, or whoever points at it. */
export function holdsDate(element: HtmlElement, names: string): boolean {
  return (
    (names.length > 2 && isForDates(names)) ||
    ((element.name !== 'time' || element.attribs['datetime'] === undefined) && hasStamp(element.attribs)) ||
    isTitledDay(element)
  );
}

/** Whether an element, or the box that holds it with its label, is called the date of a post. */
export function isDateOfPost(element: HtmlElement): boolean {
  for (const at of outwards(element, LEVELS)) {
    const names = at.attribs['class'];
    if (names !== undefined && isForPosts(names)) return true;
  }
  return false;
}

function hasStamp(attribs: HtmlElement['attribs']): boolean {
  return (
    'datetime' in attribs ||
    'data-datetime' in attribs ||
    'data-timestamp' in attribs ||
    'data-published' in attribs
  );
}

/** "9 months ago", which tells the day to whoever points at it. */
function isTitledDay({ name, attribs }: HtmlElement): boolean {
  const { title, datetime } = attribs;
  if (title === undefined) return false;
  const isPlain = name === 'span' || name === 'abbr' || name === 'small';
  return (isPlain || (name === 'time' && datetime === undefined)) && TITLED_DAY.test(title);
}

/** Whether machines are told the day of publication by an element: microdata, RDFa, HTML's `pubdate`, hAtom. */
export function declaresDate({ name, attribs }: HtmlElement): boolean {
  const said = attribs['itemprop'] ?? attribs['property'];
  if (said !== undefined && DECLARED_DATE.test(said)) return true;
  if (name === 'time' && 'pubdate' in attribs) return true;
  const isTold = 'title' in attribs || 'datetime' in attribs;
  return isTold && MICROFORMAT_DATE.test(attribs['class'] ?? '');
}

/** Whether the few words right before a date, or in brackets behind it, say that something was changed then. */
export function isToldOfChange({ prev, next }: HtmlElement): boolean {
  const label = prev !== null && isText(prev) && prev.data.trim() === '' ? prev.prev : prev;
  const before = label === null ? '' : isText(label) ? label.data : isElement(label) ? textOf(label) : '';
  // What is said of a date before it is not said of this one.
  const last = [...before.matchAll(A_DATE)].at(-1);
  const own = last === undefined ? before : before.slice(last.index + last[0].length);
  if (own.length <= LONGEST_LABEL && ofPublication(`${own} 1 May 2000`) === '') return true;
  const behind = next !== null && isText(next) ? (/^\s*\(([^()]{4,30})\)/.exec(next.data)?.[1] ?? '') : '';
  return A_CHANGE.test(behind) && !A_PUBLICATION.test(behind);
}

/** What an element that is no time tells scripts: a date, or seconds since 1970. */
export function stampOf({ attribs }: HtmlElement): string {
  const { title = '' } = attribs;
  const said =
    STAMPS.map((name) => attribs[name]).find((value) => value !== undefined && /\d/.test(value)) ??
    (TITLED_DAY.test(title) ? title : '');
  const seconds = /^\d{10}(?=(?:\d{3})?$)/.exec(said)?.[0];
  return seconds === undefined ? said : new Date(Number(seconds) * 1000).toISOString();
}
