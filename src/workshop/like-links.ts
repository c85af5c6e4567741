import type { HtmlElement } from '../base/html.ts';
import { urlKey } from '../base/url.ts';
import { commonShape, shapeOf } from './survey/address-shape.ts';
import type { Approach, SiteBasics } from './survey/approach.ts';
import { postLinks } from './survey/find-cards.ts';
import { cardsOn } from './survey/try-listing.ts';
import { isBeside, textOf, type View, viewOf } from './view.ts';

/**
 * How many posts the first page of a listing links to that are no cards of its: by the shape of their addresses, and not in a menu or a
 * sidebar. More than a few, and the cards are not the whole list.
 */
export function likeLinksOutside({ strategy, pages: [first] }: Approach, basics: SiteBasics): number {
  if (first === undefined || (strategy.kind !== 'listing' && strategy.kind !== 'browser')) return 0;
  const cards = cardsOn(first, strategy, basics).map(({ url }) => url);
  const outside = linksLike(viewOf(first.page), cards, basics);
  return new Set([...outside.values()].map((url) => urlKey(url, basics))).size;
}

/** The links of a page that say a title, lead to addresses of the shape of these posts and to none of them, each with its address. */
export function linksLike(
  view: View,
  posts: readonly string[],
  basics: SiteBasics,
): ReadonlyMap<HtmlElement, string> {
  const keys = new Set(posts.map((url) => urlKey(url, basics)));
  const { shape } = commonShape(posts);
  return new Map(
    [...postLinks(view)].filter(
      ([link, url]) =>
        shapeOf(url) === shape &&
        !keys.has(urlKey(url, basics)) &&
        !isBeside(link) &&
        textOf(link).split(' ').length >= 3,
    ),
  );
}
