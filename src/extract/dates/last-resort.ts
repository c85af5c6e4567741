import { NO_DATE, readDate, type DateOptions, type DateReading } from '../../base/dates/dates.ts';
import { isElement, type HtmlElement } from '../../base/html.ts';
import { isAnothers } from '../whose.ts';
import type { Line } from '../lines.ts';
import { linesBelow, type TextAndPage } from '../lines-below.ts';
import { isProse } from '../text/noise.ts';
import { isListed } from './in-list.ts';
import { isForItsDate } from './shown.ts';
import { isInPlaceOfElse } from './in-place-of-else.ts';
import { saidOfPost, withLabel } from './said-before.ts';
import type { Witness } from './witness.ts';
import { ofPublication } from './written.ts';

/** Data that scripts are given, and JSON-LD that does not parse: names for the day of publication. */
const IN_SCRIPTS =
  /\\?"(?:datePublished|date_published|publishedAt|published_at|publishedDate|publishedOn|publishDate|publish_date|publicationDate|firstPublished\w{0,4}|datePublication|pubDate)\\?"\s*:\s*\\?"(?<stamp>\d{4}-\d\d-\d\d[^"\\]{0,25})/g;
/** So much of a page is looked through, in characters. */
const MOST_HTML = 2_000_000;
const SLUG_END = /\/[^/]*[a-z][-_](?<date>\d{4}-\d\d-\d\d)(?:\.\w{2,5})?\/?$/i;
/** "Date" in the languages that pages are written in, alone before the day. */
const DATE_LABEL =
  /^(?:date|datum|fecha|data|dato|dátum|päivämäärä|päiväys|tarih|дата|publi(?:shed|kováno|cado|cato|é le|ceret|cerad|sert|katiedatum)?|veröffentlicht(?: am)?|erschienen(?: am)?|掲載日|公開日|发布日期)(?:\s*[:：]\s+|\s+)(?=\D{0,12}\d)/iu;
const MOST_OF_FACT = 50;
/** So many lines below the text may be about it. */
const BELOW = 4;
const SENTENCE = 200;
/** "This entry was posted on … and is filed under …. You can follow any responses …", as systems wrote behind each post. */
const OF_ITSELF = /^this (?:entry|post|article|item)\b/i;
/** Alone, none of them is believed far. */
const WEIGHTS = { script: 2.5, below: 2.2, slug: 1.8 } as const;

export type LastSources = TextAndPage & {
  readonly url: string;
  readonly html: string;
  readonly options: DateOptions;
  /** Whether the address keeps the page under events: what it shows is when that takes place. */
  readonly isEvent: boolean;
  /** The title's element with everything around it. */
  readonly titled: ReadonlySet<HtmlElement>;
};

/**
 * Who says when a post was published where nobody said it in a place for that: the page's own data for its scripts, as long as all of it names
 * one day; a line that stands at the end of the text for its date; the end of the address.
 */
export function lastWitnesses(from: LastSources): readonly Witness[] {
  const shown = from.isEvent ? [] : [dayBelow(from), labelledDay(from)];
  const found = [scriptDay(from), ...shown, slugDay(from)];
  return found.filter((witness) => witness !== undefined);
}

function scriptDay({ html, options }: LastSources): Witness | undefined {
  const days = new Map<string | null, DateReading>();
  for (const { groups } of html.slice(0, MOST_HTML).matchAll(IN_SCRIPTS)) {
    const reading = readDate(groups?.['stamp'] ?? '', 'json-ld', options);
    if (reading.precision === 'day') days.set(reading.value, reading);
    if (days.size > 1) return undefined;
  }
  const [reading] = days.values();
  return reading === undefined ? undefined : { reading, party: 'declared', weight: WEIGHTS.script };
}

function dayBelow({ text, lines, titled, options }: LastSources): Witness | undefined {
  if (!text.some((line) => isProse(line))) return undefined;
  const own = text.filter(({ company }) => company !== true);
  const below = [...own.slice(-2), ...linesBelow({ text, lines }, BELOW)];
  const near = below.filter(
    ({ element }) =>
      !isElement(element) ||
      !(isAnothers(element, titled) || isListed(element, titled) || isInPlaceOfElse(element, titled)),
  );
  const readings = near.map((line) => endingDay(line, options));
  const found = readings.find(({ precision }) => precision === 'day');
  return found === undefined ? undefined : { reading: found, party: 'shown', weight: WEIGHTS.below };
}

function endingDay(line: Line, options: DateOptions): DateReading {
  const { linked } = line;
  const text = ofPublication(withLabel(line, line.text));
  const own = saidOfPost(text);
  if (own === '' || (/©|copyright/i.test(text) && !/\b(?:posted|published)\b/i.test(text))) return NO_DATE;
  const isShort = text.length <= SENTENCE || OF_ITSELF.test(text);
  const isLabelled = isShort && /\b(?:posted|published)\b/i.test(text.slice(0, SENTENCE));
  const isThere = isForItsDate(text) && linked < 0.9;
  const isStamp =
    text.length <= 40 && /^[^\d]{0,14}\d.*\d{4}\W*$|^\p{L}{3,9} \d{1,2}\w{0,2},? \d{4}$/u.test(text);
  return isLabelled || isThere || isStamp ? readDate(own.slice(0, SENTENCE), 'text', options) : NO_DATE;
}

/** The one day that stands behind a label for it, wherever the page keeps its facts. */
function labelledDay({ lines, titled, options }: LastSources): Witness | undefined {
  const facts = lines().filter(
    ({ kind, text, linked, element }) =>
      text.length <= MOST_OF_FACT &&
      linked === 0 &&
      DATE_LABEL.test(text) &&
      saidOfPost(withLabel({ kind }, text)) !== '' &&
      !(isElement(element) && (isAnothers(element, titled) || isInPlaceOfElse(element, titled))),
  );
  const readings = facts
    .map(({ text }) => readDate(text.replace(DATE_LABEL, ''), 'text', options))
    .filter(({ precision }) => precision === 'day');
  const [reading] = readings;
  if (reading === undefined || readings.some(({ value }) => value !== reading.value)) return undefined;
  return { reading, party: 'shown', weight: WEIGHTS.below };
}

function slugDay({ url, options }: LastSources): Witness | undefined {
  const date = SLUG_END.exec(URL.parse(url)?.pathname ?? '')?.groups?.['date'];
  const reading = date === undefined ? NO_DATE : readDate(date, 'path', options);
  return reading.precision === 'day' ? { reading, party: 'path', weight: WEIGHTS.slug } : undefined;
}
