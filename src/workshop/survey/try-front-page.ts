import { listing } from '../../base/strategies.ts';
import { urlKey } from '../../base/url.ts';
import type { Card } from '../../model/card.ts';
import type { Page } from '../../model/page.ts';
import { sharedFolder } from './address-shape.ts';
import { brittle } from '../lint-source.ts';
import { cardsOn } from './try-listing.ts';
import type { DeadEnd, SiteBasics, Approach } from './approach.ts';

/** Fewer links than this to known posts are chance. */
const FEWEST = 2;

/** The front page as a witness: its links into the folder that the posts live in, in a template of its own. */
export function tryFrontPage(front: Page, posts: readonly Card[], basics: SiteBasics): Approach | DeadEnd {
  const folder = sharedFolder(posts.map(({ url }) => url));
  const url = new URL(front.finalUrl).pathname;
  if (folder === undefined || url === new URL(basics.home).pathname)
    return {
      kind: 'listing',
      why: 'the front page is the listing itself, or the posts have no folder of their own',
    };
  const known = new Set(posts.map((card) => urlKey(card.url, basics)));
  // In a second spelling of its path a folder keeps its last names.
  for (const part of [
    folder,
    folder
      .split('/')
      .slice(-3)
      .join('/')
      .replace(/^(?!\/)/, '/'),
    folder.slice(1),
  ]) {
    const strategy = listing({ url, card: `a[href*="${part}"]`, link: '.', title: '.', maxPages: 1 });
    if (brittle(strategy.card.toString()).length > 0) continue;
    const page = { page: front, number: 1 };
    const cards = cardsOn(page, strategy, basics);
    const met = cards.filter((card) => known.has(urlKey(card.url, basics))).length;
    if (met >= FEWEST && met === cards.length)
      return {
        kind: 'front page',
        strategy,
        cards,
        reach: cards.length,
        isSure: true,
        pages: [page],
        seen: [`The front page ${url} shows ${cards.length} of the newest posts, in a template of its own.`],
      };
  }
  return { kind: 'front page', why: 'it shows none of the posts' };
}
