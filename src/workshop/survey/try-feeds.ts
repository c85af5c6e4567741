import { feed } from '../../base/strategies.ts';
import { discover } from '../../discover/discover.ts';
import { feedLinks } from '../../discover/feed-links.ts';
import type { Page } from '../../model/page.ts';
import { pageOr, type SurveyFetcher } from './survey-fetcher.ts';
import {
  countFields,
  type DeadEnd,
  draftSource,
  type SiteBasics,
  isApproach,
  type Approach,
} from './approach.ts';

const USUAL = ['feed/', '/feed/', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/rss/'];
const FEEDS_TRIED = 4;

/** Reads the feeds that a page names; where it names none, the usual places, until one answers. */
export async function tryFeeds(
  site: SurveyFetcher,
  page: Page,
  basics: SiteBasics,
): Promise<(Approach | DeadEnd)[]> {
  // A feed of comments, on the site or on one post, is not a feed of posts.
  const named = feedLinks(page.body, page.finalUrl).filter((url) => !/comments?\b/i.test(url));
  const approaches: (Approach | DeadEnd)[] = [];
  for (const url of named.slice(0, FEEDS_TRIED)) approaches.push(await tryFeed(site, url, basics));
  if (approaches.some(isApproach)) return approaches;
  const usual = [...new Set(USUAL.map((path) => new URL(path, folderOf(page.finalUrl)).href))];
  for (const url of usual) {
    const approach = await tryFeed(site, url, basics);
    if (isApproach(approach)) return [approach];
  }
  return [
    {
      kind: 'feed',
      why: named.length > 0 ? 'the feeds it names hold no posts' : 'none named, none in the usual places',
    },
  ];
}

async function tryFeed(site: SurveyFetcher, url: string, basics: SiteBasics): Promise<Approach | DeadEnd> {
  const page = pageOr(await site.ask({ url, accept: 'feed', expect: 'machine' }));
  if (typeof page === 'string') return { kind: 'feed', why: page };
  const strategy = feed({ url: shortAddress(url, basics) });
  const { cards, problem } = discover(page, {
    source: draftSource(basics, strategy),
    strategy,
    pageNumber: 1,
  });
  if (problem !== undefined || cards.length === 0) return { kind: 'feed', why: problem ?? `${url} is empty` };
  const { titles, dates } = countFields(cards);
  const bodies = cards.filter(({ content }) => content !== undefined).length;
  const seen = [
    `The feed ${strategy.url} has ${cards.length} items: ${titles} with a title, ${dates} with a date, ${bodies} with their whole text.`,
  ];
  return {
    kind: 'feed',
    strategy,
    cards,
    reach: cards.length,
    isSure: true,
    pages: [{ page, number: 1 }],
    seen,
  };
}

/** An address on the source's own host is written as a path, as a person would. */
export function shortAddress(url: string, { home }: Pick<SiteBasics, 'home'>): string {
  const { origin, pathname, search } = new URL(url);
  return origin === new URL(home).origin ? pathname + search : url;
}

function folderOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + (pathname.endsWith('/') ? pathname : `${pathname}/`);
}
