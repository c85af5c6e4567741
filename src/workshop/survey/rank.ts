import { urlKey } from '../../base/url.ts';
import { countFields, type Ground, type Way } from './way.ts';

/** How good a way is, 0–100, and what it is made of. */
export type Rating = {
  readonly score: number;
  readonly parts: Readonly<Record<'reach' | 'bodies' | 'dates' | 'titles' | 'cost', number>>;
};

export type RatedWay = Way & { readonly rating: Rating };

/** What a way costs and breaks by: machines' answers are cheap and last, mark-up changes with each redesign, a browser is dear to all. */
const COST = { wordpress: 5, feed: 4, listing: 3, browser: -25, sitemap: 1 } as const;

/** The ways, the best first: completeness counts half, then whether texts, dates and titles come along. */
export function rankWays(ways: readonly Way[]): RatedWay[] {
  const most = Math.max(1, ...ways.map(({ reach }) => reach));
  return ways
    .map((way) => ({ ...way, rating: rate(way, most) }))
    .sort((a, b) => b.rating.score - a.rating.score);
}

function rate(way: Way, most: number): Rating {
  const { cards, strategy, reach } = way;
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

/** Cards of a witness that are looked at: it is there to show the newest. */
const NEWEST = 10;

/**
 * The best second witness: another way than the first, which shows the first's newest posts and no strangers (they would count as
 * unseen for ever). A feed before all, since it costs one request and dates its items; then whatever ranks highest.
 */
export function chooseWitness(
  first: RatedWay,
  others: readonly RatedWay[],
  ground: Ground,
): RatedWay | undefined {
  const known = new Set(first.cards.map(({ url }) => urlKey(url, ground)));
  const fits = others.filter((way) => {
    if (way.strategy.kind === first.strategy.kind && !isFrontPage(way)) return false;
    const keys = way.cards.map(({ url }) => urlKey(url, ground));
    if (way.strategy.kind !== 'sitemap') {
      const newest = keys.slice(0, NEWEST);
      return newest.filter((key) => known.has(key)).length >= newest.length * 0.9;
    }
    const all = new Set(keys);
    const met = [...known].slice(0, NEWEST).filter((key) => all.has(key)).length;
    return met >= Math.min(NEWEST, known.size) * 0.9 && way.reach <= first.reach * 1.1 + 3;
  });
  return asWitness(fits.find(({ strategy }) => strategy.kind === 'feed') ?? fits[0]);
}

/** A witness is there for the newest posts: a browser need not press for more. */
function asWitness(way: RatedWay | undefined): RatedWay | undefined {
  if (way?.strategy.kind !== 'browser') return way;
  const { more: _, ...strategy } = way.strategy;
  return { ...way, strategy: { ...strategy, maxPages: 1 } };
}

function isFrontPage({ strategy }: Way): boolean {
  return strategy.kind === 'listing' && strategy.maxPages === 1 && strategy.link === '.';
}
