import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio/slim';
import { defined } from '../base/defined.ts';
import { type HtmlDocument, type HtmlElement, parsePage } from '../base/html.ts';
import { dayFirstInList } from '../base/dates/date-order.ts';
import { dateFromPath, type DateOptions, type DateReading, readDate } from '../base/dates/dates.ts';
import type { Source } from '../base/source.ts';
import type { BrowserStrategy, CardField, CardParts, ListingStrategy, Paging } from '../base/strategies.ts';
import { foldSpace } from '../base/text.ts';
import { resolveUrl, urlKey } from '../base/url.ts';
import { takenForOne } from './taken-for-one.ts';
import { addressAt, withYearOf } from '../base/year-address.ts';
import type { Page } from '../model/page.ts';
import type { Card } from '../model/card.ts';
import { boxJudge, cardElements, leadElements, wrapFlat } from './card-elements.ts';
import { datesShown } from './dates-shown.ts';
import { type Discovery, MOST_CARDS } from './discovery.ts';
import { menuJudge } from './in-menu.ts';
import { type Finders, findersIn, type Found, shortText } from './within.ts';

type Context = {
  readonly source: Source;
  readonly strategy: ListingStrategy | BrowserStrategy;
  readonly pageNumber: number;
};

/** A listing while it is read: parsed once, with what every card needs. */
type Listing = Context &
  Finders & {
    readonly page: Page;
    readonly $: CheerioAPI;
    readonly document: HtmlDocument;
    /** What relative links start from: `<base href>`, or the page itself. */
    readonly base: string;
    readonly wins: Record<string, number[]>;
  };

/** So many cards of a page are looked at, though many of them lead to one post. */
const MOST_LOOKED_AT = 5 * MOST_CARDS;
/** Fewer titles than this prove nothing. */
const MANY = 4;

/** Reads the cards of a listing page in HTML. Posts outside the cards ("Most read") are not looked at. */
export function discoverListing(page: Page, context: Context): Discovery {
  const document = parsePage(page.body);
  const $ = load(document);
  const base = resolveUrl($('base[href]').first().attr('href') ?? '', page.finalUrl) ?? page.finalUrl;
  const asItCame: Listing = { ...context, page, $, document, ...findersIn($, document), base, wins: {} };
  const { strategy } = context;
  const next = nextPages(asItCame);
  const { elements: found, index } = cardElements($, strategy);
  if (found.length > 0) win(asItCame.wins, 'card', index, [strategy.card].flat().length);
  const elements = strategy.flat === true ? wrapFlat(found) : found;
  const listing = strategy.flat === true ? { ...asItCame, ...findersIn($, document) } : asItCame;
  const { shown, isAll } = readCards(listing, elements);
  const cards = onePerKey(dated(shown, listing), context.source);
  const language = languageOf($);
  const titles = new Set(shown.flatMap(({ card: { title } }) => title ?? [])).size;
  const asOne =
    titles >= MANY && cards.length < titles / 2
      ? titles - cards.length
      : takenForOne(
          shown.map(({ card }) => card),
          context.source,
        );
  return {
    cards,
    ...defined({ language }),
    ...(cards.some(({ published }) => (published?.value ?? null) !== null)
      ? {}
      : { datesUnread: datesShown(document, { now: new Date(page.fetchedAt), most: cards.length }) }),
    ...(asOne > 0 ? { merged: asOne } : {}),
    boxes: elements.filter(boxJudge(listing)).length,
    beside: elements.filter(menuJudge()).length,
    asksToLogIn: cards.length === 0 && $('input[type=password]').length > 0,
    next,
    declaredEmpty: cards.length === 0 && context.source.empty?.($) === true,
    dropped: 0,
    winners: listing.wins,
    ...(isAll
      ? {}
      : { cut: `only the first ${cards.length === 1 ? 'card was' : `${cards.length} cards were`} taken` }),
  };
}

/** Reads cards, up to the most posts that a page may show. */
function readCards(
  listing: Listing,
  elements: readonly HtmlElement[],
): { readonly shown: readonly Shown[]; readonly isAll: boolean } {
  const shown: Shown[] = [];
  const keys = new Set<string>();
  const { $, strategy } = listing;
  for (const element of leadElements($, strategy))
    shown.push(...readCard(listing, element, { ...strategy, ...strategy.lead }));
  for (const element of elements) {
    if (keys.size === MOST_CARDS || shown.length >= MOST_LOOKED_AT) return { shown, isAll: false };
    for (const one of readCard(listing, element, strategy)) {
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

/** A card whose date is not read yet. */
type Shown = { readonly card: Card; readonly date: Found | undefined };

function readCard(listing: Listing, element: HtmlElement, parts: CardParts): readonly Shown[] {
  const link = readField(listing, element, { name: 'link', field: parts.link, attribute: 'href' });
  const url = link === undefined ? undefined : resolveUrl(link.text, listing.base, listing.source);
  if (link === undefined || url === undefined) return [];
  const title =
    parts.title === undefined
      ? linkText(listing, link.element)
      : readField(listing, element, { name: 'title', field: parts.title })?.text;
  const teaser = readField(listing, element, { name: 'teaser', field: parts.teaser })?.text;
  const date = readField(listing, element, { name: 'date', field: parts.date });
  return [{ card: { url, ...(title ? { title } : {}), ...defined({ teaser }) }, date }];
}

/** Cards with their dates: those of one listing are written in one order, and prove it together. */
function dated(shown: readonly Shown[], { strategy, page, source, $ }: Listing): readonly Card[] {
  const now = new Date(page.fetchedAt);
  const texts = shown.flatMap(({ date }) => date?.text ?? []);
  const dayFirst = dayFirstInList(texts, now) ?? source.dates?.dayFirst;
  const told = languageOf($);
  // English is said of many pages that are in another language.
  const language = source.dates?.language ?? (/^en\b/i.test(told ?? '') ? undefined : told);
  const options = { now, zone: source.timeZone, ...defined({ dayFirst, language }) };
  return shown.map(({ card, date }) => ({
    ...card,
    // Where cards should show dates, one read from the address would hide that they no longer do.
    ...(strategy.date === undefined && date === undefined
      ? fromPath(dateFromPath(card.url, { now }))
      : datesOf(date, options)),
  }));
}

function languageOf($: CheerioAPI): string | undefined {
  const told = $('html').attr('lang')?.trim();
  return told === '' ? undefined : told;
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

function nextPages(listing: Listing): readonly string[] {
  const { document, find, strategy, base } = listing;
  if (strategy.pages !== undefined) return [numberedPage(listing, strategy.pages)];
  for (const selector of [strategy.next ?? []].flat()) {
    const link = find(document, selector, 'href');
    const url = link === undefined ? undefined : resolveUrl(link.text, base);
    if (url !== undefined) return [url];
  }
  return [];
}

function numberedPage({ source, strategy, page, pageNumber }: Listing, pages: Paging): string {
  const number = String(pages.first + pageNumber * pages.step);
  const address = (path: string): string =>
    addressAt(source, withYearOf(path, strategy.url, page.url), page.fetchedAt);
  if (pages.path !== undefined) return address(pages.path.replaceAll('{n}', number));
  const url = new URL(address(strategy.url));
  url.searchParams.set(pages.param ?? 'page', number);
  return url.href;
}
