import { defineSource, type Source } from '../../base/source.ts';
import { listing, type Strategy } from '../../base/strategies.ts';
import type { Card } from '../../model/card.ts';
import type { Page } from '../../model/page.ts';

/** A page that was read on a way, and which page of its walk it was, from 1. */
export type WayPage = { readonly page: Page; readonly number: number };

/** What a way is called: its strategy, but a front page that shows some posts is no listing of them. */
export type WayKind = Strategy['kind'] | 'front page';

/** One way to a site's posts that was tried and works. */
export type Way = {
  readonly kind: WayKind;
  readonly strategy: Strategy;
  /** What the pages that were read show. */
  readonly cards: readonly Card[];
  /** How many posts can be reached on it. `isSure` is false where that is the least it can be. */
  readonly reach: number;
  readonly isSure: boolean;
  readonly pages: readonly WayPage[];
  /** What was seen of it, in sentences for the source's header. */
  readonly seen: readonly string[];
};

/** A way that was tried and does not serve, and why. */
export type DeadEnd = { readonly kind: WayKind; readonly why: string };

/** What is known of the site before any way to it is: enough of a source to read pages with. */
export type Ground = Pick<Source, 'home' | 'hosts' | 'urlRules' | 'dropParams'>;

/** A source that exists only while a site is looked at. */
export function draftSource(ground: Ground, strategy?: Strategy): Source {
  return defineSource({
    id: 'draft',
    name: 'Draft',
    publisher: 'Draft',
    ...ground,
    cadence: { perMonth: 1, quietOkDays: 90 },
    discover: strategy ?? listing({ url: ground.home, card: 'article', link: 'a' }),
  });
}

/** How many cards have a title, and how many a date. */
export function countFields(cards: readonly Card[]): { readonly titles: number; readonly dates: number } {
  return {
    titles: cards.filter(({ title }) => (title ?? '') !== '').length,
    dates: cards.filter(({ published }) => (published?.value ?? null) !== null).length,
  };
}

export function isWay(tried: Way | DeadEnd): tried is Way {
  return 'strategy' in tried;
}

/** What a way is called when a person is told of it. */
export function wayName(kind: WayKind): string {
  return kind === 'wordpress' ? 'WordPress REST' : kind;
}
