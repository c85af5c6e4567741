import type { ArticleRules } from '../../base/source.ts';
import { resolveUrl } from '../../base/url.ts';
import type { Card } from '../../model/card.ts';
import type { FetchOutcome, Page } from '../../model/page.ts';
import { tell } from '../../rounds/counters.ts';
import { articleRules, readSamples, type Sample } from './article-rules.ts';
import { tryBrowser } from './try-browser.ts';
import { tryFeeds } from './try-feeds.ts';
import { findSection, type Section } from './find-section.ts';
import { tryFrontPage } from './try-front-page.ts';
import { tryListing, onePerKey } from './try-listing.ts';
import { chooseWitness, rankApproaches, type RatedApproach } from './rank.ts';
import { trySitemap } from './try-sitemap.ts';
import { findSpelling, type Spelling } from './spellings.ts';
import { viewOf } from '../view.ts';
import type { SurveyFetcher } from './survey-fetcher.ts';
import { type DeadEnd, type SiteBasics, isApproach, type Approach } from './approach.ts';
import { tryWordPress } from './try-wordpress.ts';

/** What a look around a site found. */
export type SiteSurvey = {
  readonly kind: 'survey';
  readonly page: Page;
  readonly front: Page | undefined;
  readonly basics: SiteBasics;
  /** The approaches that work, the best first. */
  readonly ways: readonly RatedApproach[];
  readonly deadEnds: readonly DeadEnd[];
  readonly first: RatedApproach;
  readonly witness: RatedApproach | undefined;
  readonly spelling: Spelling | undefined;
  readonly samples: readonly Sample[];
  readonly article: ArticleRules;
  readonly robots: ReturnType<RobotsAt>;
};

/** The robots.txt of an origin, as the fetcher has read it. */
export type RobotsAt = (origin: string) => { readonly status: number; readonly body: string } | undefined;

/** The site cannot be read by us, or holds nothing that looks like posts. */
export type NoSurvey = { readonly kind: 'none'; readonly why: string; readonly deadEnds: readonly DeadEnd[] };

/**
 * Looks around a site from the address of a section, in the order in which a person would: robots.txt, REST, feeds, sitemap, the
 * listing itself. `robotsAt` gives the robots.txt that the fetcher has read of an origin.
 */
export async function surveySite(
  site: SurveyFetcher,
  url: string,
  robotsAt: RobotsAt,
): Promise<SiteSurvey | NoSurvey> {
  const outcome = await site.ask({ url, accept: 'html', expect: 'listing' });
  if (outcome.kind !== 'page') return { kind: 'none', why: whyNot(outcome), deadEnds: [] };
  const section = await findSection(site, outcome, (one) => groundOf(one, url));
  const { page, basics: plain, listed: draft } = await withAnchors(site, section);
  const front = await frontPage(site, page);
  const spelling = await findSpelling(site, [...cardsOf(draft), ...linksOf(front)], plain);
  const basics = spelling === undefined ? plain : { ...plain, urlRules: [spelling.rule] };
  const listed = spelling === undefined ? draft : await tryListing(site, page, basics);
  const robots = robotsAt(new URL(page.finalUrl).origin);
  // A browser is for sites that show nothing without one, and for those only.
  const rendered = isApproach(listed) ? [] : [await tryBrowser(site, page, basics)];
  const known = rendered.find(isApproach) ?? listed;
  const found = await otherWays(site, { page, listed: known, robots: robots?.body ?? '' }, basics);
  const all = [
    listed,
    ...rendered,
    ...found,
    ...(front === undefined ? [] : [tryFrontPage(front, cardsOf(known), basics)]),
  ];
  const approaches = rankApproaches(all.filter(isApproach));
  const deadEnds = all.flatMap((approach) => (isApproach(approach) ? [] : [approach]));
  const [first] = approaches;
  if (first === undefined)
    return { kind: 'none', why: 'nothing on this site looks like a list of posts', deadEnds };
  const witness = chooseWitness(first, approaches.slice(1), basics);
  const samples = await readSamples(site, first.cards, basics);
  const article = articleRules(samples, basics);
  return {
    kind: 'survey',
    page,
    front,
    basics: basics,
    ways: approaches,
    deadEnds,
    first,
    witness,
    spelling,
    samples,
    article,
    robots,
  };
}

