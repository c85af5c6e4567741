import type { ArticleRules } from '../../base/source.ts';
import { resolveUrl } from '../../base/url.ts';
import type { Card } from '../../model/card.ts';
import type { FetchOutcome, Page } from '../../model/page.ts';
import { tell } from '../../rounds/counters.ts';
import { articleRules, readSamples, type Sample } from './article-rules.ts';
import { browserWay } from './browser-way.ts';
import { feedWays } from './feed-way.ts';
import { findSection } from './find-section.ts';
import { frontPageWay } from './front-page-way.ts';
import { listingWay, onePerKey } from './listing-way.ts';
import { chooseWitness, rankWays, type RatedWay } from './rank.ts';
import { sitemapWay } from './sitemap-way.ts';
import { findSpelling, type Spelling } from './spellings.ts';
import { viewOf } from '../view.ts';
import type { Look } from './look.ts';
import { type DeadEnd, type Ground, isWay, type Way } from './way.ts';
import { wordPressWay } from './wordpress-way.ts';

/** What a look around a site found. */
export type SiteSurvey = {
  readonly kind: 'survey';
  readonly page: Page;
  readonly front: Page | undefined;
  readonly ground: Ground;
  /** The ways that work, the best first. */
  readonly ways: readonly RatedWay[];
  readonly deadEnds: readonly DeadEnd[];
  readonly first: RatedWay;
  readonly witness: RatedWay | undefined;
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
  look: Look,
  url: string,
  robotsAt: RobotsAt,
): Promise<SiteSurvey | NoSurvey> {
  const outcome = await look.ask({ url, accept: 'html', expect: 'listing' });
  if (outcome.kind !== 'page') return { kind: 'none', why: whyNot(outcome), deadEnds: [] };
  const {
    page,
    ground: plain,
    listed: draft,
  } = await findSection(look, outcome, (one) => groundOf(one, url));
  const front = await frontPage(look, page);
  const spelling = await findSpelling(look, [...cardsOf(draft), ...linksOf(front)], plain);
  const ground = spelling === undefined ? plain : { ...plain, urlRules: [spelling.rule] };
  const listed = spelling === undefined ? draft : await listingWay(look, page, ground);
  const robots = robotsAt(new URL(page.finalUrl).origin);
  // A browser is for sites that show nothing without one, and for those only.
  const rendered = isWay(listed) ? [] : [await browserWay(look, page, ground)];
  const known = rendered.find(isWay) ?? listed;
  const found = await otherWays(look, { page, listed: known, robots: robots?.body ?? '' }, ground);
  const all = [
    listed,
    ...rendered,
    ...found,
    ...(front === undefined ? [] : [frontPageWay(front, cardsOf(known), ground)]),
  ];
  const ways = rankWays(all.filter(isWay));
  const deadEnds = all.flatMap((way) => (isWay(way) ? [] : [way]));
  const [first] = ways;
  if (first === undefined)
    return { kind: 'none', why: 'nothing on this site looks like a list of posts', deadEnds };
  const witness = chooseWitness(first, ways.slice(1), ground);
  const samples = await readSamples(look, first.cards, ground);
  const article = articleRules(samples, ground);
  return {
    kind: 'survey',
    page,
    front,
    ground,
    ways,
    deadEnds,
    first,
    witness,
    spelling,
    samples,
    article,
    robots,
  };
}

type Known = { readonly page: Page; readonly listed: Way | DeadEnd; readonly robots: string };

/** The ways that do not read the listing; what they bring tells the sitemap which addresses are posts. */
async function otherWays(
  look: Look,
  { page, listed, robots }: Known,
  ground: Ground,
): Promise<(Way | DeadEnd)[]> {
  const cards = cardsOf(listed);
  const rest = await wordPressWay(look, page, cards, ground);
  const feeds = await feedWays(look, page, ground);
  const posts = [cards, cardsOf(rest), ...feeds.map(cardsOf)].find((some) => some.length > 0) ?? [];
  return [rest, ...feeds, await sitemapWay(look, page, { robots, posts }, ground)];
}

function whyNot(outcome: Exclude<FetchOutcome, Page>): string {
  if (outcome.kind === 'robotsDisallowed') return `${tell(outcome)}. We do not look for a way round.`;
  if (outcome.kind === 'blocked')
    return `${tell(outcome)}. Ask the publisher; we do not look for a way round.`;
  return tell(outcome);
}

async function frontPage(look: Look, page: Page): Promise<Page | undefined> {
  const roots = [new URL('/', page.finalUrl).href, linkHome(page)];
  for (const url of roots) {
    if (url === undefined || url === page.finalUrl) continue;
    const front = await look.ask({ url, accept: 'html', expect: 'listing' });
    if (front.kind === 'page' && new URL(front.finalUrl).host === new URL(page.finalUrl).host) return front;
  }
  return undefined;
}

function linkHome(page: Page): string | undefined {
  const { $, base } = viewOf(page);
  return resolveUrl($('a[rel=home]').first().attr('href') ?? '', base);
}

function groundOf(page: Page, asked: string): Ground {
  const host = new URL(page.finalUrl).host;
  const also = new URL(asked).host;
  return {
    home: page.finalUrl,
    hosts: { canonical: host, aliases: also === host ? [] : [also] },
    urlRules: [],
    dropParams: [],
  };
}

function cardsOf(way: Way | DeadEnd): readonly Card[] {
  return isWay(way) ? way.cards : [];
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
  if (robots === undefined || robots.status >= 400) return 'There is no robots.txt, so all may be read.';
  const delay = /^\s*crawl-delay:\s*(\d+(?:\.\d+)?)/im.exec(robots.body)?.[1];
  const wish = delay === undefined ? '' : `, and asks for ${delay} s between requests`;
  return `robots.txt lets us in${wish}.`;
}
