import { defined } from '../../base/defined.ts';
import { type ListingStrategy, listing } from '../../base/strategies.ts';
import { urlKey } from '../../base/url.ts';
import type { Card } from '../../model/card.ts';
import { discover } from '../../discover/discover.ts';
import { isOldestFirst } from '../../discover/listing-order.ts';
import type { Page } from '../../model/page.ts';
import { shapeOf, commonShape } from './address-shape.ts';
import { findCardFields } from './card-fields.ts';
import { chooseSelector } from './choose-selector.ts';
import { cardGuess, type CardGroup, findCards, postLinks } from './find-cards.ts';
import { findLead } from './find-lead.ts';
import { type Counting, countingOf } from './counted-next.ts';
import { findNext } from './find-next.ts';
import { isBeside, type View, viewOf } from '../view.ts';
import type { SurveyFetcher } from './survey-fetcher.ts';
import {
  countFields,
  type DeadEnd,
  draftSource,
  type SiteBasics,
  type Approach,
  type ApproachPage,
} from './approach.ts';

/** How many groups of repeated siblings are looked at before a page counts as no listing. */
const GROUPS_TRIED = 8;
/** Pages of a listing are counted up to here; a listing that goes on has more than any run should read. */
const MOST_PAGES = 512;

/** Reads a listing as it would be read in a run, and finds out how far it goes. */
export async function tryListing(
  site: SurveyFetcher,
  page: Page,
  basics: SiteBasics,
): Promise<Approach | DeadEnd> {
  const view = viewOf(page, basics);
  const found = strategyFor(view, basics);
  if (found === undefined)
    return { kind: 'listing', why: 'no repeated siblings that each lead to a page of their own' };
  const first: ApproachPage = { page, number: 1 };
  const paged = await withPaging(site, view, found, basics);
  const end = paged === undefined ? undefined : await findEnd(site, paged, basics);
  const order = isOldestFirst(cardsOn(first, found, basics)) ? { oldestFirst: true } : {};
  const strategy = { ...(paged?.strategy ?? found), ...order, maxPages: pagesAllowed(end) };
  const pages = [first, ...(paged?.second === undefined ? [] : [{ page: paged.second, number: 2 }])];
  const cards = onePerKey(
    pages.flatMap((one) => cardsOn(one, strategy, basics)),
    basics,
  );
  const perPage = cardsOn(first, strategy, basics).length;
  const reach = end === undefined ? cards.length : (end.pages - 1) * perPage + end.onLast;
  const seen = [describe(cards, end, perPage)];
  return { kind: 'listing', strategy, cards, reach, isSure: end === undefined || end.isSure, pages, seen };
}

/** How cards are found on a page; undefined where no group of siblings reads well. */
export function strategyFor(view: View, basics: SiteBasics): ListingStrategy | undefined {
  for (const group of findCards(view).slice(0, GROUPS_TRIED)) {
    const strategy = strategyOf(view, group);
    if (strategy === undefined) continue;
    const read = cardsOn({ page: view.page, number: 1 }, strategy, basics);
    const expected = new Set(group.cards.map(({ url }) => url)).size;
    if (read.length >= expected * 0.9 && countFields(read).titles >= read.length * 0.9) return strategy;
  }
  return undefined;
}

/** How the cards of a group are read; undefined where no selector finds them. */
export function strategyOf(view: View, { cards, flat }: CardGroup): ListingStrategy | undefined {
  const links = postLinks(view);
  const { shape } = commonShape(cards.map(({ url }) => url));
  const card = chooseSelector(view, flat?.starts ?? cards.map(({ element }) => element), (element) => {
    const guess = cardGuess(element, links);
    return guess !== undefined && shapeOf(guess.url) === shape && !isBeside(element);
  });
  const fields = card === undefined ? undefined : findCardFields(flat?.view ?? view, cards);
  if (card === undefined || fields === undefined) return undefined;
  const lead = flat === undefined ? findLead(view, cards, fields) : undefined;
  const url = yearly(pathOf(view.page.finalUrl), view.page.fetchedAt);
  return listing({
    url,
    card,
    ...(flat === undefined ? {} : { flat: true }),
    ...fields,
    ...defined({ lead }),
  });
}

/** A folder that is the year of the day it was read on is next year's another. */
function yearly(path: string, at: number): string {
  const year = String(new Date(at).getUTCFullYear());
  return path.replace(new RegExp(`(?<=/)${year}(?=/|$)`), '{year}');
}

export function cardsOn(
  { page, number }: ApproachPage,
  strategy: Approach['strategy'],
  basics: SiteBasics,
): readonly Card[] {
  return discover(page, { source: draftSource(basics, strategy), strategy, pageNumber: number }).cards;
}