/** Where no links lead to pages of their own, posts may be places of one page. */
async function withAnchors(site: SurveyFetcher, section: Section): Promise<Section> {
  if (isApproach(section.listed)) return section;
  const basics = { ...section.basics, anchors: true };
  const listed = await tryListing(site, section.page, basics);
  return isApproach(listed) ? { ...section, basics, listed } : section;
}

type Known = { readonly page: Page; readonly listed: Approach | DeadEnd; readonly robots: string };

/** The approaches that do not read the listing; what they bring tells the sitemap which addresses are posts. */
async function otherWays(
  site: SurveyFetcher,
  { page, listed, robots }: Known,
  basics: SiteBasics,
): Promise<(Approach | DeadEnd)[]> {
  const cards = cardsOf(listed);
  const rest = await tryWordPress(site, page, cards, basics);
  const feeds = await tryFeeds(site, page, basics);
  const posts = [cards, cardsOf(rest), ...feeds.map(cardsOf)].find((some) => some.length > 0) ?? [];
  return [rest, ...feeds, await trySitemap(site, page, { robots, posts }, basics)];
}

function whyNot(outcome: Exclude<FetchOutcome, Page>): string {
  if (outcome.kind === 'robotsDisallowed') return `${tell(outcome)}. We do not look for a way round.`;
  if (outcome.kind === 'blocked')
    return `${tell(outcome)}. Ask the publisher; we do not look for a way round.`;
  return tell(outcome);
}

async function frontPage(site: SurveyFetcher, page: Page): Promise<Page | undefined> {
  const roots = [new URL('/', page.finalUrl).href, linkHome(page)];
  for (const url of roots) {
    if (url === undefined || url === page.finalUrl) continue;
    const front = await site.ask({ url, accept: 'html', expect: 'listing' });
    if (front.kind === 'page' && new URL(front.finalUrl).host === new URL(page.finalUrl).host) return front;
  }
  return undefined;
}

function linkHome(page: Page): string | undefined {
  const { $, base } = viewOf(page);
  return resolveUrl($('a[rel=home]').first().attr('href') ?? '', base);
}

function groundOf(page: Page, asked: string): SiteBasics {
  const host = new URL(page.finalUrl).host;
  const also = new URL(asked).host;
  return {
    home: page.finalUrl,
    hosts: { canonical: host, aliases: also === host ? [] : [also] },
    urlRules: [],
    dropParams: [],
  };
}

function cardsOf(approach: Approach | DeadEnd): readonly Card[] {
  return isApproach(approach) ? approach.cards : [];
}

/** The links of the front page with what they say: another template may spell addresses another way. */
function linksOf(front: Page | undefined): readonly Card[] {
  if (front === undefined) return [];
  const { $, base } = viewOf(front);
  const links = $('a[href]')
    .toArray()
    .flatMap((link) => {
      const url = resolveUrl($(link).attr('href') ?? '', base);
      const title = $(link).text().trim();
      return url === undefined || title.length < 12 ? [] : [{ url, title }];
    });
  return onePerKey(links, {
    home: base,
    hosts: { canonical: '', aliases: [] },
    urlRules: [],
    dropParams: [],
  });
}

/** What robots.txt lets us do, and how fast. */
export function sayRobots(robots: SiteSurvey['robots']): string {
  if (robots === undefined || robots.status >= 400)
    return 'There is no robots.txt, so everything may be read.';
  const delay = /^[ \t]*crawl-delay:\s*(\d+(?:\.\d+)?)/im.exec(robots.body)?.[1];
  const wish = delay === undefined ? '' : `, and asks for ${delay} s between requests`;
  return `robots.txt lets us in${wish}.`;
}
