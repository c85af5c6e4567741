import { sitemap, type SitemapStrategy } from '../../base/strategies.ts';
import { urlKey } from '../../base/url.ts';
import type { Card } from '../../model/card.ts';
import { discover } from '../../discover/discover.ts';
import { sitemapsOf } from '../../fetch/robots.ts';
import { nextStep, type WalkedPage } from '../../discover/listing-walk.ts';
import type { Page } from '../../model/page.ts';
import { patternFor } from './address-shape.ts';
import { shortAddress } from './try-feeds.ts';
import { onePerKey } from './try-listing.ts';
import { pageOr, type SurveyFetcher } from './survey-fetcher.ts';
import {
  countFields,
  type DeadEnd,
  draftSource,
  type SiteBasics,
  type Approach,
  type ApproachPage,
} from './approach.ts';

const USUAL = ['/sitemap.xml', '/sitemap_index.xml', '/wp-sitemap.xml'];
const MAPS_READ = 12;

/** What a sitemap is looked through for: what robots.txt says, and posts that are known to be posts. */
export type SitemapHints = { readonly robots: string; readonly posts: readonly Card[] };

/** Reads the sitemap that robots.txt names, else one in a usual place, for addresses like those of the known posts. */
export async function trySitemap(
  site: SurveyFetcher,
  page: Page,
  { robots, posts }: SitemapHints,
  basics: SiteBasics,
): Promise<Approach | DeadEnd> {
  const named = sitemapsOf(robots).flatMap((url) => URL.parse(url)?.href ?? []);
  const urls = named.length > 0 ? named : USUAL.map((path) => new URL(path, page.finalUrl).href);
  const pattern = posts.length > 0 ? patternFor(posts.map(({ url }) => url)) : folderPattern(basics.home);
  let why = 'robots.txt names none, and none is in the usual places';
  for (const url of new Set(urls)) {
    const include = pattern === undefined ? {} : { include: new RegExp(pattern) };
    const approach = await readMaps(site, sitemap({ url: shortAddress(url, basics), ...include }), basics);
    if (posts.length === 0 && pattern === undefined)
      return { kind: 'sitemap', why: 'which of its addresses are posts cannot be told' };
    if (typeof approach === 'string') {
      if (named.length > 0) why = approach;
      continue;
    }
    const keys = new Set(approach.cards.map((card) => urlKey(card.url, basics)));
    const known = posts.filter((card) => keys.has(urlKey(card.url, basics))).length;
    if (posts.length === 0 || known >= posts.length * 0.5) return approach;
    why = `${url} knows ${known} of the ${posts.length} posts seen elsewhere`;
  }
  return { kind: 'sitemap', why };
}

/** Where nothing shows what a post's address looks like, whatever lies in the folder of the listing counts as one. */
function folderPattern(home: string): string | undefined {
  const folder = new URL(home).pathname.replace(/\/$/, '');
  return folder === '' ? undefined : `${folder.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}\\/[^/]`;
}

async function readMaps(
  site: SurveyFetcher,
  strategy: SitemapStrategy,
  basics: SiteBasics,
): Promise<Approach | string> {
  const source = draftSource(basics, strategy);
  const pages: ApproachPage[] = [];
  const walked: WalkedPage[] = [];
  let cards: readonly Card[] = [];
  let url = new URL(strategy.url, basics.home).href;
  for (;;) {
    const page = pageOr(await site.ask({ url, accept: 'xml', expect: 'machine' }));
    if (typeof page === 'string') return page;
    const found = discover(page, { source, strategy, pageNumber: walked.length + 1 });
    if (found.problem !== undefined) return found.problem;
    cards = [...cards, ...found.cards];
    if (walked.length === 0 || found.cards.length > 0) pages.push({ page, number: walked.length + 1 });
    const keys = found.cards.map((card) => urlKey(card.url, basics));
    walked.push({ url, keys, unseen: keys.length, next: found.next });
    const step = nextStep(walked, { source, strategy });
    if (step.kind === 'stop' || walked.length > MAPS_READ || !site.hasTime()) break;
    url = step.url;
  }
  const posts = onePerKey(cards, basics);
  if (posts.length === 0) return `${strategy.url} has no addresses like those of the posts`;
  const dates = countFields(posts).dates;
  const maps = walked.length > 1 ? ` in ${walked.length - 1} maps` : '';
  const seen = [
    `The sitemap ${strategy.url} names ${posts.length} posts${maps}, ${dates} with the day they last changed.`,
  ];
  return {
    kind: 'sitemap',
    strategy,
    cards: posts,
    reach: posts.length,
    isSure: walked.length <= MAPS_READ,
    pages: pages.slice(0, 2),
    seen,
  };
}
