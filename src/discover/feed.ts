import { defined } from '../base/defined.ts';
import { type DateOptions, type DateReading, readDate } from '../base/dates/dates.ts';
import type { Source } from '../base/source.ts';
import { type KeyRules, resolveUrl } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import type { Card, CardContent } from '../model/card.ts';
import { type Discovery, NOTHING, unreadable } from './discovery.ts';
import type { FeedItem } from './feed-item.ts';
import { textOf } from './markup.ts';
import { readFeed } from './read-feed.ts';
import { takenForOne } from './taken-for-one.ts';

/** Below this many characters a body in a feed is an excerpt, whatever the feed calls it. */
const SHORTEST_BODY = 800;
const LONGEST_TEASER = 500;

/** The cards of a feed, in any format. A feed is one page and always read whole; its stamps are days of the source's place. */
export function discoverFeed(page: Page, source: Pick<Source, 'timeZone'> & KeyRules): Discovery {
  const { timeZone: zone } = source;
  const reading = readFeed(page.body, page.finalUrl);
  if (reading.kind === 'unreadable') return unreadable(reading.why);
  const now = new Date(page.fetchedAt);
  const shared = repeated(reading.items.map((item) => item.id ?? ''));
  const cards = reading.items.flatMap((item) =>
    cardsOf(item, { url: page.finalUrl, times: { now, zone }, shared }),
  );
  return cards.length === 0 && reading.items.length > 0
    ? unreadable(`none of the ${reading.items.length} items of the feed has a link of its own`)
    : { ...NOTHING, cards, ...mergedIn(cards, source) };
}

function mergedIn(cards: readonly Card[], source: KeyRules): Pick<Discovery, 'merged'> {
  const merged = takenForOne(cards, source);
  return merged === 0 ? {} : { merged };
}

type FeedContext = {
  readonly url: string;
  readonly times: DateOptions;
  readonly shared: ReadonlySet<string>;
};

/** Ids that several items claim: a fault of the feed, and no names. */
function repeated(ids: readonly string[]): ReadonlySet<string> {
  const met = new Set<string>();
  return new Set(ids.filter((id) => met.has(id) || !met.add(id)));
}

function cardsOf(item: FeedItem, { url: feedUrl, times, shared }: FeedContext): readonly Card[] {
  const url = item.link === undefined ? undefined : resolveUrl(item.link, feedUrl);
  if (url === undefined) return [];
  const date = item.date ?? item.updated;
  const content = contentOf(item, times);
  const teaser = item.summary ?? textOf(item.content ?? '');
  return [
    {
      url,
      ...(item.id === undefined || shared.has(item.id) ? {} : { externalId: item.id }),
      ...defined({ title: item.title }),
      ...(date === undefined ? {} : { date, published: readDate(date, 'feed', times) }),
      ...(teaser === '' ? {} : { teaser: teaser.slice(0, LONGEST_TEASER) }),
      ...defined({ content }),
    },
  ];
}

function contentOf({ content, author, updated }: FeedItem, times: DateOptions): CardContent | undefined {
  if (content === undefined || content.length < SHORTEST_BODY) return undefined;
  if (textOf(content).length < SHORTEST_BODY) return undefined;
  const modified: DateReading | undefined =
    updated === undefined ? undefined : readDate(updated, 'feed', times);
  return {
    html: content,
    ...defined({ author, modified }),
    origin: 'feed',
  };
}
