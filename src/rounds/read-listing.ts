import { defined } from '../base/defined.ts';
import type { Strategy } from '../base/strategies.ts';
import { lowerCaseWords } from '../base/text.ts';
import { urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';
import { formerStartOf, startOf } from '../discover/start-of.ts';
import { isOldestFirst } from '../discover/listing-order.ts';
import type { DiscoverContext, Discovery } from '../discover/discovery.ts';
import type { RunFacts } from '../model/run-facts.ts';
import { nextStep, type WalkedPage, type WalkStep } from '../discover/listing-walk.ts';
import type { Frontier, ReadOutcome, ReadPage, Validators } from '../model/page.ts';
import { addCards, unseenKeys } from '../store/cards.ts';
import { inTransaction } from '../store/open.ts';
import { findPost, type KnownPost, noteBrought } from '../store/posts.ts';
import { frontierOf, keepFrontier } from '../store/sources.ts';
import { spentOnListing } from './turns/budget.ts';
import { wordsBrought } from './brought.ts';
import { tell } from './counters.ts';
import { foundIn, type SourceRun, visit } from './source-run.ts';

/** So much of a teaser tells whether it is one (characters). */
const LONGEST_TEASER = 60;

/** A card under its key. */
type KeyedCard = { readonly key: string; readonly card: Card };

/** As much of a card as a run is judged by. */
export type ShownCard = { readonly key: string } & Pick<Card, 'title' | 'published' | 'date' | 'teaser'>;

export type PageFigures = {
  readonly cards: number;
  readonly beside: number;
  readonly datesUnread?: number;
  readonly merged?: number;
  readonly boxes: number;
  readonly asksToLogIn: boolean;
  readonly hasNext: boolean;
  readonly language?: string;
};

/** What the reading of a source's listing saw. */
export type ListingWalk = {
  readonly first: ReadOutcome;
  readonly cards: readonly ShownCard[];
  readonly dropped: number;
  readonly unseen: readonly ShownCard[];
  readonly firstKeys: readonly string[];
  /** Whether new posts come at its end. */
  readonly isOldestFirst: boolean;
  /** Of the first page: all of its cards, those in a menu, and whether it asks for a password instead. */
  readonly page: PageFigures;
  /** Of the cards of the second page, how many the first had as well. */
  readonly second: { readonly cards: number; readonly repeated: number } | undefined;
  readonly declaredEmpty: boolean;
  readonly problem: string | null;
  readonly stoppedBy: RunFacts['stoppedBy'];
  /** The fetch that ended the reading early. */
  readonly end: ReadOutcome | undefined;
  /** How many pages were read. */
  readonly pages: number;
};

type Part = Pick<ListingWalk, 'first' | 'stoppedBy' | 'end' | 'pages'> & {
  /** The last page that showed posts. */
  readonly last?: Frontier;
};
type Seen = { -readonly [K in Exclude<keyof ListingWalk, keyof Part>]: ListingWalk[K] };

export type ListingOrder = {
  readonly validators: Validators | undefined;
  /** Read as far as the adapter allows, whatever is known: somebody asks for it; or nothing was ever seen of this source, but another may have shown the same posts. */
  readonly wholly: () => boolean;
};

/** Where the reading starts; `validators` only ever go with its first page. */
type Start = Frontier & {
  readonly wholly: () => boolean;
  readonly validators?: Validators;
  /** Read besides the listing that the run is judged by. */
  readonly isFormer?: boolean;
};

/**
 * Walks a source's listing from its first page, on while pages hold something unseen, and then on from where an earlier
 * reading was cut short. What it finds goes on the work list page by page, so that a kill loses nothing.
 */
export async function readListing(
  sourceRun: SourceRun,
  { validators, wholly }: ListingOrder,
): Promise<ListingWalk> {
  const { store, now } = sourceRun.tools;
  const { source } = sourceRun;
  const start = { url: startOf(source, source.discover, now()), pageNumber: 1, wholly };
  const cutShort = frontierOf(store, source.id);
  const seen: Seen = {
    cards: [],
    dropped: 0,
    unseen: [],
    firstKeys: [],
    isOldestFirst: source.discover.kind === 'listing' && source.discover.oldestFirst === true,
    page: { cards: 0, beside: 0, boxes: 0, asksToLogIn: false, hasNext: false },
    second: undefined,
    declaredEmpty: false,
    problem: null,
  };
  const conditional = validators !== undefined && cutShort === undefined;
  const newest = await walkFrom(sourceRun, conditional ? { ...start, validators } : start, seen);
  const top = await withLastYear(sourceRun, newest, { seen, wholly });
  const resumes = cutShort !== undefined && isWhole(top);
  const rest = resumes ? await walkFrom(sourceRun, { ...cutShort, wholly: () => true }, seen) : undefined;
  // Only now: until the rest was read as well, a kill must find the place where it starts.
  if (isWhole(top) && (rest === undefined || isWhole(rest)))
    keepFrontier(store, source.id, placeOfNew(seen, (rest ?? top).last));
  return { ...seen, ...top, ...rest, first: top.first, pages: top.pages + (rest?.pages ?? 0) };
}

/** Whether a walk went as far as it should: neither trouble nor the budget ended it. */
function isWhole({ stoppedBy }: Part): boolean {
  return stoppedBy !== 'trouble' && stoppedBy !== 'budget';
}

/** Where new posts come at the end, the last page is where the next run looks for them. */
function placeOfNew({ isOldestFirst }: Seen, last: Frontier | undefined): Frontier | undefined {
  return isOldestFirst && last !== undefined && last.pageNumber > 1 ? last : undefined;
}

/** In January, of a listing with the year in its address, last year's as well: in its place as long as there is no new one. */
async function withLastYear(
  sourceRun: SourceRun,
  newest: Part,
  { seen, wholly }: { readonly seen: Seen } & Pick<ListingOrder, 'wholly'>,
): Promise<Part> {
  const { source, tools } = sourceRun;
  const url = formerStartOf(source, source.discover, tools.now());
  const isMissing = newest.first.kind === 'gone' || newest.stoppedBy === 'empty';
  if (url === undefined || (!isWhole(newest) && !isMissing)) return newest;
  const former = await walkFrom(sourceRun, { url, pageNumber: 1, wholly, isFormer: !isMissing }, seen);
  if (isMissing) return former;
  const { stoppedBy } = former.stoppedBy === 'budget' ? former : newest;
  return { ...newest, stoppedBy, pages: newest.pages + former.pages };
}

async function walkFrom(sourceRun: SourceRun, from: Start, seen: Seen): Promise<Part> {
  const { source } = sourceRun;
  const strategy = source.discover;
  const pages: WalkedPage[] = [];
  let first: ReadOutcome | undefined;
  let last: Frontier | undefined;
  for (let at: Omit<Start, 'wholly'> = from; ;) {
    const { url, pageNumber, validators } = at;
    const conditional = defined({ validators });
    const visited = await visit(sourceRun, { kind: 'listing', url, pageNumber, ...conditional });
    const { outcome } = visited;
    first ??= outcome;
    const done = { first, end: undefined, pages: pages.length, ...defined({ last }) };
    if (outcome.kind !== 'page') {
      if (!isPastTheEnd(sourceRun, outcome, pageNumber))
        return { ...done, stoppedBy: 'trouble', end: outcome };
      if (pageNumber === 2) seen.second = { cards: 0, repeated: 0 };
      return { ...done, stoppedBy: 'end' };
    }
    const found = foundIn(visited);
    if (found.cut !== undefined) sourceRun.counters.errors.push(`${url}: ${found.cut}`);
    const isFirst = pageNumber === 1 && from.isFormer !== true;
    const walked = noteFound(sourceRun, { url, found, pageNumber, isFirst }, seen);
    if (found.problem !== undefined) return { ...done, stoppedBy: 'trouble' };
    pages.push(walked);
    if (walked.keys.length > 0) last = { url, pageNumber };
    const step = stepAfter(pages, from, { source, strategy, isOldestFirst: seen.isOldestFirst });
    if (step.kind === 'stop')
      return { ...done, stoppedBy: step.why, pages: pages.length, ...defined({ last }) };
    at = { url: step.url, pageNumber: from.pageNumber + pages.length };
    // An index of sitemaps is read whole each time, and has no place to go on from.
    if (strategy.kind === 'sitemap') continue;
    if (from.pageNumber === 1) keepNearest(sourceRun, at);
    else keepFrontier(sourceRun.tools.store, source.id, at);
    const limit = spentOnListing(sourceRun);
    if (limit === undefined) continue;
    sourceRun.counters.reached = limit;
    // All up to here was read: to start nearer to the top would end in the same place again and again.
    keepFrontier(sourceRun.tools.store, source.id, at);
    return { ...done, stoppedBy: 'budget', pages: pages.length, ...defined({ last }) };
  }
}

/** A later page that is not there, or that we may not read, is where the listing ends for us, and no trouble. */
function isPastTheEnd(
  sourceRun: SourceRun,
  outcome: Exclude<ReadOutcome, ReadPage>,
  pageNumber: number,
): boolean {
  if (pageNumber === 1) return false;
  if (outcome.kind === 'gone') return true;
  if (outcome.kind !== 'movedHome' && outcome.kind !== 'robotsDisallowed' && outcome.kind !== 'refused')
    return false;
  sourceRun.counters.errors.push(tell(outcome));
  return true;
}

/**
 * What was cut short is read to its end as well: new posts have pushed the rest further down since, so that a page
 * without anything unseen does not prove that all beyond it is known.
 */
function stepAfter(
  pages: readonly WalkedPage[],
  from: Start,
  context: Pick<DiscoverContext, 'source' | 'strategy'> & Pick<ListingWalk, 'isOldestFirst'>,
): WalkStep {
  const walked = from.wholly() ? pages.map((page) => ({ ...page, unseen: Math.max(1, page.unseen) })) : pages;
  const step = nextStep(walked, context);
  // Where new posts come at the end, pages count from where the last run ended.
  if (context.isOldestFirst) return step;
  // Pages count from the top, so that a listing read in two parts is read no further than one read at once.
  const isBeyond = from.pageNumber + pages.length > mostPages(context.strategy);
  return step.kind === 'read' && isBeyond ? { kind: 'stop', why: 'max-pages' } : step;
}

function mostPages(strategy: Strategy): number {
  return 'maxPages' in strategy ? strategy.maxPages : Number.POSITIVE_INFINITY;
}

/** Of two places where reading must go on, the nearer to the top: from there the other is reached as well. */
function keepNearest({ tools: { store }, source }: SourceRun, at: Frontier): void {
  const kept = frontierOf(store, source.id);
  if (kept === undefined || at.pageNumber < kept.pageNumber) keepFrontier(store, source.id, at);
}

type FoundOnPage = {
  readonly url: string;
  readonly found: Discovery;
  readonly isFirst: boolean;
  readonly pageNumber: number;
};

/** Adds what a page showed to the run's account, and what nobody has seen to the work list. */
function noteFound(
  sourceRun: SourceRun,
  { url, found, isFirst, pageNumber }: FoundOnPage,
  seen: Seen,
): WalkedPage {
  const { store, now } = sourceRun.tools;
  const { source } = sourceRun;
  const keyed = distinct(found.cards.map((card) => ({ key: urlKey(card.url, source), card })));
  const unseen = inTransaction(store, () => {
    const keys = new Set(
      unseenKeys(
        store,
        source.id,
        keyed.map(({ key }) => key),
      ),
    );
    const toRead = keyed.filter(({ key, card }) => keys.has(key) || isChanged(sourceRun, key, card));
    addCards(store, source.id, toRead, now());
    return keyed.filter(({ key }) => keys.has(key));
  });
  const before = new Set(seen.cards.map(({ key }) => key));
  if (pageNumber === 2)
    seen.second = { cards: keyed.length, repeated: keyed.filter(({ key }) => before.has(key)).length };
  seen.cards = [...seen.cards, ...keyed.filter(({ key }) => !before.has(key)).map(shown)];
  seen.unseen = [...seen.unseen, ...unseen.map(shown)];
  seen.dropped += found.dropped;
  seen.problem = found.problem ?? seen.problem;
  if (isFirst) {
    seen.firstKeys = keyed.map(({ key }) => key);
    seen.declaredEmpty = found.declaredEmpty;
    // Shown once on its first page, it holds for the run, whether the adapter says so or not.
    seen.isOldestFirst ||= source.discover.kind === 'listing' && isOldestFirst(found.cards);
    const { beside = 0, boxes = 0, asksToLogIn = false, language, datesUnread, merged } = found;
    const cards = keyed.length + found.dropped;
    const hasNext = found.next.length > 0;
    seen.page = { cards, beside, boxes, asksToLogIn, hasNext, ...defined({ language, datesUnread, merged }) };
  }
  return { url, keys: keyed.map(({ key }) => key), unseen: unseen.length, next: found.next };
}

// The work list has the bodies and teasers; a listing of two thousand posts must not hold them all.
function shown({ key, card: { title, published, date, teaser } }: KeyedCard): ShownCard {
  return {
    key,
    ...defined({ title, published, date, teaser: teaser?.slice(0, LONGEST_TEASER) }),
  };
}

function distinct(cards: readonly KeyedCard[]): KeyedCard[] {
  return [...new Map(cards.toReversed().map((card) => [card.key, card])).values()].toReversed();
}

function isRemerged(known: string, title: string | undefined): boolean {
  const words = lowerCaseWords(title ?? '').join(' ');
  return words !== '' && words !== lowerCaseWords(known).join(' ');
}

// Only a listing that brings texts along says that a known post was edited; then its new text costs no request. It names the
// day, so that a post read on the very day of its last edit is read once more: the edit may have come after.
function isChanged(sourceRun: SourceRun, key: string, card: Card): boolean {
  if (card.content === undefined) return false;
  const modified = card.content.modified?.value ?? null;
  const known = findPost(sourceRun.tools.store, key);
  if (known === undefined) return false;
  if (modified === null) return known.isOwnName && isEdited(sourceRun, known, card);
  if (known.modified === null) return false;
  const readOn = new Date(known.lastSeen).toISOString().slice(0, 10);
  return known.modified < modified || (known.modified === modified && readOn <= modified);
}

/** A feed that tells no changes still shows one in the title and the words that it brings. What it brought of old posts is learnt first. */
function isEdited({ tools: { store } }: SourceRun, known: KnownPost, { title, content }: Card): boolean {
  if (content === undefined) return false;
  const words = wordsBrought(content);
  if (known.brought === null) noteBrought(store, known.id, words);
  return isRemerged(known.title, title) || (known.brought !== null && known.brought !== words);
}
