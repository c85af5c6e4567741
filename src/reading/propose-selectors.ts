import type { CheerioAPI } from 'cheerio';
import { load } from 'cheerio/slim';
import { parseHtml } from '../base/html.ts';
import type { Source } from '../base/source.ts';
import type { BrowserStrategy, ListingStrategy } from '../base/strategies.ts';
import { foldSpace } from '../base/text.ts';
import { resolveUrl, urlKey } from '../base/url.ts';
import type { Card } from '../model/card.ts';
import { discover } from '../discover/discover.ts';
import type { Page } from '../model/page.ts';

/** Selectors that find the posts of the last good listing in a page where the adapter's own no longer do. */
export type SelectorProposal = {
  readonly card: string;
  readonly link: string;
  readonly title: string;
  /** Cards that they find, and how many of those the last good listing had. */
  readonly cards: number;
  readonly shared: number;
};

type Elements = ReturnType<CheerioAPI>;

/** A proposal must find half of the posts that were there. */
const LEAST_OVERLAP = 0.5;
/** Cards are looked for at most so far above their link. */
const HIGHEST = 6;

/**
 * Looks the last good posts up in the new page, by address and by title, and proposes selectors for what holds them.
 * Each is tried by the adapter's own reading; the one that finds most of the posts, and fewest others, is answered, or
 * undefined where none finds half. A person applies it, or does not.
 */
export function proposeSelectors(
  source: Source,
  page: Page,
  before: readonly Card[],
): SelectorProposal | undefined {
  const strategy = source.discover;
  if ((strategy.kind !== 'listing' && strategy.kind !== 'browser') || before.length === 0) return undefined;
  const $ = load(parseHtml(page.body));
  const links = knownLinks($, { source, page, before });
  const seen = new Set<string>();
  const tried = links.flatMap((link) =>
    selectorsFor($, link)
      .filter(
        (selectors) =>
          !seen.has(selectors.card + selectors.link) && seen.add(selectors.card + selectors.link),
      )
      .map((selectors) => tryOut({ source, strategy, page, before }, selectors)),
  );
  const good = tried.filter(({ shared }) => shared >= LEAST_OVERLAP * before.length);
  return good.sort((a, b) => compare(a, b))[0];
}

/** Most of the posts, fewest others, a class that a person named, and the smallest card that has one. */
function compare(a: SelectorProposal, b: SelectorProposal): number {
  const named = (one: SelectorProposal): number => Number(one.card.split(' ').at(-1)?.includes('.'));
  return b.shared - a.shared || a.cards - b.cards || named(b) - named(a);
}

type Known = { readonly source: Source; readonly page: Page; readonly before: readonly Card[] };

/** Links of the page that lead to a post that was there, or bear its title; a few are enough to learn from. */
function knownLinks($: CheerioAPI, { source, page, before }: Known): Elements[] {
  const keys = new Set(before.map((card) => urlKey(card.url, source)));
  const titles = new Set(before.flatMap(({ title }) => (title ? [title.toLowerCase()] : [])));
  return $('a[href]')
    .toArray()
    .map((node) => $(node))
    .filter((link) => {
      const url = resolveUrl(link.attr('href') ?? '', page.finalUrl);
      const says = foldSpace(link.text()).toLowerCase();
      return (url !== undefined && keys.has(urlKey(url, source))) || titles.has(says);
    })
    .slice(0, 8);
}

type Selectors = { readonly card: string; readonly link: string; readonly title: string };

/** The elements around a link, from the nearest to the farthest, each as a card that the link stands in. */
function selectorsFor($: CheerioAPI, link: Elements): Selectors[] {
  const own = nameOf(link);
  const found: Selectors[] = [];
  const around = link.parents().toArray().slice(0, HIGHEST);
  for (const [index, node] of around.entries()) {
    const holder = $(node);
    const tag = holder.prop('tagName')?.toLowerCase();
    if (tag === undefined || tag === 'body' || tag === 'html') break;
    const above = around[index + 1];
    const inner = pathTo($, around.slice(0, index), own);
    const card = nameOf(holder);
    found.push({ card, link: inner, title: inner });
    // A bare tag is found all over a page; with what holds it, it may be sturdy.
    if (above !== undefined && !card.includes('.'))
      found.push({ card: `${nameOf($(above))} > ${card}`, link: inner, title: inner });
  }
  return found;
}

/** The link from within its card: by its heading where it stands in one. */
function pathTo($: CheerioAPI, between: readonly Parameters<CheerioAPI>[0][], own: string): string {
  const heading = between
    .map((node) => $(node).prop('tagName')?.toLowerCase())
    .find((tag) => /^h[1-6]$/.test(tag ?? ''));
  return heading === undefined ? own : `${heading} ${own}`;
}

/** A tag with its first class that a person gave it. */
function nameOf(element: Elements): string {
  const tag = element.prop('tagName')?.toLowerCase() ?? '*';
  const name = (element.attr('class') ?? '')
    .split(/\s+/)
    .find(
      (one) => /^[a-z][a-z]*(?:[-_]+[a-z]+)*$/i.test(one) && !/^(?:first|last|odd|even|active)$/.test(one),
    );
  return name === undefined ? tag : `${tag}.${name}`;
}

type Trial = Known & { readonly strategy: ListingStrategy | BrowserStrategy };

function tryOut({ source, strategy, page, before }: Trial, selectors: Selectors): SelectorProposal {
  const proposed = { ...strategy, ...selectors };
  const { cards } = discover(page, { source, strategy: proposed, pageNumber: 1 });
  const keys = new Set(before.map((card) => urlKey(card.url, source)));
  const titles = new Set(before.flatMap(({ title }) => (title ? [title.toLowerCase()] : [])));
  const shared = cards.filter(
    (card) => keys.has(urlKey(card.url, source)) || titles.has((card.title ?? '').toLowerCase()),
  );
  return { ...selectors, cards: cards.length, shared: shared.length };
}
