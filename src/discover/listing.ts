import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio/slim';
import { defined } from '../base/defined.ts';
import { type HtmlDocument, type HtmlElement, isElement, parseHtml } from '../base/html.ts';
import { dayFirstInList } from '../base/date-order.ts';
import { dateFromPath, type DateOptions, type DateReading, readDate } from '../base/dates.ts';
import { absoluteUrl, type Source } from '../base/source.ts';
import type { BrowserStrategy, CardField, ListingStrategy, Paging } from '../base/strategies.ts';
import { foldSpace } from '../base/text.ts';
import { resolveUrl, urlKey } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import type { Card } from '../model/card.ts';
import { type Discovery, MOST_CARDS } from './discovery.ts';
import { menuJudge } from './in-menu.ts';
import { type FindWithin, findWithin, type Found, shortText } from './within.ts';

type Context = {
  readonly source: Source;
  readonly strategy: ListingStrategy | BrowserStrategy;
  readonly pageNumber: number;
};

/** A listing while it is read: parsed once, with what every card needs. */
type Listing = Context & {
  readonly page: Page;
  readonly $: CheerioAPI;
  readonly document: HtmlDocument;
  readonly find: FindWithin;
  /** What relative links start from: `<base href>`, or the page itself. */
  readonly base: string;
  readonly wins: Record<string, number[]>;
};

/** Reads the cards of a listing page in HTML. Posts outside the cards ("Most read") are not looked at. */
export function discoverListing(page: Page, context: Context): Discovery {
  const document = parseHtml(page.body);
  const $ = load(document);
  const base = resolveUrl($('base[href]').first().attr('href') ?? '', page.finalUrl) ?? page.finalUrl;
  const listing: Listing = { ...context, page, $, document, find: findWithin($, document), base, wins: {} };
  const elements = cardElements(listing);
  const { shown, isAll } = readCards(listing, elements);
  const cards = onePerKey(dated(shown, listing), context.source);
  return {
    cards,
    beside: elements.filter(menuJudge()).length,
    asksToLogIn: cards.length === 0 && $('input[type=password]').length > 0,
    next: nextPages(listing),
    declaredEmpty: cards.length === 0 && context.source.empty?.($) === true,
    dropped: 0,
    winners: listing.wins,
    ...(isAll ? {} : { cut: `only the first ${cards.length} cards were taken` }),
  };
}

/** Reads cards, up to the most posts that a page may show. */
function readCards(
  listing: Listing,
  elements: readonly HtmlElement[],
): { readonly shown: readonly Shown[]; readonly isAll: boolean } {
  const shown: Shown[] = [];
  const keys = new Set<string>();
  for (const element of elements) {
    if (keys.size === MOST_CARDS) return { shown, isAll: false };
    for (const one of readCard(listing, element)) {
      keys.add(urlKey(one.card.url, listing.source));
      shown.push(one);
    }
  }
  return { shown, isAll: true };
}

/** One card a post: a picture and a heading that lead to the same post are one, and the first of them with a title names it. */
function onePerKey(cards: readonly Card[], source: Source): readonly Card[] {
  const byKey = new Map<string, Card>();
  for (const card of cards) {
    const key = urlKey(card.url, source);
    byKey.set(key, { ...card, ...byKey.get(key) });
  }
  return [...byKey.values()];
}

function cardElements({ $, strategy, wins }: Listing): readonly HtmlElement[] {
  const selectors = [strategy.card].flat();
  for (const [index, selector] of selectors.entries()) {
    const found = $(selector).toArray().filter(isElement);
    if (found.length === 0) continue;
    win(wins, 'card', index, selectors.length);
    return found;
  }
  return [];
}

/** A card whose date is not read yet. */
type Shown = { readonly card: Card; readonly date: Found | undefined };

