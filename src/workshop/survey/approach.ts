import { defineSource, type Source } from '../../base/source.ts';
import { listing, type Strategy } from '../../base/strategies.ts';
import type { Card } from '../../model/card.ts';
import type { Page } from '../../model/page.ts';

/** A page that an approach read, and which page of its listing it was, from 1. */
export type ApproachPage = { readonly page: Page; readonly number: number };

/** What an approach is called: its strategy, but a front page that shows some posts is not a listing of them. */
export type ApproachKind = Strategy['kind'] | 'front page';

/** One approach to a site's posts that was tried and works. */
export type Approach = {
  readonly kind: ApproachKind;
  readonly strategy: Strategy;
  /** What the pages that were read show. */
  readonly cards: readonly Card[];
  /** How many posts can be reached on it. `isSure` is false where that is the least it can be. */
  readonly reach: number;
  readonly isSure: boolean;
  readonly pages: readonly ApproachPage[];
  /** What was seen of it, in sentences for the source's header. */
  readonly seen: readonly string[];
};

/** An approach that was tried and does not serve, and why. */
export type DeadEnd = { readonly kind: ApproachKind; readonly why: string };

/** What is known of the site before any approach is: enough of a source to read pages with. */
export type SiteBasics = Pick<Source, 'home' | 'hosts' | 'urlRules' | 'dropParams' | 'anchors'>;

/** A source that exists only while a site is looked at. */
export function draftSource(basics: SiteBasics, strategy?: Strategy): Source {
  return defineSource({
    id: 'draft',
    name: 'Draft',
    publisher: 'Draft',
    ...basics,
    cadence: { perMonth: 1, quietOkDays: 90 },
    discover: strategy ?? listing({ url: basics.home, card: 'article', link: 'a' }),
  });
}

/** How many cards have a title, and how many a date. */
export function countFields(cards: readonly Card[]): { readonly titles: number; readonly dates: number } {
  return {
    titles: cards.filter(({ title }) => (title ?? '') !== '').length,
    dates: cards.filter(({ published }) => (published?.value ?? null) !== null).length,
  };
}

export function isApproach(tried: Approach | DeadEnd): tried is Approach {
  return 'strategy' in tried;
}

/** What an approach is called when a person is told of it. */
export function approachName(kind: ApproachKind): string {
  return kind === 'wordpress' ? 'WordPress REST' : kind;
}
