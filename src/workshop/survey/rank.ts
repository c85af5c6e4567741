import { urlKey } from '../../base/url.ts';
import { countFields, type SiteBasics, type Approach } from './approach.ts';

/** How good an approach is, 0–100, and what it is made of. */
export type Rating = {
  readonly score: number;
  readonly parts: Readonly<Record<'reach' | 'bodies' | 'dates' | 'titles' | 'cost', number>>;
};

export type RatedApproach = Approach & { readonly rating: Rating };

/** What an approach costs and breaks by: machines' answers are cheap and last, mark-up changes with each redesign, a browser is dear to all. */
const COST = { wordpress: 5, feed: 4, listing: 3, browser: -25, sitemap: 1 } as const;

/** Cards of a witness that are looked at: it is there to show the newest. */
const NEWEST = 10;

/** The approaches, the best first: completeness counts half, then whether texts, dates and titles come along. */
export function rankApproaches(approaches: readonly Approach[]): RatedApproach[] {
  const most = Math.max(1, ...approaches.map(({ reach }) => reach));
  return approaches
    .map((approach) => ({ ...approach, rating: rate(approach, most) }))
    .sort((a, b) => b.rating.score - a.rating.score);
}

function rate(approach: Approach, most: number): Rating {
  const { cards, strategy, reach } = approach;
  const all = Math.max(1, cards.length);
  const { titles, dates } = countFields(cards);
  const bodies = cards.filter(({ content }) => content !== undefined).length;
  const parts = {
    reach: 50 * (reach / most),
    bodies: 15 * (bodies / all),
    // A sitemap's dates say when a page was last changed.
    dates: (strategy.kind === 'sitemap' ? 5 : 15) * (dates / all),
    titles: 15 * (titles / all),
    cost: COST[strategy.kind],
  };
  const score = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { score: Math.round(score), parts };
}

/**
 * The best second witness: another way than the first, which shows the first's newest posts and no strangers (they would count as
 * unseen for ever). A feed before all, since it costs one request and dates its items; then whatever ranks highest.
 */
export function chooseWitness(
  first: RatedApproach,
  others: readonly RatedApproach[],
  basics: SiteBasics,
): RatedApproach | undefined {
  const known = new Set(first.cards.map(({ url }) => urlKey(url, basics)));
  const fits = others.filter((approach) => {
    if (approach.strategy.kind === first.strategy.kind && !isFrontPage(approach)) return false;
    const keys = approach.cards.map(({ url }) => urlKey(url, basics));
    if (approach.strategy.kind !== 'sitemap') {
      const newest = keys.slice(0, NEWEST);
      return newest.filter((key) => known.has(key)).length >= newest.length * 0.9;
    }
    const all = new Set(keys);
    const met = [...known].slice(0, NEWEST).filter((key) => all.has(key)).length;
    return met >= Math.min(NEWEST, known.size) * 0.9 && approach.reach <= first.reach * 1.1 + 3;
  });
  return asWitness(fits.find(({ strategy }) => strategy.kind === 'feed') ?? fits[0]);
}

/** A witness is there for the newest posts: a browser need not press for more. */
function asWitness(approach: RatedApproach | undefined): RatedApproach | undefined {
  if (approach?.strategy.kind !== 'browser') return approach;
  const { more: _, ...strategy } = approach.strategy;
  return { ...approach, strategy: { ...strategy, maxPages: 1 } };
}

function isFrontPage({ strategy }: Approach): boolean {
  return strategy.kind === 'listing' && strategy.maxPages === 1 && strategy.link === '.';
}