function readCard(listing: Listing, element: HtmlElement): readonly Shown[] {
  const { strategy } = listing;
  const link = readField(listing, element, { name: 'link', field: strategy.link, attribute: 'href' });
  const url = link === undefined ? undefined : resolveUrl(link.text, listing.base);
  if (link === undefined || url === undefined) return [];
  const title =
    strategy.title === undefined
      ? linkText(listing, link.element)
      : readField(listing, element, { name: 'title', field: strategy.title })?.text;
  const teaser = readField(listing, element, { name: 'teaser', field: strategy.teaser })?.text;
  const date = readField(listing, element, { name: 'date', field: strategy.date });
  return [{ card: { url, ...(title ? { title } : {}), ...defined({ teaser }) }, date }];
}

/** Cards with their dates: those of one listing are written in one order, and prove it together. */
function dated(shown: readonly Shown[], { strategy, page, source }: Listing): readonly Card[] {
  const now = new Date(page.fetchedAt);
  const dayFirst = dayFirstInList(
    shown.flatMap(({ date }) => date?.text ?? []),
    now,
  );
  const options = { now, zone: source.timeZone, ...defined({ dayFirst }) };
  return shown.map(({ card, date }) => ({
    ...card,
    // Where cards should show dates, one read from the address would hide that they no longer do.
    ...(strategy.date === undefined ? fromPath(dateFromPath(card.url, { now })) : datesOf(date, options)),
  }));
}

type Wanted = { readonly name: string; readonly field: CardField | undefined; readonly attribute?: string };

/** The first reader of a chain that gives text. */
function readField(
  { find, wins }: Listing,
  card: HtmlElement,
  { name, field, attribute }: Wanted,
): Found | undefined {
  const chain = field === undefined ? [] : [field].flat();
  for (const [index, reader] of chain.entries()) {
    const found = find(card, reader, attribute);
    if (found === undefined) continue;
    win(wins, name, index, chain.length);
    return found;
  }
  return undefined;
}

function win(wins: Listing['wins'], name: string, index: number, length: number): void {
  const counts = (wins[name] ??= Array.from({ length }, () => 0));
  counts[index] = (counts[index] ?? 0) + 1;
}

/** What a link says; an image link says its label or the picture's. */
function linkText({ find }: Listing, link: HtmlElement): string {
  const { attribs } = link;
  const spoken = [shortText(link), attribs['aria-label'], attribs['title'], find(link, 'img[alt]@alt')?.text];
  return spoken.map((text) => foldSpace(text ?? '')).find((text) => text !== '') ?? '';
}

/** The date as written, and as read: of a `<time>` its `datetime` where that is a day, else the words it shows. */
function datesOf(found: Found | undefined, options: DateOptions): Pick<Card, 'date' | 'published'> {
  if (found === undefined) return {};
  const { name, attribs } = found.element;
  const attribute = name === 'time' ? foldSpace(attribs['datetime'] ?? '') : '';
  const machine = readDate(attribute, 'time', options);
  if (machine.precision === 'day') return { date: attribute, published: machine };
  return { date: found.text, published: readDate(found.text, 'text', options) };
}

function fromPath(published: DateReading): Pick<Card, 'published'> {
  return published.precision === 'none' ? {} : { published };
}

function nextPages({ document, find, strategy, source, base, pageNumber }: Listing): readonly string[] {
  if (strategy.pages !== undefined) return [numberedPage(source, strategy, strategy.pages, pageNumber + 1)];
  for (const selector of [strategy.next ?? []].flat()) {
    const link = find(document, selector, 'href');
    const url = link === undefined ? undefined : resolveUrl(link.text, base);
    if (url !== undefined) return [url];
  }
  return [];
}

function numberedPage(
  source: Source,
  strategy: Context['strategy'],
  pages: Paging,
  pageNumber: number,
): string {
  const number = String(pages.first + (pageNumber - 1) * pages.step);
  if (pages.path !== undefined) return absoluteUrl(source, pages.path.replaceAll('{n}', number));
  const url = new URL(absoluteUrl(source, strategy.url));
  url.searchParams.set(pages.param ?? 'page', number);
  return url.href;
}
