import { defined } from '../base/defined.ts';
import type { Page } from '../model/page.ts';
import type { Card } from '../model/card.ts';
import type { DiscoverContext, Discovery } from './discovery.ts';
import { discoverFeed } from './feed.ts';
import { discoverListing } from './listing.ts';
import { discoverSitemap } from './sitemap.ts';
import { discoverWordPress } from './wordpress.ts';

export type { DiscoverContext, Discovery } from './discovery.ts';

/**
 * Reads what one page shows of a source's posts. Pure: the page's own time of fetching is its clock.
 * A page that cannot be read gives no cards and says why in `problem`; it never throws on what a publisher sent.
 */
export function discover(page: Page, context: DiscoverContext): Discovery {
  const found = read(page, context);
  const { keep } = context.source;
  if (keep === undefined) return found;
  const kept = found.cards.filter((card) => keep(factsOf(card)));
  return { ...found, cards: kept, dropped: found.cards.length - kept.length };
}

function read(page: Page, context: DiscoverContext): Discovery {
  const { source, strategy, pageNumber } = context;
  if (strategy.kind === 'wordpress') return discoverWordPress(page, { source, strategy, pageNumber });
  if (strategy.kind === 'feed') return discoverFeed(page, source);
  if (strategy.kind === 'sitemap') return discoverSitemap(page, { source, strategy });
  return discoverListing(page, { source, strategy, pageNumber });
}

function factsOf({ url, title, date, teaser }: Card): Pick<Card, 'url' | 'title' | 'date' | 'teaser'> {
  return {
    url,
    ...defined({ title, date, teaser }),
  };
}
