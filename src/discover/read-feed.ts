import { messageOf } from '../base/errors.ts';
import { escapeHtml } from '../base/text.ts';
import { resolveUrl } from '../base/url.ts';
import { type FeedItem, feedItem } from './feed-item.ts';
import { readFeedXml } from './feed-xml.ts';
import { type JsonFeedItem, parseJsonFeed } from './json-feed.ts';
import { cleanXml, textOf } from './markup.ts';

/** A JSON Feed as a browser shows it. */
const IN_PAGE = /<pre[^<>]{0,200}>\s{0,40}\{\s{0,40}"/i;
const LONGEST_FRAME = 1000;

/** The entries of a feed, or why it could not be read. */
export type FeedReading =
  | { readonly kind: 'feed'; readonly items: readonly FeedItem[] }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Reads the entries of a feed: RSS 0.9–2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed; as broken as they come. Links are resolved against
 * `url`; entities of a DOCTYPE are never expanded.
 */
export function readFeed(text: string, url: string): FeedReading {
  const start = text.trimStart().replace(/^\uFEFF/, '');
  if (start === '') return { kind: 'unreadable', why: 'the feed is empty' };
  if (start.startsWith('{') || IN_PAGE.test(start.slice(0, LONGEST_FRAME))) return readJsonFeed(start, url);
  const items = readFeedXml(cleanXml(start), url);
  return items === undefined
    ? { kind: 'unreadable', why: `this is not a feed: it begins "${start.slice(0, 60)}"` }
    : { kind: 'feed', items: withOwnLinks(items) };
}

function readJsonFeed(text: string, url: string): FeedReading {
  try {
    const items = parseJsonFeed(text);
    return { kind: 'feed', items: withOwnLinks(items.map((item) => fromJson(item, url))) };
  } catch (error) {
    return { kind: 'unreadable', why: `this is not a JSON Feed: ${messageOf(error)}` };
  }
}

/**
 * Items that share a link (the home page, more often than not) are told by their ids where these are addresses; one that has none has no
 * address at all, and no link is better than another page's.
 */
function withOwnLinks(items: readonly FeedItem[]): readonly FeedItem[] {
  const titles = new Map<string, Set<string>>();
  const ids = new Map<string, number>();
  for (const { link = '', title = '', id = '' } of items) {
    titles.set(link, (titles.get(link) ?? new Set()).add(title));
    ids.set(id, (ids.get(id) ?? 0) + 1);
  }
  return items.map(({ link, ...item }) => {
    if (link === undefined) return item;
    if ((titles.get(link)?.size ?? 0) < 2) return { link, ...item };
    const { id = '' } = item;
    return /^https?:\/\/./i.test(id) && ids.get(id) === 1 ? { link: id, ...item } : item;
  });
}

/** An item's own page; else, of a feed that only points elsewhere, the page it points to; an id stands in where it is an address. */
function jsonLink(item: JsonFeedItem, url: string): string | undefined {
  const id = /^(?:https?:\/\/|\/)/i.test(item.id ?? '') ? item.id : undefined;
  return resolveUrl(item.url ?? item.external_url ?? id ?? '', url);
}

function fromJson(item: JsonFeedItem, url: string): FeedItem {
  return feedItem({
    link: jsonLink(item, url),
    title: /&[#\w]+;|<\/[a-z]/i.test(item.title ?? '') ? textOf(item.title ?? '') : item.title,
    date: item.date_published,
    updated: item.date_modified,
    id: item.id,
    author: item.authors?.[0]?.name ?? item.author?.name,
    summary: item.summary,
    content: item.content_html ?? asParagraphs(item.content_text),
  });
}

/** Plain text as HTML: what stands between empty lines is a paragraph. */
function asParagraphs(text: string | undefined): string | undefined {
  return text
    ?.trim()
    .split(/\n\s*\n/)
    .map((part) => `<p>${escapeHtml(part.trim())}</p>`)
    .join('\n');
}
