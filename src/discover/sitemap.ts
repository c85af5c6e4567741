import { Parser } from 'htmlparser2';
import { readDate } from '../base/dates.ts';
import type { Source } from '../base/source.ts';
import type { SitemapStrategy } from '../base/strategies.ts';
import { foldSpace } from '../base/text.ts';
import { resolveUrl, sameSite } from '../base/url.ts';
import type { Page } from '../fetch/page.ts';
import type { Card } from './card.ts';
import { type Discovery, NOTHING, unreadable } from './discovery.ts';
import { discoverFeed } from './feed.ts';
import { cleanXml } from './markup.ts';

type Context = { readonly source: Source; readonly strategy: SitemapStrategy };

/** One `<url>` or `<sitemap>` of a map. */
type Entry = {
  readonly kind: 'page' | 'map';
  readonly url: string;
  readonly date?: string;
  readonly title?: string;
};

/** Reads a sitemap, a sitemap index, a text sitemap or a feed in a sitemap's place (sitemaps.org). Relative addresses are read too. */
export function discoverSitemap(page: Page, context: Context): Discovery {
  const body = page.body.replace(/^\uFEFF/, '').trimStart();
  if (body.startsWith('\u001F')) return unreadable('the sitemap is compressed and was not unpacked');
  if (!body.startsWith('<')) return textSitemap(body, page, context);
  const entries = readEntries(cleanXml(body), page.finalUrl);
  if (entries === undefined) return feedAsSitemap(page, context);
  return {
    ...NOTHING,
    cards: entries
      .filter(({ kind, url }) => kind === 'page' && isWanted(url, context.strategy))
      .map((entry) => cardOf(entry, new Date(page.fetchedAt))),
    next: childMaps(entries, page, context),
  };
}

function isWanted(url: string, { include, exclude }: SitemapStrategy): boolean {
  // `search` takes no notice of a rule's `g` flag and what it remembers.
  return (
    (include === undefined || url.search(include) !== -1) &&
    (exclude === undefined || url.search(exclude) === -1)
  );
}

function cardOf({ url, date, title }: Entry, now: Date): Card {
  return {
    url,
    ...(title === undefined ? {} : { title }),
    ...(date === undefined ? {} : { date, published: readDate(date, 'sitemap', { now }) }),
  };
}

/** Child maps on the same site, the lately changed first: when `maxMaps` cuts, the old archives go unread. */
function childMaps(entries: readonly Entry[], page: Page, { strategy }: Context): readonly string[] {
  const maps = entries.filter(({ kind, url }) => kind === 'map' && sameSite(url, page.finalUrl));
  const newestFirst = maps.toSorted(
    (a, b) => Number((a.date ?? '') < (b.date ?? '')) - Number((a.date ?? '') > (b.date ?? '')),
  );
  return [...new Set(newestFirst.map(({ url }) => url))].slice(0, strategy.maxMaps);
}

function textSitemap(body: string, page: Page, { strategy }: Context): Discovery {
  const lines = body.split(/[\r\n]+/).map((line) => line.trim());
  const urls = lines
    .filter((line) => /^https?:\/\//i.test(line))
    .flatMap((line) => resolveUrl(line, page.finalUrl) ?? []);
  if (urls.length === 0) return unreadable(`this is no sitemap: it begins "${body.slice(0, 60)}"`);
  return {
    ...NOTHING,
    cards: [...new Set(urls)].filter((url) => isWanted(url, strategy)).map((url) => ({ url })),
  };
}

function feedAsSitemap(page: Page, { strategy }: Context): Discovery {
  const found = discoverFeed(page);
  if (found.problem !== undefined)
    return unreadable(`this is no sitemap: it begins "${page.body.trim().slice(0, 60)}"`);
  return { ...found, cards: found.cards.filter(({ url }) => isWanted(url, strategy)) };
}

/** The fields of an entry that are read, by local name: a map may use any prefix, and some use a wrong namespace. */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['loc', 'url'],
  ['lastmod', 'date'],
  ['news:publication_date', 'published'],
  ['news:title', 'title'],
]);

/**
 * Reads a map by events: one may hold 50,000 entries, of which no tree is wanted.
 * Undefined when there is neither a `<urlset>` nor a `<sitemapindex>`.
 */
function readEntries(xml: string, base: string): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  let isMap = false;
  let open:
    | { readonly kind: Entry['kind']; readonly prefix: string; readonly fields: Map<string, string> }
    | undefined;
  let field: string | undefined;
  const parser = new Parser(
    {
      onopentagname(name) {
        const [prefix, local] = split(name);
        isMap ||= local === 'urlset' || local === 'sitemapindex';
        if (local === 'url' || local === 'sitemap') {
          if (open !== undefined) entries.push(...entryOf(open.kind, open.fields, base));
          open = { kind: local === 'url' ? 'page' : 'map', prefix, fields: new Map() };
        }
        field =
          open === undefined ? undefined : FIELDS.get(prefix === open.prefix ? local : `${prefix}${local}`);
      },
      ontext(text) {
        if (field !== undefined) open?.fields.set(field, (open.fields.get(field) ?? '') + text);
      },
      onclosetag(name) {
        field = undefined;
        if (open === undefined || !/(?:^|:)(?:url|sitemap)$/i.test(name)) return;
        entries.push(...entryOf(open.kind, open.fields, base));
        open = undefined;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return isMap ? entries : undefined;
}

function split(name: string): readonly [prefix: string, local: string] {
  const lower = name.toLowerCase();
  const at = lower.indexOf(':') + 1;
  return [lower.slice(0, at), lower.slice(at)];
}

function entryOf(kind: Entry['kind'], fields: ReadonlyMap<string, string>, base: string): readonly Entry[] {
  const url = resolveUrl(foldSpace(fields.get('url') ?? ''), base);
  if (url === undefined || fields.get('url')?.trim() === '') return [];
  const date = foldSpace(fields.get('published') ?? fields.get('date') ?? '');
  const title = foldSpace(fields.get('title') ?? '');
  return [{ kind, url, ...(date === '' ? {} : { date }), ...(title === '' ? {} : { title }) }];
}
