import type { Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';
import type { Card } from '../model/card.ts';

/** What a page is read for: the source, the strategy (its primary or its witness), and which page of the listing it is, from 1. */
export type DiscoverContext = {
  readonly source: Source;
  readonly strategy: Strategy;
  readonly pageNumber: number;
};

/** What one page of a listing, feed or sitemap shows. */
export type Discovery = {
  readonly cards: readonly Card[];
  /** Addresses to read next: the next page, the child maps of a sitemap index. Absolute, in order. */
  readonly next: readonly string[];
  /** The page itself says that there is nothing, so zero cards are no fault. */
  readonly declaredEmpty: boolean;
  /** Cards that the source's `keep` turned away. They were seen, so health counts them. */
  readonly dropped: number;
  /** Cards that stand in a menu, a footer or the like, of a page in HTML. */
  readonly beside?: number;
  /** Cards in which the selector of the link finds several posts: boxes, not cards. */
  readonly boxes?: number;
  /** How many cards are taken for another, though their titles differ and the addresses are written differently, or most of a page is. */
  readonly merged?: number;
  /** Of a page in HTML none of whose cards has a date: how many dates it shows all the same. */
  readonly datesUnread?: number;
  /** The language that a page in HTML says it is in (BCP 47). */
  readonly language?: string;
  /** The page shows no card, and a form that asks for a password. */
  readonly asksToLogIn?: boolean;
  /** For each field with a fallback chain, how many cards each of its readers won. A shift to the right is drift. */
  readonly winners: Readonly<Record<string, readonly number[]>>;
  /** Why the page could not be read, in words. */
  readonly problem?: string;
  /** What was left out of what the page showed since it was too much, in words. */
  readonly cut?: string;
};

/** More cards than this a page does not show that means well. */
export const MOST_CARDS = 2000;

export const NOTHING: Discovery = { cards: [], next: [], declaredEmpty: false, dropped: 0, winners: {} };

/** A page that could not be read, and why. */
export function unreadable(problem: string): Discovery {
  return { ...NOTHING, problem };
}
