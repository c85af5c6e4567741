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
  const page = { page: front, number: 1 };
  let most = 0;
  for (const card of spellingsOf(folder).flatMap((part) => linksInto(part))) {
    const strategy = listing({ url, card, link: '.', title: '.', maxPages: 1 });
    if (brittle(card).length > 0) continue;
    const cards = cardsOn(page, strategy, basics);
    const met = cards.filter((one) => known.has(urlKey(one.url, basics))).length;
    most = Math.max(most, met);
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
  return {
    kind: 'front page',
    why:
      most === 0
        ? 'it shows none of the posts'
        : `it shows ${most} of the newest posts, among other links into ${folder}`,
  };
}

/** In a second spelling of its path a folder keeps its last names. */
function spellingsOf(folder: string): string[] {
  const tail = folder.split('/').slice(-3).join('/');
  return [folder, tail.replace(/^(?!\/)/, '/'), folder.slice(1)];
}

/** All links into a folder; without those to the folder itself, as menus and "all news" have them; and those outside of menus alone. */
function linksInto(part: string): string[] {
  const into = `a[href*="${part}"]`;
  const below = `${into}:not([href$="${part}"]):not([href$="${part.slice(0, -1)}"])`;
  return [into, below, `main ${below}`];
}
