import { messageOf } from '../base/errors.ts';
import type { Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import { discover } from '../discover/discover.ts';
import { type DiscoverContext, type Discovery, unreadable } from '../discover/discovery.ts';
import { type Context, extractPost, postFromCard } from '../extract/extract.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { Card } from '../model/card.ts';
import type { Page } from '../model/page.ts';
import type { Post } from '../model/post.ts';

/** Makes the keys of addresses that a page gave, where it may take its time: a rule that has no end on one of them is found out here. */
function tryKeys(source: Source, addresses: readonly string[]): void {
  if (source.urlRules.length > 0) for (const address of addresses) urlKey(address, source);
}

/** What a page shows; a function of the adapter that trips over it is a page that could not be read. */
export function discoverSafely(page: Page, context: DiscoverContext): Discovery {
  try {
    const found = discover(page, context);
    found.cards.forEach(({ url, externalId = '' }) => tryKeys(context.source, [url, externalId]));
    return found;
  } catch (error) {
    return unreadable(`${page.url}: the adapter failed: ${messageOf(error)}`);
  }
}

/** The post that a page holds. One page that the adapter's own functions trip over must not end a run. */
export function extractSafely(page: Page, context: Context): Post | Unreadable {
  return keyedSafely(page, context.source, () => extractPost(page, context));
}

/** A post, however it is read, whose addresses have keys; an adapter that trips over it makes it one that could not be read. */
export function keyedSafely(
  { url, finalUrl }: Pick<Page, 'url' | 'finalUrl'>,
  source: Source,
  read: () => Post | Unreadable,
): Post | Unreadable {
  try {
    const post = read();
    if (!('kind' in post)) tryKeys(source, [url, finalUrl, ...post.canonicals]);
    return post;
  } catch (error) {
    return { kind: 'unreadable', why: `the adapter failed: ${messageOf(error)}` };
  }
}

/** The post that came with a card. `now`: Unix ms. */
export function fromCardSafely(card: Card, source: Source, now: number): Post | Unreadable {
  try {
    return postFromCard(card, { source, now: new Date(now) });
  } catch (error) {
    return { kind: 'unreadable', why: `the adapter failed: ${messageOf(error)}` };
  }
}
