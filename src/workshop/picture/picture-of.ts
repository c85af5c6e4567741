import type { Source } from '../../base/source.ts';
import type { ListingFields, ListingStrategy } from '../../base/strategies.ts';
import { urlKey } from '../../base/url.ts';
import type { ListingPicture, PictureBlock, PictureField } from '../../model/listing-picture.ts';
import type { Page } from '../../model/page.ts';
import { linksLike } from '../like-links.ts';
import { type CardGroup, findCards } from '../survey/find-cards.ts';
import { cardsOn, strategyOf } from '../survey/try-listing.ts';
import { valueText } from '../source-text.ts';
import { textOf, type View, viewOf } from '../view.ts';
import { drawPage } from './draw-page.ts';
import { markCards } from './mark-cards.ts';

/** So many other blocks may be picked. */
const BLOCKS = 5;
/** A longer page is not drawn: it would keep whoever draws it busy for seconds. */
const LONGEST_PAGE = 1_500_000;

/**
 * Draws a listing as it was fetched: what the adapter takes for cards, or the block that is picked in their place, and what else on the
 * page looks like posts. Undefined where the source is not read from a page for people, or the page is too long to draw.
 */
export function pictureOf(page: Page, source: Source, picked?: number): ListingPicture | undefined {
  const { discover } = source;
  if (discover.kind !== 'listing' && discover.kind !== 'browser') return undefined;
  if (page.body.length > LONGEST_PAGE) return undefined;
  const view = viewOf(page);
  const others = otherBlocks(view, discover);
  const chosen = others.find(({ block }) => block.number === picked);
  const strategy = chosen?.strategy ?? discover;
  const posts = cardsOn({ page, number: 1 }, strategy, source).map(({ url }) => url);
  const outside = linksLike(view, posts, source);
  const picks = new Map(others.map(({ start, block }) => [start, block.number]));
  const marks = markCards(view, strategy);
  return {
    url: page.finalUrl,
    fetchedAt: page.fetchedAt,
    picked: chosen?.block.number ?? null,
    cards: posts.length,
    outside: new Set([...outside.values()].map((url) => urlKey(url, source))).size,
    fields: fieldsOf(strategy),
    blocks: others.map(({ block }) => block),
    ...drawPage(view.document, { marks, outside: new Set(outside.keys()), picks }),
  };
}

type Other = {
  readonly start: CardGroup['cards'][number]['element'];
  readonly block: PictureBlock;
  readonly strategy: ListingStrategy;
};

/** The likeliest blocks of a page that the adapter does not take for its cards: of several that lead to the same posts the likeliest. */
function otherBlocks(view: View, current: ListingFields): readonly Other[] {
  const known = new Set([current.card].flat());
  const others: Other[] = [];
  for (const group of findCards(view).slice(0, 2 * BLOCKS)) {
    const strategy = strategyOf(view, group);
    const [first] = group.cards;
    const start = group.flat?.starts[0] ?? first?.element;
    if (strategy === undefined || first === undefined || start === undefined) continue;
    const selector = [strategy.card].flat().join(', ');
    const posts = [...new Set(group.cards.map(({ url }) => url))].sort().join(' ');
    if (known.has(selector) || known.has(posts) || others.length === BLOCKS) continue;
    known.add(posts);
    const block = {
      number: others.length + 1,
      cards: group.cards.length,
      first: textOf(first.link).slice(0, 120),
      fields: fieldsOf(strategy),
    };
    others.push({ start, block, strategy });
  }
  return others;
}

const NAMES = ['card', 'flat', 'link', 'title', 'date', 'teaser', 'lead'] as const;

/** The selectors as an adapter writes them. */
function fieldsOf(strategy: ListingFields): readonly PictureField[] {
  return NAMES.flatMap((name) => {
    const value = strategy[name];
    if (value === undefined) return [];
    return [{ name, selector: valueText(value) }];
  });
}
