import { readDate, type DateOptions, type DateReading } from '../../base/dates/dates.ts';
import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import type { ClutterJudge } from '../text/clutter.ts';
import type { Line } from '../lines.ts';
import { isProse } from '../text/noise.ts';
import type { Survey } from '../survey.ts';
import { partsOf } from '../authors/pieces.ts';
import { isOfAnother } from '../whose.ts';
import { otherOrder } from './declared.ts';
import { datelineWitness, firstOf } from './dateline.ts';
import { dayArchive } from './day-archive.ts';
import { isDateOfPost, stampOf } from './holds-date.ts';
import { isInBanner } from './in-banner.ts';
import { isInList } from './in-list.ts';
import { dateWords } from './in-parts.ts';
import { isInPlaceOfElse } from './in-place-of-else.ts';
import { isOfElse, leadOf, saidOfPost, withLabel } from './said-before.ts';
import { isLineOfChange, isNamedForChange, isOfChange, namesOf, withoutChange } from './of-change.ts';
import { isAbove, isOfTeaser } from './teaser-above.ts';
import { WEIGHTS, type Witness } from './witness.ts';
import { A_CHANGE, A_DATE, A_PUBLICATION, A_TIME } from './written.ts';
import { yearless } from './yearless.ts';

/** A date of publication is among the first dates of a page, if it is there at all. */
const MOST_TRIED = 40;
/** So much may stand beside a date in a line that is there for the date: a weekday, a name, a section. */
const MOST_BESIDE = 70;
const ABBREVIATED = 24;
/** Without its minutes it is when something is held, where no element says whose day it is. */
const AN_HOUR = /(?<![\d:.])\d{1,2}\s?(?:[ap]\.?m\b|uhr\b)/i;
const LABEL = /^\W*(?:date|published|posted|created|submitted|added|first published|publication date)\b/i;
export type ShownSources = {
  readonly seen: Survey;
  readonly titled: ReadonlySet<HtmlElement>;
  /** That, and the first paragraph of the text with everything around it. */
  readonly around: ReadonlySet<HtmlElement>;
  readonly judge: ClutterJudge;
  readonly options: DateOptions;
  /** Lines around the title, nearest first below it, then above; the first paragraph last. */
  readonly nearTitle: () => readonly Line[];
  /** The month or the year that the address keeps the post under. */
  readonly shelf: DateReading;
  /** Whether the address keeps it under events: what is not called the day of its publication is that of the event. */
  readonly isEvent: boolean;
};

/** What a reader sees: a time element of the article, an element named for dates, a line beside the title, a dateline that opens the text. */
export function shownWitnesses(from: ShownSources): readonly Witness[] {
  return [
    ...timeWitness(from),
    ...firstOf(markedTexts(from), from.options, WEIGHTS.text + 0.2),
    ...lineWitness(from),
    ...datelineWitness(from.nearTitle(), from.options),
  ];
}

/** Those that are marked come first; whose a time is, and what it is of, is asked until one has told a date. */
function timeWitness(from: ShownSources): readonly Witness[] {
  const { seen, titled, options } = from;
  const times = seen.times.slice(0, MOST_TRIED);
  const marked = times.filter(isMarked);
  for (const time of [...marked, ...nearest(times, titled).filter((other) => !marked.includes(other))]) {
    const words = dateWords(time);
    const stamp = readDate(time.attribs['datetime'] ?? '', 'time', options);
    const reading = stamp.value === null ? readDate(words, 'time', options) : stamp;
    if (reading.value !== null && isTimeOfPost(time, from) && (words === '' || saidOfPost(words) !== ''))
      return [{ reading, party: 'shown', weight: WEIGHTS.time }, ...saidBy(words, reading, options)];
  }
  return [];
}

function isTimeOfPost(time: HtmlElement, from: ShownSources): boolean {
  const { titled, around, judge } = from;
  return (
    !(isOfChange(time) || isOfAnother(time, around) || isInList(time, around)) &&
    !isOfAnotherDay(time, from) &&
    isBesideTitle(time, titled, judge) &&
    !isOfTeaser(time, titled)
  );
}

/** Whether the words before a date, or its place, say that it is of something else than the post. */
function isOfAnotherDay(date: HtmlElement, { titled, around, isEvent }: ShownSources, said = ''): boolean {
  const isCalled = isDateOfPost(date);
  if (isEvent && !isCalled && !A_PUBLICATION.test(said || leadOf(date))) return true;
  return (!isCalled && isOfElse(leadOf(date))) || isInPlaceOfElse(date, around) || isInBanner(date, titled);
}

/** The words in a time element are the civil day of its site; its stamp may be in UTC. */
function saidBy(words: string, stamp: DateReading, options: DateOptions): readonly Witness[] {
  const said = readDate(words, 'text', options);
  if (said.precision !== 'day' || said.value === stamp.value) return [];
  return [{ reading: said, party: 'shown', weight: WEIGHTS.text, ...otherOrder(words, said, options) }];
}

