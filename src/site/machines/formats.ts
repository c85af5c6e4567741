import { pastHoldBack, readCatalogue } from '../../catalogue/catalogue.ts';
import { casePath, councilName, councilsNow, type Entry, slugOf } from '../../catalogue/entry.ts';
import { csv } from '../../base/csv.ts';
import type { PublishDeps } from '../deps.ts';
import { entryJson } from './entry-json.ts';
import { atomFeed, jsonFeed } from './feeds.ts';
import { json, type Payload } from '../send.ts';

/** The formats that any list comes in besides its page. */
const FORMATS = ['feed.json', 'json', 'csv', 'atom'] as const;
export type Format = (typeof FORMATS)[number];

const TYPES: Readonly<Record<Format, string>> = {
  'feed.json': 'application/feed+json; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
};

const LABELS: Readonly<Record<Format, string>> = {
  'feed.json': 'JSON Feed',
  json: 'JSON',
  csv: 'CSV',
  atom: 'Atom',
};

const COLUMNS = [
  'id',
  'title',
  'blurb',
  'publisher',
  'source_url',
  'published',
  'councils',
  'council_codes',
  'current_codes',
  'topics',
  'practices',
  'stage',
  'evidence',
  'listed',
  'link',
  'archive_url',
  'page_url',
];

/** Splits `NBL.feed.json` into a name and a format; a name without one is a page. */
export function splitFormat(text: string): { readonly name: string; readonly format?: Format } {
  for (const format of FORMATS)
    if (text.endsWith(`.${format}`)) return { name: text.slice(0, -format.length - 1), format };
  return { name: text };
}

/** Links to a list's other forms, for people and for `rel=alternate`. */
export function formatLinks(path: string, query: string) {
  return (['atom', 'feed.json', 'csv', 'json'] as const).map((format) => ({
    text: LABELS[format],
    type: TYPES[format].replace(/;.*/, ''),
    href: `${path}.${format}${query === '' ? '' : `?${query}`}`,
    isFeed: format === 'atom' || format === 'feed.json',
  }));
}

/** A list to be sent in some form. */
export type PublishedList = {
  readonly title: string;
  /** Without format: `/council/NBL`. */
  readonly path: string;
  readonly query: string;
  readonly entries: readonly Entry[];
};

/** A list in one of its forms. Feeds hold new entries back; the others are asked again and may be told of an undo. */
export function listPayload(deps: PublishDeps, list: PublishedList, format: Format): Payload {
  const { publicUrl } = deps;
  const query = list.query === '' ? '' : `?${list.query}`;
  const feed = {
    title: list.title,
    url: `${publicUrl}${list.path}${query}`,
    feedUrl: `${publicUrl}${list.path}.${format}${query}`,
    entries: pastHoldBack(list.entries, deps.now()).sort((a, b) => b.listedAt - a.listedAt || b.id - a.id),
    publicUrl,
    name: `${list.path}${query}`,
    catalogueId: readCatalogue(deps.store).id,
  };
  const type = TYPES[format];
  switch (format) {
    case 'feed.json':
      return json(jsonFeed(feed), type);
    case 'atom':
      return { type, body: atomFeed(feed) };
    case 'csv':
      return { type, body: entriesCsv(list.entries, publicUrl), filename: fileName(list) };
    case 'json':
      return json(
        {
          title: list.title,
          url: feed.url,
          licence: 'CC-BY-4.0',
          items: list.entries.map((entry) => entryJson(entry, publicUrl)),
        },
        type,
      );
  }
}

/** `case-studies-council-NBL.csv` of `/council/NBL`. */
function fileName({ path, query }: PublishedList): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'search');
  const words = [...parts, ...new URLSearchParams(query).values()].map(slugOf);
  return `${['case-studies', ...words].join('-').slice(0, 80)}.csv`;
}

/**
 * Entries as a table; lists within a cell are parted by semicolons. It begins with a byte order mark, without which spreadsheets
 * take it for another encoding.
 */
function entriesCsv(entries: readonly Entry[], publicUrl: string): string {
  const table = csv(
    COLUMNS,
    entries.map((entry) => [
      entry.id,
      entry.title,
      entry.blurb,
      entry.publisher,
      entry.url,
      entry.published,
      entry.councils.map(councilName).join('; '),
      entry.councils.map(({ code }) => code).join('; '),
      councilsNow(entry)
        .map(({ code }) => code)
        .join('; '),
      entry.topics.join('; '),
      entry.practices.join('; '),
      entry.stage,
      entry.evidence,
      new Date(entry.listedAt).toISOString(),
      entry.link.state,
      entry.link.archiveUrl,
      publicUrl + casePath(entry),
    ]),
  );
  return `\uFEFF${table}`;
}
