import { defined } from '../base/defined.ts';
import { type DateOptions, readDate } from '../base/dates/dates.ts';
import type { Source } from '../base/source.ts';
import type { SitemapStrategy } from '../base/strategies.ts';
import { resolveUrl, sameSite } from '../base/url.ts';
import type { Page } from '../model/page.ts';
import type { Card } from '../model/card.ts';
import { type Discovery, NOTHING, unreadable } from './discovery.ts';
import { discoverFeed } from './feed.ts';
import { cleanXml } from './markup.ts';
import { readSitemapEntries, type SitemapEntry } from './sitemap-entries.ts';

type Context = { readonly source: Source; readonly strategy: SitemapStrategy };

/** Reads a sitemap, a sitemap index, a text sitemap or a feed in a sitemap's place (sitemaps.org). Relative addresses are read too. */
export function discoverSitemap(page: Page, context: Context): Discovery {
  const body = page.body.replace(/^\uFEFF/, '').trimStart();
  if (body.startsWith('\u001F')) return unreadable('the sitemap is compressed and was not unpacked');
  if (!body.startsWith('<')) return textSitemap(body, page, context);
  const entries = readSitemapEntries(cleanXml(body), page.finalUrl);
  if (entries === undefined) return feedAsSitemap(page, context);
  return {
    ...NOTHING,
    cards: entries
      .filter(({ kind, url }) => kind === 'page' && isWanted(url, context.strategy))
      .map((entry) => cardOf(entry, { now: new Date(page.fetchedAt), zone: context.source.timeZone })),
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

function cardOf({ url, date, title }: SitemapEntry, times: DateOptions): Card {
  return {
    url,
    ...defined({ title }),
    ...(date === undefined ? {} : { date, published: readDate(date, 'sitemap', times) }),
  };
}

/** Child maps on the same site, the lately changed first: when `maxMaps` cuts, the old archives go unread. */
function childMaps(entries: readonly SitemapEntry[], page: Page, { strategy }: Context): readonly string[] {
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
  if (urls.length === 0) return unreadable(`this is not a sitemap: it begins "${body.slice(0, 60)}"`);
  return {
    ...NOTHING,
    cards: [...new Set(urls)].filter((url) => isWanted(url, strategy)).map((url) => ({ url })),
  };
}

function feedAsSitemap(page: Page, { source, strategy }: Context): Discovery {
  const found = discoverFeed(page, source);
  if (found.problem !== undefined)
    return unreadable(`this is not a sitemap: it begins "${page.body.trim().slice(0, 60)}"`);
  return { ...found, cards: found.cards.filter(({ url }) => isWanted(url, strategy)) };
}
