import { casePath, type Entry } from '../../catalogue/entry.ts';
import { topicTitle } from '../../catalogue/words.ts';

/** A list as feeds name it. `url` is its page, `feedUrl` the feed's own address. */
export type FeedList = {
  readonly title: string;
  readonly url: string;
  readonly feedUrl: string;
  readonly entries: readonly Entry[];
  readonly publicUrl: string;
};

const MOST = 50;

/** The newest entries as Atom (RFC 4287). Ids are tag URIs (RFC 4151) that outlast slugs and hosts' schemes. */
export function atomFeed(list: FeedList): string {
  const entries = list.entries.slice(0, MOST);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `<id>${xml(list.feedUrl)}</id>`,
    `<title>${xml(`${list.title} – Lamplighter`)}</title>`,
    `<updated>${newest(entries)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xml(list.feedUrl)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(list.url)}"/>`,
    '<author><name>Lamplighter</name></author>',
    '<rights>Descriptions: CC BY 4.0. Linked pages belong to their publishers.</rights>',
    ...entries.map((entry) => atomEntry(entry, list.publicUrl)),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function atomEntry(entry: Entry, publicUrl: string): string {
  const terms = entry.topics.map(
    (slug) => `<category term="${xml(slug)}" label="${xml(topicTitle(slug))}"/>`,
  );
  return [
    '<entry>',
    `<id>${xml(entryTag(entry, publicUrl))}</id>`,
    `<title>${xml(entry.title)}</title>`,
    `<published>${iso(entry.listedAt)}</published>`,
    `<updated>${iso(entry.updatedAt)}</updated>`,
    `<link rel="alternate" type="text/html" href="${xml(publicUrl + casePath(entry))}"/>`,
    `<link rel="related" type="text/html" href="${xml(entry.url)}"/>`,
    `<source><id>${xml(entry.url)}</id><title>${xml(entry.publisher)}</title><updated>${iso(entry.updatedAt)}</updated></source>`,
    `<summary>${xml(entry.blurb)}</summary>`,
    ...terms,
    '</entry>',
  ].join('\n');
}

/** The newest entries as JSON Feed 1.1: `url` is our page, `external_url` the story. */
export function jsonFeed(list: FeedList): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: `${list.title} – Lamplighter`,
    home_page_url: list.url,
    feed_url: list.feedUrl,
    language: 'en-GB',
    authors: [{ name: 'Lamplighter', url: list.publicUrl }],
    items: list.entries.slice(0, MOST).map((entry) => ({
      id: entryTag(entry, list.publicUrl),
      url: list.publicUrl + casePath(entry),
      external_url: entry.url,
      title: entry.title,
      content_text: entry.blurb,
      date_published: iso(entry.listedAt),
      date_modified: iso(entry.updatedAt),
      authors: [{ name: entry.publisher }],
      tags: entry.topics.map(topicTitle),
    })),
  };
}

function entryTag(entry: Entry, publicUrl: string): string {
  return `tag:${new URL(publicUrl).hostname},2026:case/${entry.id}`;
}

// An empty list has never changed; RFC 4287 wants a date all the same.
function newest(entries: readonly Entry[]): string {
  return iso(Math.max(0, ...entries.map((entry) => entry.updatedAt)));
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
