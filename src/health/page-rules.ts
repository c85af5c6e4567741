import type { RunFacts } from '../model/run-facts.ts';
import { quantile } from './figures.ts';

type Past = readonly RunFacts[];

/** So many posts may be kept at the top while newer ones come. */
const MOST_PINNED = 2;

/** Drop: a page shows fewer cards than pages of this listing do. How many pages a run read says nothing. */
export function drop(facts: RunFacts, past: Past): string | undefined {
  const cards = cardsOfPage(facts);
  const usual = quantile(past.map(cardsOfPage), 0.5);
  return cards > 0 && !facts.declaredEmpty && facts.isYoung !== true && cards < 0.6 * usual
    ? `The listing shows ${cards} cards a page; the median of the last ${past.length} runs is ${usual}.`
    : undefined;
}

/** Overlap: the posts are not those that the listing showed, and no ordinary burst explains it. */
export function strangers(facts: RunFacts, past: Past): string | undefined {
  const last = past.findLast(({ keys }) => keys.length > 0);
  if (last === undefined || facts.declaredEmpty || facts.isYoung === true) return undefined;
  if (movedOn(facts, last)) return undefined;
  if (facts.keys.length === 0)
    return facts.cards > 0
      ? `The source keeps none of ${facts.cards} cards; it kept ${last.keys.length} of the last listing.`
      : undefined;
  const known = new Set(last.keys);
  const shared = [...new Set(facts.keys)].filter((key) => known.has(key)).length;
  const most = Math.min(new Set(facts.keys).size, known.size);
  return shared / most < 0.3
    ? `Only ${shared} of ${most} posts were in the last listing: the selectors may have drifted, or the addresses changed.`
    : undefined;
}

/** Older records count the cards of a whole walk only, though they name those of the first page. */
function cardsOfPage({ cards, pageCards, keys }: RunFacts): number {
  return pageCards ?? (keys.length > 0 ? keys.length : cards);
}

/** The source published faster than it was read, which is no drift: what is new is newer, or has pushed the rest down. */
function movedOn(facts: RunFacts, last: RunFacts): boolean {
  return isNewer(facts, last) || isPushedDown(facts.keys, last.keys);
}

/** Nearly all that the last listing did not show is dated, and not before what was the newest then. */
function isNewer({ keys, days = [], newest, coverage, unseen }: RunFacts, last: RunFacts): boolean {
  if (newest === null || last.newest === null) return false;
  const then = last.newest;
  if (days.length === 0) return newest > then && unseen >= keys.length && (coverage.date ?? 0) > 0.5;
  const known = new Set(last.keys);
  const fresh = keys.flatMap((key, at) => (known.has(key) ? [] : [days[at] ?? null]));
  const newer = fresh.filter((day) => day !== null && day >= then).length;
  return newest > then && newer >= fresh.length * 0.8;
}

/** The new ones stand first, but for what is pinned, and below them the last listing goes on from its own first post. */
function isPushedDown(keys: readonly string[], before: readonly string[]): boolean {
  const was = new Set(before);
  const start = keys.findLastIndex((key) => !was.has(key)) + 1;
  const pinned = new Set(keys.slice(0, start).filter((key) => was.has(key)));
  const rest = keys.slice(start);
  const went = before.filter((key) => !pinned.has(key));
  return pinned.size <= MOST_PINNED && rest.length >= 2 && rest.every((key, at) => key === went[at]);
}
