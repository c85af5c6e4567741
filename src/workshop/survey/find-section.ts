import { isElement } from '../../base/html.ts';
import { resolveUrl } from '../../base/url.ts';
import type { Page } from '../../model/page.ts';
import { segments } from './address-shape.ts';
import { tryListing } from './try-listing.ts';
import type { SurveyFetcher } from './survey-fetcher.ts';
import { textOf, viewOf } from '../view.ts';
import { type SiteBasics, isApproach, type Approach, type DeadEnd } from './approach.ts';

/** What sites call the section that lists their posts. */
const SECTION =
  /\b(?:news|blogs?|case[\s-]?stud(?:y|ies)|stories|articles|insights|posts|updates|journal|resources|latest)\b/i;
const SECTIONS_TRIED = 3;
/** A page that lists so many posts, or goes on to a second page, is a section itself. */
const FEW = 10;

/** A section's first page, where it is, and its listing. */
export type Section = {
  readonly page: Page;
  readonly basics: SiteBasics;
  readonly listed: Approach | DeadEnd;
};

/**
 * The section that was meant by an address: the page itself, unless it shows few posts or none and links to a section of that
 * site that lists more.
 */
export async function findSection(
  site: SurveyFetcher,
  page: Page,
  groundOf: (page: Page) => SiteBasics,
): Promise<Section> {
  const basics = groundOf(page);
  const here: Section = { page, basics: basics, listed: await tryListing(site, page, basics) };
  if (isSection(here)) return here;
  let best = here;
  for (const url of sectionLinks(page)) {
    const there = await site.ask({ url, accept: 'html', expect: 'listing' });
    if (there.kind !== 'page' || new URL(there.finalUrl).host !== new URL(page.finalUrl).host) continue;
    const listed = await tryListing(site, there, groundOf(there));
    if (reachOf(listed) > reachOf(best.listed)) best = { page: there, basics: groundOf(there), listed };
  }
  return best;
}

function isSection({ listed }: Section): boolean {
  return isApproach(listed) && (listed.pages.length > 1 || listed.reach >= FEW);
}

function sectionLinks(page: Page): string[] {
  const { $, base } = viewOf(page);
  const links = $('a[href]')
    .toArray()
    .filter(isElement)
    .flatMap((link) => {
      const url = resolveUrl(link.attribs['href'] ?? '', base);
      const says = textOf(link);
      const isShort = says.split(' ').length <= 4 && says.length > 0;
      const isNamed = url !== undefined && (SECTION.test(says) || SECTION.test(segments(url).at(-1) ?? ''));
      return url !== undefined && isShort && isNamed && isBelow(url, page) ? [url] : [];
    });
  return [...new Set(links)].slice(0, SECTIONS_TRIED);
}

/** On the same host, and no file. */
function isBelow(url: string, page: Page): boolean {
  const { host, pathname } = new URL(url);
  return (
    host === new URL(page.finalUrl).host &&
    url !== page.finalUrl &&
    !/\.(?!html?$|php$|cfm$|aspx?$)\w{2,4}$/.test(pathname)
  );
}

function reachOf(approach: Approach | DeadEnd): number {
  return isApproach(approach) ? approach.reach : 0;
}
