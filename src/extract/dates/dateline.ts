import { NO_DATE, readDate, type DateOptions, type DateReading } from '../../base/dates/dates.ts';
import type { Line } from '../lines.ts';
import { isProse } from '../text/noise.ts';
import { otherOrder } from './declared.ts';
import { saidOfPost } from './said-before.ts';
import { WEIGHTS, type Witness } from './witness.ts';
import { ofPublication } from './written.ts';

/** A date that opens the text in brackets, or behind a place and before a dash, a full stop or an agency ("(PA)", "/PRNewswire/"). */
const DATELINE =
  /^[^\d.!?]{0,40}?\(?\s*(?<date>\d{1,4}[\s./-](?:\d{1,2}|\p{L}{3,9})[\s./,-]{1,2}\d{2,4}|\p{L}{3,9} \d{1,2},? \d{4})(?:\s*\([^)]{2,40}\)|\s*\/[^/]{2,30}\/)?\s*(?:\)|(?:--|[-–—:|.])\s)/u;

/** A date that opens the text. @param nearTitle lines around the title; the first paragraph among them */
export function datelineWitness(nearTitle: readonly Line[], options: DateOptions): readonly Witness[] {
  const opening = nearTitle.find(isProse)?.text.slice(0, 100) ?? '';
  const date = DATELINE.exec(opening)?.groups?.['date'];
  return date === undefined ? [] : firstOf([date], options, WEIGHTS.text - 0.4);
}

/** What the first of some texts says that says a day, or else a month; none is asked for behind one that says a day. */
export function firstOf(texts: Iterable<string>, options: DateOptions, weight: number): readonly Witness[] {
  let best: { readonly text: string; readonly reading: DateReading } | undefined;
  for (const whole of texts) {
    const text = saidOfPost(ofPublication(whole));
    const reading = text === '' ? NO_DATE : readEither(text, options);
    if (reading.precision === 'month') best ??= { text, reading };
    if (reading.precision !== 'day') continue;
    best = { text, reading };
    break;
  }
  if (best === undefined) return [];
  return [{ reading: best.reading, party: 'shown', weight, ...otherOrder(best.text, best.reading, options) }];
}

/** Numbers that lie ahead in the house's order and are all the line says: in America they are of the other order. */
function readEither(text: string, options: DateOptions): DateReading {
  const reading = readDate(text, 'text', options);
  const isAmerican = /^en-us$/i.test(options.language ?? '') && /^\W*\d[\d./-]+\d\W*$/.test(text);
  return reading.value === null && isAmerican
    ? readDate(text, 'text', { ...options, dayFirst: false })
    : reading;
}
