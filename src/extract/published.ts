import {
  dateFromPath,
  NO_DATE,
  readDate,
  type DateOptions,
  type DateOrigin,
  type DateReading,
} from '../base/dates/dates.ts';
import type { HtmlElement } from '../base/html.ts';
import type { ArticleReader, Source } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import type { Evidence } from '../model/post.ts';
import type { ClutterJudge } from './text/clutter.ts';
import { declaredWitnesses } from './dates/declared.ts';
import { lastWitnesses } from './dates/last-resort.ts';
import { settle, type Settled } from './dates/settle.ts';
import { shownWitnesses } from './dates/shown.ts';
import { listedWitness, type Witness } from './dates/witness.ts';
import type { Line } from './lines.ts';
import { firstOf, readText, type Readable, type Won } from './read-field.ts';
import type { Survey } from './survey.ts';

export type DateSources = {
  readonly page: Readable;
  readonly seen: Survey;
  readonly source: Source;
  readonly card: Card | undefined;
  readonly options: DateOptions;
  readonly judge: ClutterJudge;
  /** The title's element with everything around it. */
  readonly titled: ReadonlySet<HtmlElement>;
  /** That, and the first paragraph of the text with everything around it. */
  readonly around: ReadonlySet<HtmlElement>;
  /** Lines around the title, the nearest first. */
  readonly nearTitle: () => readonly Line[];
  /** The lines of the text, and all lines of the page. */
  readonly text: readonly Line[];
  readonly lines: () => readonly Line[];
};

/** The date of a post, which reader of the source's chain gave it, and what vouches for it. */
export type Dated = Won<DateReading> & { readonly evidence: Evidence['published'] };

/** The place of each witness among the readers of `auto`; 0 is the listing's. */
const PLACES: readonly DateOrigin[] = ['rest', 'json-ld', 'meta', 'time', 'path', 'text'];
/** The folder in which sites keep pages of events: what stands there is dated by when it takes place. */
const OF_EVENTS = /\/events?\/[^/?#]/i;
/** What a source's own rule reads is believed over what is found without it. */
const BY_THE_SOURCE = 7;

/**
 * When a post was published, by everything that says so: the source's own rule, the site's listing, what the page tells machines, its
 * address, and what it shows. See `settle` for who wins. No day is ever made up, and a change is never taken for publication.
 */
export function readPublished(from: DateSources): Dated {
  const { source, page, options, card } = from;
  const chosen = firstOf<DateReading>(
    source.article.date,
    (reader) => known(readDate(readText(reader, page) ?? '', originOf(reader), options)),
    () => undefined,
  );
  if (chosen === undefined) return told(settle(witnessesOf(from)), inAuto(source));
  const own: Witness = { reading: chosen.value, party: 'declared', weight: BY_THE_SOURCE };
  const settled = settle([own, ...listedWitness(card?.published), ...pathWitness(from)]);
  return told(settled, ({ reading }) => (reading === chosen.value ? chosen.by : 0));
}

/** Which place of the chain a date has that was found without the source's rule. */
function inAuto({ article: { date } }: Source): (winner: Witness) => number {
  const chain: readonly ArticleReader[] = date === undefined || date === 'auto' ? [] : [date].flat();
  const at = chain.indexOf('auto');
  if (chain.length > 0) return ({ party }) => (party === 'listing' ? 0 : at < 0 ? chain.length : at);
  return ({ party, reading }) => (party === 'listing' ? 0 : Math.max(0, PLACES.indexOf(reading.origin)));
}

function told(settled: Settled | undefined, placeOf: (winner: Witness) => number): Dated {
  if (settled === undefined)
    return { value: NO_DATE, by: 0, evidence: { confirmed: false, agreeing: [], others: [] } };
  const { winner, agreeing, others } = settled;
  return {
    value: winner.reading,
    by: placeOf(winner),
    evidence: {
      confirmed: agreeing.length > 0,
      agreeing: [...new Set(agreeing.map(({ reading }) => reading.origin))],
      others: others.slice(0, 5),
    },
  };
}

function witnessesOf(from: DateSources): readonly Witness[] {
  const { page, card } = from;
  const told = [
    ...listedWitness(card?.published),
    ...declaredWitnesses({ ...from, linked: page.linked }),
    ...pathWitness(from),
  ];
  const { url, html } = page.view;
  const isEvent = OF_EVENTS.test(url);
  const all = isAgreed(told)
    ? told
    : [...told, ...shownWitnesses({ ...from, isEvent, shelf: dateFromPath(url, from.options) })];
  if (all.some(({ reading }) => reading.precision === 'day')) return all;
  return [...all, ...lastWitnesses({ ...from, isEvent, url, html })];
}

/** Where two parties name one day, what the page shows need not be looked for. */
function isAgreed(witnesses: readonly Witness[]): boolean {
  const days = witnesses.filter(({ reading }) => reading.precision === 'day');
  return (
    days.length > 1 &&
    new Set(days.map(({ reading }) => reading.value)).size === 1 &&
    new Set(days.map(({ party }) => party)).size > 1
  );
}

function pathWitness({ page, options, card }: DateSources): readonly Witness[] {
  const reading = dateFromPath(page.view.url, options);
  if (reading.value === null || card?.published?.origin === 'path') return [];
  // A folder of a year or a month is a shelf: posts are moved between them.
  return [{ reading, party: 'path', weight: reading.precision === 'day' ? 6.2 : 3 }];
}

function known(date: DateReading): DateReading | undefined {
  return date.value === null ? undefined : date;
}

function originOf(reader: ArticleReader): DateOrigin {
  if (typeof reader === 'object') return 'json-ld';
  if (typeof reader !== 'string') return 'text';
  return /^meta\b/.test(reader) ? 'meta' : /\btime\b|@datetime$/.test(reader) ? 'time' : 'text';
}
