/** A feed as RFC 4287 wants it. Addresses are absolute, times are Unix ms, texts plain. */
export type AtomFeed = {
  readonly id: string;
  readonly title: string;
  /** Where the feed itself is, and the page it stands for. */
  readonly self?: string;
  readonly page: string;
  readonly author?: string;
  readonly rights?: string;
  readonly entries: readonly AtomEntry[];
};

export type AtomEntry = {
  /** Never changes, whatever becomes of its page. */
  readonly id: string;
  readonly title: string;
  readonly published?: number;
  readonly updated: number;
  readonly page: string;
  readonly author?: string;
  readonly summary: string;
  /** The page of another publisher that the entry is about. */
  readonly about?: { readonly url: string; readonly publisher: string };
  readonly categories?: readonly { readonly term: string; readonly label: string }[];
};

/** No feed of ours is older, and readers take 1970 for a mistake. */
const FIRST = Date.UTC(2026, 0, 1);

/**
 * Writes a feed as Atom (RFC 4287), its newest change told by its entries; a feed without any has never changed.
 *
 *     atom({ id: 'https://a.org/feed', title: 'News', page: 'https://a.org/', entries: [] })
 */
export function atom(feed: AtomFeed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    element('id', feed.id),
    element('title', feed.title),
    element('updated', iso(Math.max(FIRST, ...feed.entries.map((entry) => entry.updated)))),
    ...(feed.self === undefined ? [] : [link('self', 'application/atom+xml', feed.self)]),
    link('alternate', 'text/html', feed.page),
    ...author(feed.author),
    ...optional('rights', feed.rights),
    ...feed.entries.map(entryXml),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function entryXml({ about, categories = [], ...entry }: AtomEntry): string {
  return [
    '<entry>',
    element('id', entry.id),
    element('title', entry.title),
    ...optional('published', entry.published === undefined ? undefined : iso(entry.published)),
    element('updated', iso(entry.updated)),
    ...author(entry.author),
    link('alternate', 'text/html', entry.page),
    ...(about === undefined ? [] : [link('related', 'text/html', about.url), sourceXml(about, entry)]),
    element('summary', entry.summary),
    ...categories.map(({ term, label }) => `<category term="${xml(term)}" label="${xml(label)}"/>`),
    '</entry>',
  ].join('\n');
}

function sourceXml({ url, publisher }: NonNullable<AtomEntry['about']>, { updated }: { updated: number }) {
  return `<source>${element('id', url)}${element('title', publisher)}${element('updated', iso(updated))}</source>`;
}

function author(name: string | undefined): string[] {
  return name === undefined ? [] : [`<author>${element('name', name)}</author>`];
}

function optional(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [element(name, text)];
}

function element(name: string, text: string): string {
  return `<${name}>${xml(text)}</${name}>`;
}

function link(rel: string, type: string, href: string): string {
  return `<link rel="${rel}" type="${type}" href="${xml(href)}"/>`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Text as XML text or as a quoted attribute: only characters that XML 1.0 allows (2.2), the five signs escaped. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
