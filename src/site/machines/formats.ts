import { pastHoldBack, readCatalogue } from '../../catalogue/catalogue.ts';
import { casePath, councilName, councilsNow, type Entry, slugOf } from '../../catalogue/entry.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csvLine } from '../../base/csv.ts';
import type { PublishDeps } from '../deps.ts';
import { entryJson } from './entry-json.ts';
import { atomFeed, jsonFeed } from './feeds.ts';
import { json, type LongPayload, type Payload, safeJson, sendLong, sendPublic } from '../send.ts';

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

/** A list as feed readers take it: its newest fifty, new entries held back. */
function feedPayload(deps: PublishDeps, list: PublishedList, format: 'atom' | 'feed.json'): Payload {
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
  return format === 'atom'
    ? { type: TYPES.atom, body: atomFeed(feed) }
    : json(jsonFeed(feed), TYPES['feed.json']);
}

/** A whole list as a table or as JSON; unlike feeds it is asked for again, and may be told of an undo. */
function wholePayload(deps: PublishDeps, list: PublishedList, format: 'csv' | 'json'): LongPayload {
  const known = { type: TYPES[format], version: String(readCatalogue(deps.store).version) };
  return format === 'csv'
    ? { ...known, parts: csvParts(list.entries, deps.publicUrl), filename: fileName(list) }
    : { ...known, parts: jsonParts(deps, list) };
}

/** Sends a list in one of its forms. */
export function sendList(
  deps: PublishDeps,
  list: PublishedList,
  format: Format,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): FastifyReply {
  return format === 'csv' || format === 'json'
    ? sendLong(request, reply, wholePayload(deps, list, format))
    : sendPublic(request, reply, feedPayload(deps, list, format));
}

/** Entries that are written between two looks at the others who wait. */
const SLICE = 50;

function* slices(entries: readonly Entry[]): Generator<readonly Entry[]> {
  for (let at = 0; at < entries.length; at += SLICE) yield entries.slice(at, at + SLICE);
}

function* jsonParts({ publicUrl }: PublishDeps, list: PublishedList): Generator<string> {
  const url = `${publicUrl}${list.path}${list.query === '' ? '' : `?${list.query}`}`;
  const head = safeJson({ title: list.title, url, licence: 'CC-BY-4.0' });
  yield `${head.slice(0, -1)},"items":[`;
  let comma = '';
  for (const some of slices(list.entries)) {
    yield comma + some.map((entry) => safeJson(entryJson(entry, publicUrl))).join(',');
    comma = ',';
  }
  yield ']}';
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
function* csvParts(entries: readonly Entry[], publicUrl: string): Generator<string> {
  yield `\uFEFF${csvLine(COLUMNS)}`;
  for (const some of slices(entries)) yield some.map((entry) => csvLine(cellsOf(entry, publicUrl))).join('');
}

function cellsOf(entry: Entry, publicUrl: string): (string | number | null)[] {
  return [
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
  ];
}
