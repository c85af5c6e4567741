import { casePath, type Entry } from '../../catalogue/entry.ts';
import { topicTitle } from '../../catalogue/words.ts';
import { atom } from '../../web/atom.ts';
import { urnIn } from './feed-ids.ts';

/** A list as feeds name it. `url` is its page, `feedUrl` the feed's own address. */
export type FeedList = {
  readonly title: string;
  readonly url: string;
  readonly feedUrl: string;
  readonly entries: readonly Entry[];
  readonly publicUrl: string;
  /** What the list is called within the catalogue, whatever its address: `/council/NBL`. */
  readonly name: string;
  readonly catalogueId: string;
};

const MOST = 50;

/** The newest entries as Atom (RFC 4287). Ids are the catalogue's own and outlast addresses. */
export function atomFeed(list: FeedList): string {
  return atom({
    id: urnIn(list.catalogueId, list.name),
    title: `${list.title} – Lamplighter`,
    self: list.feedUrl,
    page: list.url,
    author: 'Lamplighter',
    rights: 'Descriptions: CC BY 4.0. Linked pages belong to their publishers.',
    entries: list.entries.slice(0, MOST).map((entry) => ({
      id: urnIn(list.catalogueId, `case/${entry.id}`),
      title: entry.title,
      published: entry.listedAt,
      updated: entry.updatedAt,
      page: list.publicUrl + casePath(entry),
      about: { url: entry.url, publisher: entry.publisher },
      summary: entry.blurb,
      categories: entry.topics.map((slug) => ({ term: slug, label: topicTitle(slug) })),
    })),
  });
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
      id: urnIn(list.catalogueId, `case/${entry.id}`),
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

function iso(at: number): string {
  return new Date(at).toISOString();
}
