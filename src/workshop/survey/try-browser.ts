import { defined } from '../../base/defined.ts';
import { isElement } from '../../base/html.ts';
import { browser, type BrowserStrategy } from '../../base/strategies.ts';
import { rendering } from '../../fetch/browser/render-request.ts';
import type { Page } from '../../model/page.ts';
import { brittle } from '../lint-source.ts';
import { cardsOn, strategyFor } from './try-listing.ts';
import { type SurveyFetcher, pageOr } from './survey-fetcher.ts';
import { stableClasses, textOf, type View, viewOf } from '../view.ts';
import { countFields, type DeadEnd, type SiteBasics, type Approach } from './approach.ts';

/** Where a list of posts stands on a page, before anything is known of it. */
const SOMETHING = [
  'main h2 a[href]',
  'main h3 a[href]',
  'main article a[href]',
  'main li a[href]',
  'article a[href]',
];
/** How often more is asked for while looking around; a run goes as far as the file says. */
const ROUNDS = 20;
const SAYS_MORE = /^(?:load|show|see|view)?\s*more\b/i;

/** Reads a listing as a browser shows it: for pages that are empty without JavaScript. A browser costs forty times a request. */
export async function tryBrowser(
  site: SurveyFetcher,
  page: Page,
  basics: SiteBasics,
): Promise<Approach | DeadEnd> {
  // Nothing but a script can make a browser show more than was sent.
  if (viewOf(page).$('script:not([type$=json])').length === 0)
    return { kind: 'browser', why: 'not tried, since the page has no script' };
  const render = { waitFor: SOMETHING, rounds: 0 };
  const shown = pageOr(await site.ask({ url: page.finalUrl, accept: 'html', expect: 'listing', render }));
  if (typeof shown === 'string') return { kind: 'browser', why: shown };
  const view = viewOf(shown);
  const found = strategyFor(view, basics);
  if (found === undefined) return { kind: 'browser', why: 'it shows no list of posts either' };
  const { kind: _, next: _next, pages: _pages, ...fields } = found;
  const more = moreButton(view);
  const strategy = browser({ ...fields, ...defined({ more }), maxPages: ROUNDS });
  const whole = pageOr(
    await site.ask({ url: page.finalUrl, accept: 'html', expect: 'listing', ...rendering(strategy) }),
  );
  const read = typeof whole === 'string' ? shown : whole;
  return wayOf(strategy, read, basics);
}

function wayOf(strategy: BrowserStrategy, page: Page, basics: SiteBasics): Approach {
  const first = { page, number: 1 };
  const cards = cardsOn(first, strategy, basics);
  const { titles, dates } = countFields(cards);
  const more = strategy.more === undefined ? '' : `, with "${strategy.more}" pressed for more`;
  const seen = [
    `In a browser the listing shows ${cards.length} posts${more}: ${titles} with a title, ${dates} with a date.`,
  ];
  return {
    kind: 'browser',
    strategy,
    cards,
    reach: cards.length,
    isSure: moreButton(viewOf(page)) === undefined,
    pages: [first],
    seen,
  };
}

/** The button that brings more, by a name of its own. One that is hidden has done its work. */
function moreButton({ $ }: View): string | undefined {
  const button = $('button, a[role=button], a.load-more')
    .toArray()
    .filter(isElement)
    .find((one) => SAYS_MORE.test(textOf(one)) && !('hidden' in one.attribs));
  const names = button === undefined ? [] : stableClasses(button).map((name) => `.${name}`);
  return names.find((name) => $(name).length === 1 && brittle(name).length === 0);
}
