import { type Discovery, MOST_CARDS } from '../discover/discovery.ts';
import { fittingBlocks } from '../extract/text/blocks.ts';
import { cutText } from '../extract/plain-text.ts';
import type { Unreadable } from '../extract/unreadable.ts';
import type { Card } from '../model/card.ts';
import type { Post } from '../model/post.ts';

/** What a page may give at most: far beyond any that is meant well. Lengths in UTF-16 units. */
const LONGEST_FIELD = 500;
const LONGEST_ADDRESS = 2048;
const LONGEST_CONTENT = 1_000_000;
const MOST_BLOCKS = 10_000;
const MOST_NEXT = 2000;
/** Of all the contents that came with the cards of a page: more than a page can hold, unless they lie within each other. */
const MOST_CONTENT = 6_000_000;

/** Cuts what a listing showed to a bearable size, and says so in `cut`. */
export function boundDiscovery(found: Discovery): Discovery {
  const fitting = found.cards.filter(({ url }) => url.length <= LONGEST_ADDRESS);
  const whole = fitting.slice(0, MOST_CARDS);
  const cards = withoutSurplus(whole.map(boundCard));
  const shortened = cards.filter((card, at) => card !== whole[at]).length;
  const words = [
    ...(found.cut === undefined ? [] : [found.cut]),
    ...(found.cards.length > whole.length
      ? [`${whole.length} of ${found.cards.length} cards were taken`]
      : []),
    ...(shortened > 0 ? [`${shortened === 1 ? '1 card was' : `${shortened} cards were`} shortened`] : []),
  ];
  return {
    ...found,
    cards,
    next: found.next.filter((url) => url.length <= LONGEST_ADDRESS).slice(0, MOST_NEXT),
    ...(words.length > 0 ? { cut: words.join(', ') } : {}),
  };
}

/** Contents up to a bearable size altogether; the pages of the other posts are asked for. */
function withoutSurplus(cards: readonly Card[]): readonly Card[] {
  let room = MOST_CONTENT;
  return cards.map((card) => {
    room -= card.content?.html.length ?? 0;
    if (card.content === undefined || room >= 0) return card;
    const { content: _, ...rest } = card;
    return rest;
  });
}

/** The same card where nothing is too long. */
function boundCard(card: Card): Card {
  const { url, title = '', date = '', teaser = '', externalId = '', content } = card;
  const fields = [title, date, teaser, externalId];
  const isBearable =
    fields.every((text) => text.length <= LONGEST_FIELD) &&
    (content === undefined || content.html.length <= LONGEST_CONTENT);
  if (isBearable) return card;
  const short = Object.fromEntries(
    Object.entries({ title, date, teaser }).flatMap(([name, text]) =>
      text === '' ? [] : [[name, cutText(text, LONGEST_FIELD)]],
    ),
  );
  return {
    url,
    ...short,
    ...(card.published === undefined ? {} : { published: card.published }),
    // A name that is cut would be another's.
    ...(externalId === '' || externalId.length > LONGEST_FIELD ? {} : { externalId }),
    ...(content === undefined
      ? {}
      : { content: { ...content, html: content.html.slice(0, LONGEST_CONTENT) } }),
  };
}

/** Cuts a post to a bearable size, and says so in `cut`. */
export function boundPost(post: Post | Unreadable): {
  readonly post: Post | Unreadable;
  readonly cut?: string;
} {
  if ('kind' in post) return { post: { ...post, why: post.why.slice(0, LONGEST_FIELD) } };
  const { blocks, cut } = fittingBlocks(post.blocks, MOST_BLOCKS);
  const title = cutText(post.title, LONGEST_FIELD);
  const canonicals = post.canonicals.filter((url) => url.length <= LONGEST_ADDRESS);
  const bounded = { post: { ...post, title, blocks, canonicals } };
  const words = [post.cut, cut].filter((one) => one !== undefined);
  return words.length === 0 ? bounded : { ...bounded, cut: words.join(', ') };
}
