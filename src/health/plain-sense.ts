import type { Strategy } from '../base/strategies.ts';
import type { Card } from '../model/card.ts';
import type { Sign, SignKind } from '../model/run-facts.ts';
import { percent, quantile } from './figures.ts';

/** The first page of a listing, as it was read. */
export type ShownPage = {
  readonly cards: readonly Pick<Card, 'title' | 'published' | 'date' | 'teaser'>[];
  /** Cards that stand in a menu, a footer or the like. */
  readonly beside: number;
  /** How many cards have the key of another under a title of their own, where that is most of them, or where their addresses are written differently. */
  readonly merged?: number | undefined;
  /** Of a page in HTML none of whose cards has a date: how many dates it shows all the same. */
  readonly datesUnread?: number | undefined;
  /** Whether the adapter names where cards show a title, and a date. */
  readonly reads: { readonly title: boolean; readonly date: boolean };
  /** Unix ms. */
  readonly at: number;
};

/** Fewer cards than this prove nothing. */
const ENOUGH = 4;
/** Longer than a title is: words, and characters, of the median card. */
const TEASER = { words: 22, characters: 170 } as const;

type Judge = (page: ShownPage, titles: readonly string[]) => string | undefined;

const SIGNS: readonly (readonly [SignKind, Judge])[] = [
  ['untitled', untitled],
  ['repeated', repeated],
  ['teasers', teasers],
  ['teasers', whole],
  ['datesAsTitles', datesAsTitles],
  ['menu', menu],
  ['undated', undated],
  ['ahead', ahead],
  ['oneDay', oneDay],
];

/**
 * What plain sense has against a first page, whatever the source's past: titles missing, alike, or not titles; links of a
 * menu; dates that no reader finds, or that no post can have. It needs no earlier run, so a first one is judged by it.
 */
export function plainSense(page: ShownPage): readonly Sign[] {
  const asOne = addressless(page);
  if (asOne !== undefined) return [{ kind: 'merged', why: asOne }];
  if (page.cards.length < ENOUGH) return [];
  const titles = page.cards.flatMap(({ title }) => (title ? [title] : []));
  return SIGNS.flatMap(([kind, judge]) => {
    const why = judge(page, titles);
    return why === undefined ? [] : [{ kind, why }];
  });
}

/** What an adapter says that its cards show. The title of a link's own words is always one; a feed or a sitemap may have no dates. */
export function readsOf(strategy: Strategy): ShownPage['reads'] {
  switch (strategy.kind) {
    case 'sitemap':
      return { title: false, date: false };
    case 'feed':
      return { title: true, date: false };
    case 'wordpress':
      return { title: true, date: true };
    case 'listing':
    case 'browser':
      return { title: true, date: strategy.date !== undefined };
  }
}

/** Where posts have one address between them, all but one of them are lost. */
function addressless({ merged }: ShownPage): string | undefined {
  return merged === undefined
    ? undefined
    : `${merged} posts have the address of another: what tells their addresses apart is left out (a parameter, a fragment, a rule).`;
}

function untitled({ cards, reads }: ShownPage, titles: readonly string[]): string | undefined {
  return reads.title && titles.length < cards.length / 2
    ? `${titles.length} of ${cards.length} cards have a title: the adapter reads it in the wrong place.`
    : undefined;
}

function repeated({ cards }: ShownPage, titles: readonly string[]): string | undefined {
  const distinct = new Set(titles).size;
  return titles.length >= ENOUGH && distinct < titles.length * 0.6
    ? `${cards.length} cards have ${distinct} different titles between them: what is read is no title.`
    : undefined;
}

function teasers(_: ShownPage, titles: readonly string[]): string | undefined {
  if (titles.length < ENOUGH) return undefined;
  const words = median(titles, wordsIn);
  const characters = median(titles, (title) => title.length);
  // A teaser is made of sentences; a title seldom ends in a full stop, and a text that was cut off does in dots.
  const sentences = titles.filter((title) => wordsIn(title) > 5 && /[^.][.…]$|\.{3}$/.test(title)).length;
  const isLong = words > TEASER.words || characters > TEASER.characters;
  return isLong || sentences > titles.length * 0.6
    ? `Titles have ${words} words (median), and ${percent(sentences / titles.length)} end as sentences do: they read like teasers.`
    : undefined;
}

/** The title is read of all of the card where the teaser is part of it. */
function whole({ cards }: ShownPage): string | undefined {
  const held = cards.filter(
    ({ title = '', teaser = '' }) =>
      wordsIn(teaser) > 2 && title.length > teaser.length && title.includes(teaser),
  ).length;
  return held > cards.length / 2
    ? `${held} of ${cards.length} titles hold their teasers: what is read is all of the card.`
    : undefined;
}

function datesAsTitles(_: ShownPage, titles: readonly string[]): string | undefined {
  const numbers = titles.filter((title) => /\d/.test(title) && !/\p{L}{4,}.*\p{L}{4,}/u.test(title)).length;
  return titles.length >= ENOUGH && numbers > titles.length * 0.6
    ? `${numbers} of ${titles.length} titles are a date or a number.`
    : undefined;
}

function menu({ cards, beside }: ShownPage, titles: readonly string[]): string | undefined {
  if (beside > cards.length / 2)
    return `${beside} of ${cards.length} cards stand in a menu or a footer of the page.`;
  const short = titles.filter((title) => wordsIn(title) <= 2).length;
  const isDated = cards.some(({ published }) => (published?.value ?? null) !== null);
  return titles.length >= ENOUGH && short > titles.length * 0.6 && !isDated
    ? `${short} of ${titles.length} titles have one or two words, and no card has a date: they read like a menu.`
    : undefined;
}

/** Where the page shows no dates at all, there are none to miss. */
function undated({ cards, reads, datesUnread = cards.length }: ShownPage): string | undefined {
  const dated = daysOf(cards).length;
  const few = cards.length * 0.2;
  return reads.date && dated < few && datesUnread >= few
    ? `${dated} of ${cards.length} cards have a date where the adapter looks for one.`
    : undefined;
}

/** Dates that lie ahead are not read as dates at all, so that what shows is words where a date should be. */
function ahead({ cards, reads }: ShownPage): string | undefined {
  const written = cards.filter(({ date }) => /\d/.test(date ?? ''));
  const lost = written.filter(({ published }) => (published?.value ?? null) === null);
  return reads.date && lost.length >= 2 && lost.length >= written.length * 0.2
    ? `${lost.length} of ${written.length} dates are none that a post can have, such as “${lost[0]?.date?.slice(0, 40)}”: day and month may stand the other way round, or they are dates of events.`
    : undefined;
}

function oneDay({ cards, at }: ShownPage): string | undefined {
  const days = daysOf(cards);
  const today = new Date(at).toISOString().slice(0, 10);
  return days.length >= 6 && days.length === cards.length && days.every((day) => day === today)
    ? `All ${days.length} cards bear the date of today: what is read is the page's own.`
    : undefined;
}

function daysOf(cards: ShownPage['cards']): string[] {
  return cards.flatMap(({ published }) =>
    published?.precision === 'day' && published.value !== null ? [published.value] : [],
  );
}

function wordsIn(text: string): number {
  return text.split(' ').length;
}

function median(titles: readonly string[], measure: (title: string) => number): number {
  return quantile(titles.map(measure), 0.5);
}