const isMarked = (time: HtmlElement): boolean =>
  'pubdate' in time.attribs || /publish|posted|entry-date/i.test(namesOf(time));

/** Those that share an article with the title come first. */
function nearest(times: readonly HtmlElement[], titled: ReadonlySet<HtmlElement>): readonly HtmlElement[] {
  const isHome = (time: HtmlElement): boolean => {
    for (const at of outwards(time.parent)) if (at.name === 'article') return titled.has(at);
    return false;
  };
  return [...times.filter(isHome), ...times.filter((time) => !isHome(time))];
}

/** Not in what stands beside the post, unless that stands beside the title itself: a node's own footer, a box of facts. */
function isBesideTitle(element: HtmlElement, titled: ReadonlySet<HtmlElement>, judge: ClutterJudge): boolean {
  for (const at of outwards(element)) {
    if (titled.has(at)) return true;
    const isHome =
      at.parent !== null &&
      isElement(at.parent) &&
      titled.has(at.parent) &&
      !/^(?:body|html)$/.test(at.parent.name);
    if (at.name !== 'header' && judge(at) !== 'text') return isHome && at.name !== 'nav';
  }
  return true;
}

function* markedTexts(from: ShownSources): Generator<string> {
  const { seen, titled, around, judge } = from;
  for (const element of seen.dates.slice(0, MOST_TRIED)) {
    const texts = [stampOf(element), wordsOf(element)].filter((text) => text !== '' && text.length < 120);
    if (texts.length === 0 || isNamedForChange(element) || isOfAnother(element, around)) continue;
    if (isBesideTitle(element, titled, judge) && !isOfAnotherDay(element, from, texts.at(-1))) yield* texts;
  }
}

/** What an element says; its label is not asked where its name says that it holds the day of the post. */
function wordsOf(element: HtmlElement): string {
  const words = dateWords(element);
  const label = words.slice(0, Math.max(0, words.search(A_DATE)));
  return isDateOfPost(element) && !A_CHANGE.test(label) ? words.slice(label.length) : words;
}

/** A line beside the title that is there for its date: a sentence with a date in it is not. */
function lineWitness(from: ShownSources): readonly Witness[] {
  const { seen, nearTitle, options, shelf, isEvent } = from;
  const lines = nearTitle().filter((line) => !isProse(line) && line.linked < 0.9 && !isLineOfChange(line));
  const dated = [...seen.dates.slice(0, MOST_TRIED), ...seen.times.slice(0, MOST_TRIED)];
  const said = lines
    .filter(({ element, text }) => !isElement(element) || !isOfAnotherDay(element, from, text))
    .map((line) => ({ element: line.element, text: withLabel(line, withoutChange(line, dated)) }))
    .filter(({ text }) => isForItsDate(text));
  const isOver = ({ element }: Pick<Line, 'element'>): boolean =>
    isElement(element) && isAbove(element, from.titled);
  const labelled = said.filter(({ text }) => LABEL.test(text));
  const texts = [...labelled, ...said.filter((one) => !isOver(one)), ...aboveText(nearTitle()), ...said];
  const found = [
    ...firstOf(
      texts.map(({ text }) => text),
      options,
      WEIGHTS.text,
    ),
    ...(isEvent ? [] : yearless(lines, shelf, options)),
  ];
  return found.length > 0
    ? found
    : dayArchive(
        nearTitle().filter((line) => !isProse(line)),
        options,
      );
}

/** What the first paragraph says before a break, if that is there for a date: "3 May 2024<br>The council has …". */
function aboveText(lines: readonly Line[]): readonly Pick<Line, 'text'>[] {
  const opening = lines.find(isProse);
  const [text = '', next] = opening === undefined ? [] : partsOf(opening);
  return next !== undefined && isForItsDate(text) ? [{ text }] : [];
}

/** Whether a line is there for the date in it: little stands beside that, and it is no sentence. */
export function isForItsDate(text: string): boolean {
  if (/^\W*(?:today|yesterday|just now)\W*$/i.test(text)) return false;
  if (saidOfPost(text) === '' || (AN_HOUR.test(text) && !A_PUBLICATION.test(text))) return false;
  // What stands beside the date behind a mark (sections, counts, tools) is not said of it.
  const part = text.split(/\s?[|•·⋅]\s/).find((one) => one.search(A_DATE) >= 0) ?? text;
  const rest = part.replaceAll(A_DATE, '').replaceAll(A_TIME, '');
  // What ends in a full stop and is so short is abbreviated ("5 min.").
  const isSentence = /[.!?]["”]?$/.test(rest.trim()) && rest.length > ABBREVIATED && !/^\W{0,3}\d/.test(part);
  return rest.length <= MOST_BESIDE && !isSentence;
}
