import { isRecord } from '../base/shapes/record.ts';
import { asList, parseJson } from './parse-json.ts';

type Author = { readonly name?: string | undefined };

/** Feeds come broken: a field that is not what it should be is as good as left out, and a number is as good as its digits. */
export type JsonFeedItem = Authors & {
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly external_url: string | undefined;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly content_html: string | undefined;
  readonly content_text: string | undefined;
  readonly date_published: string | undefined;
  readonly date_modified: string | undefined;
};

type Authors = { readonly author: Author | undefined; readonly authors: readonly Author[] | undefined };

/**
 * The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1) that are objects.
 * @throws Error when this is no JSON, or none with items.
 */
export function parseJsonFeed(text: string): readonly JsonFeedItem[] {
  const feed = parseJson(text);
  const items = isRecord(feed) ? asList(feed['items']) : undefined;
  if (!isRecord(feed) || !Array.isArray(items)) throw new Error('it has no list of items');
  const house = authorsOf(feed);
  return items.filter(isRecord).map((item) => {
    const own = authorsOf(item);
    // Who an item does not name is the feed's own author.
    const isNamed = own.author !== undefined || own.authors !== undefined;
    return { ...textsOf(item), ...(isNamed ? own : house) };
  });
}

function textsOf(item: Readonly<Record<string, unknown>>): Omit<JsonFeedItem, keyof Authors> {
  return {
    id: textOf(item['id']),
    url: textOf(item['url']),
    external_url: textOf(item['external_url']),
    title: textOf(item['title']),
    summary: textOf(item['summary']),
    content_html: textOf(item['content_html']),
    content_text: textOf(item['content_text']),
    date_published: textOf(item['date_published']),
    date_modified: textOf(item['date_modified']),
  };
}

function authorsOf({ author, authors }: Readonly<Record<string, unknown>>): Authors {
  return {
    author: author === undefined ? undefined : authorOf(author),
    authors: Array.isArray(authors) ? authors.map(authorOf) : undefined,
  };
}

function authorOf(author: unknown): Author {
  return isRecord(author) ? { name: textOf(author['name']) } : {};
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}
