import { messageOf } from '../base/errors.ts';
import { urlKey } from '../base/url.ts';
import type { Card } from '../discover/card.ts';
import { discover, startOf } from '../discover/discover.ts';
import { type DiscoverContext, type Discovery, unreadable } from '../discover/discovery.ts';
import type { RunFacts } from '../discover/run-facts.ts';
import { nextStep, type WalkedPage } from '../discover/walk.ts';
import type { FetchOutcome, Page, Validators } from '../fetch/page.ts';
import { addCards, unseenKeys } from '../store/cards.ts';
import { inTransaction } from '../store/open.ts';
import { findPost } from '../store/posts.ts';
import { type Frontier, frontierOf, keepFrontier } from '../store/sources.ts';
import { ask, type Turn } from './turn.ts';

/** A card under its key. */
export type KeyedCard = { readonly key: string; readonly card: Card };

/** What a walk over a source's listing saw. */
export type Walk = {
  readonly first: FetchOutcome;
  readonly cards: readonly KeyedCard[];
  readonly dropped: number;
  readonly unseen: readonly KeyedCard[];
  readonly firstKeys: readonly string[];
  readonly declaredEmpty: boolean;
  readonly problem: string | null;
  readonly stoppedBy: RunFacts['stoppedBy'];
  /** The fetch that ended the walk early. */
  readonly end: FetchOutcome | undefined;
};

type Seen = { -readonly [K in keyof Omit<Walk, 'first' | 'stoppedBy' | 'end'>]: Walk[K] };

/** One page of the walk to read; `validators` only ever go with the first. */
type Step = Frontier & { readonly validators?: Validators };

/**
 * Walks a source's listing from its first page, on while pages hold something unseen, and then on from where an earlier
 * walk was cut short. What it finds goes on the work list page by page, so that a kill loses nothing.
 */
export async function readListing(turn: Turn, validators: Validators | undefined): Promise<Walk> {
  const { store } = turn.tools;
  const { source } = turn;
  const start = { url: startOf(source, source.discover), pageNumber: 1 };
  const cutShort = frontierOf(store, source.id);
  const seen: Seen = {
    cards: [],
    dropped: 0,
    unseen: [],
    firstKeys: [],
    declaredEmpty: false,
    problem: null,
  };
  const conditional = validators !== undefined && cutShort === undefined;
  const walked = await walkFrom(turn, conditional ? { ...start, validators } : start, seen);
  if (cutShort === undefined || walked.stoppedBy === 'trouble') return { ...seen, ...walked };
  const rest = await walkFrom(turn, cutShort, seen);
  return { ...seen, ...rest, first: walked.first };
}

async function walkFrom(
  turn: Turn,
  from: Step,
  seen: Seen,
): Promise<Pick<Walk, 'first' | 'stoppedBy' | 'end'>> {
  const { source } = turn;
  const strategy = source.discover;
  const pages: WalkedPage[] = [];
  let first: FetchOutcome | undefined;
  for (let at = from; ;) {
    const outcome = await ask(turn, {
      url: at.url,
      ...asks(strategy.kind),
      ...(at.validators === undefined ? {} : { validators: at.validators }),
    });
    first ??= outcome;
    // A page past the last one may be a 404: that is an end, and no trouble.
    if (outcome.kind === 'gone' && pages.length > 0)
      return ended(turn, { first, stoppedBy: 'end', end: undefined });
    if (outcome.kind !== 'page') return { first, stoppedBy: 'trouble', end: outcome };
    const found = discoverSafely(outcome, { source, strategy, pageNumber: at.pageNumber });
    const walked = noteFound(turn, { page: outcome, url: at.url, found, isFirst: at.pageNumber === 1 }, seen);
    if (found.problem !== undefined) return { first, stoppedBy: 'trouble', end: undefined };
    pages.push(walked);
    const step = nextStep(pages, { source, strategy });
    if (step.kind === 'stop') return ended(turn, { first, stoppedBy: step.why, end: undefined });
    at = { url: step.url, pageNumber: from.pageNumber + pages.length };
    keepFrontier(turn.tools.store, source.id, at);
  }
}

/** What a page shows; a function of the adapter that trips over it is a page that could not be read. */
export function discoverSafely(page: Page, context: DiscoverContext): Discovery {
  try {
    return discover(page, context);
  } catch (error) {
    return unreadable(`${page.url}: the adapter failed: ${messageOf(error)}`);
  }
}

function ended<T>(turn: Turn, walk: T): T {
  keepFrontier(turn.tools.store, turn.source.id, undefined);
  return walk;
}

export function asks(kind: Turn['source']['discover']['kind']): {
  accept: 'html' | 'feed' | 'xml' | 'json';
  expect: 'listing' | 'machine';
} {
  switch (kind) {
    case 'wordpress':
      return { accept: 'json', expect: 'machine' };
    case 'feed':
      return { accept: 'feed', expect: 'machine' };
    case 'sitemap':
      return { accept: 'xml', expect: 'machine' };
    case 'listing':
    case 'browser':
      return { accept: 'html', expect: 'listing' };
  }
}

type FoundOnPage = {
  readonly page: Page;
  readonly url: string;
  readonly found: Discovery;
  readonly isFirst: boolean;
};

/** Adds what a page showed to the walk's account, and what nobody has seen to the work list. */
function noteFound(turn: Turn, { url, found, isFirst }: FoundOnPage, seen: Seen): WalkedPage {
  const { store, now } = turn.tools;
  const { source } = turn;
  const keyed = distinct(found.cards.map((card) => ({ key: urlKey(card.url, source), card })));
  const unseen = inTransaction(store, () => {
    const keys = new Set(
      unseenKeys(
        store,
        source.id,
        keyed.map(({ key }) => key),
      ),
    );
    const toRead = keyed.filter(({ key, card }) => keys.has(key) || isChanged(turn, key, card));
    addCards(
      store,
      source.id,
      toRead.map(({ key, card }) => ({ key, url: card.url, facts: JSON.stringify(card) })),
      now(),
    );
    return keyed.filter(({ key }) => keys.has(key));
  });
  const before = new Set(seen.cards.map(({ key }) => key));
  seen.cards = [...seen.cards, ...keyed.filter(({ key }) => !before.has(key))];
  seen.unseen = [...seen.unseen, ...unseen];
  seen.dropped += found.dropped;
  seen.problem = found.problem ?? seen.problem;
  if (isFirst) {
    seen.firstKeys = keyed.map(({ key }) => key);
    seen.declaredEmpty = found.declaredEmpty;
  }
  return { url, keys: keyed.map(({ key }) => key), unseen: unseen.length, next: found.next };
}

function distinct(cards: readonly KeyedCard[]): KeyedCard[] {
  return [...new Map(cards.toReversed().map((card) => [card.key, card])).values()].toReversed();
}

// Only a listing that brings texts along says that a known post was edited; then its new text costs no request.
function isChanged(turn: Turn, key: string, card: Card): boolean {
  const modified = card.content?.modified?.value ?? null;
  if (modified === null) return false;
  const known = findPost(turn.tools.store, [key]);
  return known !== undefined && known.modified !== null && known.modified < modified;
}
