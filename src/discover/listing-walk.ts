import type { Stop } from '../model/run-facts.ts';
import type { Source } from '../base/source.ts';
import type { Strategy } from '../base/strategies.ts';
import { urlKey } from '../base/url.ts';

/** A page of a listing that has been read. */
export type WalkedPage = {
  /** As asked for. */
  readonly url: string;
  /** Keys of the cards it showed. */
  readonly keys: readonly string[];
  /** How many of them the store had never seen. */
  readonly unseen: number;
  /** What the page said to read next. */
  readonly next: readonly string[];
};

export type WalkStep =
  | { readonly kind: 'read'; readonly url: string; readonly pageNumber: number }
  | { readonly kind: 'stop'; readonly why: Stop };

/**
 * Whether to read on after these pages, and where. A page is always read whole and the walk never stops at the first known post,
 * since posts get pinned; it goes on while a page holds at least one unseen. Maps of a sitemap index are all read, up to its limit.
 */
export function nextStep(
  pages: readonly WalkedPage[],
  { source, strategy }: { readonly source: Source; readonly strategy: Strategy },
): WalkStep {
  const here = pages.at(-1);
  if (here === undefined) throw new Error('nextStep needs the first page to have been read');
  const read = new Set(pages.map(({ url }) => urlKey(url, source)));
  const isFresh = (url: string): boolean => !read.has(urlKey(url, source));
  if (strategy.kind === 'feed') return stop(here.keys.length === 0 ? 'empty' : 'end');
  if (strategy.kind === 'sitemap') return nextMap(pages, isFresh, strategy.maxMaps);
  if (here.keys.length === 0) return stop(pages.length === 1 ? 'empty' : 'end');
  if (pages.slice(0, -1).some((page) => sameCards(page, here))) return stop('loop');
  if (here.unseen === 0) return stop('seen');
  if (here.next.length === 0) return stop('end');
  const url = here.next.find(isFresh);
  if (url === undefined) return stop('loop');
  return pages.length < strategy.maxPages ? go(url, pages) : stop('max-pages');
}

function nextMap(pages: readonly WalkedPage[], isFresh: (url: string) => boolean, maxMaps: number): WalkStep {
  const url = pages.flatMap(({ next }) => next).find(isFresh);
  // The index itself is not one of its maps.
  if (url !== undefined) return pages.length <= maxMaps ? go(url, pages) : stop('max-pages');
  return stop(pages.every(({ keys }) => keys.length === 0) ? 'empty' : 'end');
}

/** Some sites answer a page past the end with the last one again. */
function sameCards(a: WalkedPage, b: WalkedPage): boolean {
  return a.keys.length === b.keys.length && new Set([...a.keys, ...b.keys]).size === new Set(a.keys).size;
}

function go(url: string, pages: readonly WalkedPage[]): WalkStep {
  return { kind: 'read', url, pageNumber: pages.length + 1 };
}

function stop(why: Stop): WalkStep {
  return { kind: 'stop', why };
}
