import { parseJsonFeed } from 'feedsmith';
import { defined } from '../base/defined.ts';
import { type DateReading, readDate } from '../base/dates.ts';
import { messageOf } from '../base/errors.ts';
import { resolveUrl } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import type { Card, CardContent } from '../model/card.ts';
import { type Discovery, NOTHING, unreadable } from './discovery.ts';
import { type FeedItem, feedItem } from './feed-item.ts';
import { readFeedXml } from './feed-xml.ts';
import { cleanXml, textOf } from './markup.ts';

/** Below this many characters a body in a feed is an excerpt, whatever the feed calls it. */
const SHORTEST_BODY = 800;
const LONGEST_TEASER = 500;

/** Reads a feed: RSS 0.9–2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed; as broken as they come. A feed is one page and always read whole. */
export function discoverFeed(page: Page): Discovery {
  const reading = readFeed(page.body, page.finalUrl);
  if (reading.kind === 'unreadable') return unreadable(reading.why);
  const now = new Date(page.fetchedAt);
  const shared = repeated(reading.items.map((item) => item.id ?? ''));
  return {
    ...NOTHING,
    cards: reading.items.flatMap((item) => cardsOf(item, { url: page.finalUrl, now, shared })),
  };
}

/** The entries of a feed, or why it could not be read. */
export type FeedReading =
  | { readonly kind: 'feed'; readonly items: readonly FeedItem[] }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Reads the entries of a feed in any format, links resolved against `url`. Entities of a DOCTYPE are never expanded.
 * @internal outside this file only conformance and tests call it
 */
export function readFeed(text: string, url: string): FeedReading {
  const start = text.trimStart().replace(/^\uFEFF/, '');
  if (start === '') return { kind: 'unreadable', why: 'the feed is empty' };
  if (start.startsWith('{')) return readJsonFeed(start, url);
  const items = readFeedXml(cleanXml(start), url);
  return items === undefined
    ? { kind: 'unreadable', why: `this is not a feed: it begins "${start.slice(0, 60)}"` }
    : { kind: 'feed', items };
}

function readJsonFeed(text: string, url: string): FeedReading {
  try {
    const items = parseJsonFeed(text).items ?? [];
    return { kind: 'feed', items: items.map((item) => fromJson(item, url)) };
  } catch (error) {
    return { kind: 'unreadable', why: `this is not a JSON Feed: ${messageOf(error)}` };
  }
}

type JsonItem = NonNullable<ReturnType<typeof parseJsonFeed<string>>['items']>[number];

function fromJson(item: JsonItem, url: string): FeedItem {
  return feedItem({
    link: resolveUrl(item.url ?? item.id ?? '', url),
    title: item.title,
    date: item.date_published,
    updated: item.date_modified,
    id: item.id,
    author: item.authors?.[0]?.name,
    summary: item.summary,
    content: item.content_html,
  });
}

type FeedContext = { readonly url: string; readonly now: Date; readonly shared: ReadonlySet<string> };

/** Ids that several items claim: a fault of the feed, and no names. */
function repeated(ids: readonly string[]): ReadonlySet<string> {
  const met = new Set<string>();
  return new Set(ids.filter((id) => met.has(id) || !met.add(id)));
}

function cardsOf(item: FeedItem, { url: feedUrl, now, shared }: FeedContext): readonly Card[] {
  const url = item.link === undefined ? undefined : resolveUrl(item.link, feedUrl);
  if (url === undefined) return [];
  const date = item.date ?? item.updated;
  const content = contentOf(item, now);
  const teaser = item.summary ?? textOf(item.content ?? '');
  return [
    {
      url,
      ...(item.id === undefined || shared.has(item.id) ? {} : { externalId: item.id }),
      ...defined({ title: item.title }),
      ...(date === undefined ? {} : { date, published: readDate(date, 'feed', { now }) }),
      ...(teaser === '' ? {} : { teaser: teaser.slice(0, LONGEST_TEASER) }),
      ...defined({ content }),
    },
  ];
}

function contentOf({ content, author, updated }: FeedItem, now: Date): CardContent | undefined {
  if (content === undefined || content.length < SHORTEST_BODY) return undefined;
  if (textOf(content).length < SHORTEST_BODY) return undefined;
  const modified: DateReading | undefined =
    updated === undefined ? undefined : readDate(updated, 'feed', { now });
  return {
    html: content,
    ...defined({ author, modified }),
    origin: 'feed',
  };
}