type Paged = { readonly strategy: ListingStrategy; readonly second: Page; readonly counting?: Counting };

/** The first address of a next page that leads to other cards, and from there to a third page and not back. */
async function withPaging(
  site: SurveyFetcher,
  view: View,
  strategy: ListingStrategy,
  basics: SiteBasics,
): Promise<Paged | undefined> {
  const here = keysOf({ page: view.page, number: 1 }, strategy, basics);
  for (const { paging, url } of findNext(view)) {
    const second = await site.ask({ url, accept: 'html', expect: 'listing' });
    if (second.kind !== 'page') continue;
    const withNext = { ...strategy, ...paging };
    const there = keysOf({ page: second, number: 2 }, withNext, basics);
    if (there.every((key) => here.includes(key))) continue;
    const source = draftSource(basics, withNext);
    const [third] = discover(second, { source, strategy: withNext, pageNumber: 2 }).next;
    if (third !== undefined && urlKey(third, basics) === urlKey(view.page.finalUrl, basics)) continue;
    const counting = third === undefined ? undefined : countingOf(url, third);
    return { strategy: withNext, second, ...defined({ counting }) };
  }
  return undefined;
}

type End = { readonly pages: number; readonly onLast: number; readonly isSure: boolean };

/**
 * The last page that shows posts, found by doubling and halving: a listing of 82 pages costs 13 requests. Past its end a site
 * answers "not found", nothing, or the last page again; a page far beyond tells which.
 */
async function findEnd(site: SurveyFetcher, paged: Paged, basics: SiteBasics): Promise<End> {
  const { strategy, second, counting } = paged;
  const onSecond = keysOf({ page: second, number: 2 }, strategy, basics);
  if (counting === undefined) return { pages: 2, onLast: onSecond.length, isSure: !hasNext(paged, basics) };
  const known = new Map([[2, onSecond]]);
  const keysAt = async (number: number): Promise<readonly string[]> => {
    const outcome = await site.ask({ url: counting.at(number), accept: 'html', expect: 'listing' });
    const keys = outcome.kind === 'page' ? keysOf({ page: outcome, number }, strategy, basics) : [];
    known.set(number, keys);
    return keys;
  };
  const beyond = await keysAt(MOST_PAGES);
  const isPast = async (number: number): Promise<boolean> =>
    (await keysAt(number)).every((key) => beyond.includes(key));
  let [low, high] = [2, 4];
  while (high < MOST_PAGES && site.hasTime() && !(await isPast(high))) [low, high] = [high, high * 2];
  while (high - low > 1 && high < MOST_PAGES && site.hasTime()) {
    const middle = Math.floor((low + high) / 2);
    if (await isPast(middle)) high = middle;
    else low = middle;
  }
  // Where the last page comes again and again, the first that equals it is the last.
  const last = beyond.length > 0 && high < MOST_PAGES ? high : low;
  return { pages: last, onLast: known.get(last)?.length ?? 0, isSure: high - low === 1 };
}

function hasNext({ strategy, second }: Paged, basics: SiteBasics): boolean {
  return discover(second, { source: draftSource(basics, strategy), strategy, pageNumber: 2 }).next.length > 0;
}

function keysOf(page: ApproachPage, strategy: ListingStrategy, basics: SiteBasics): readonly string[] {
  return cardsOn(page, strategy, basics).map(({ url }) => urlKey(url, basics));
}

export function onePerKey(cards: readonly Card[], basics: SiteBasics): readonly Card[] {
  return [
    ...new Map(cards.toReversed().map((card) => [urlKey(card.url, basics), card])).values(),
  ].toReversed();
}

/** Enough for a first crawl of everything there is, with room to grow; a later run stops where it meets what it knows. */
function pagesAllowed(end: End | undefined): number {
  if (end === undefined) return 1;
  // Where the end was not looked for to the last, three times as far as posts were seen.
  const room = end.isSure
    ? Math.ceil(end.pages * 1.25) + 2
    : Math.min(MOST_PAGES, Math.max(50, end.pages * 3));
  return room <= 10 ? room : Math.ceil(room / 10) * 10;
}

function describe(cards: readonly Card[], end: End | undefined, perPage: number): string {
  const { titles, dates } = countFields(cards);
  const share = (count: number): string =>
    count === cards.length ? 'all' : count === 0 ? 'none' : `${count}`;
  const least = end?.isSure === false ? ' at least' : '';
  const pages = end === undefined ? 'a single page' : `${perPage} posts a page, ${end.pages} pages${least}`;
  return `The listing: ${pages}; of ${cards.length} cards ${share(titles)} have a title and ${share(dates)} a date.`;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
