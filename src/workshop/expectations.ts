import { defined } from '../base/defined.ts';
import type { Expectations } from '../base/source.ts';
import { isTeaser } from '../health/expectations.ts';
import { quantile } from '../health/figures.ts';
import type { Card } from '../model/card.ts';
import { type Post, postText } from '../model/post.ts';

/** What was seen to be well: the first page of a listing, and some posts. */
export type WellRead = {
  readonly cards: readonly Card[];
  readonly hasNext: boolean;
  readonly language?: string;
  readonly posts: readonly Pick<Post, 'author' | 'published' | 'blocks'>[];
};

/** What all but one of twenty have counts as had by all. */
const ALL = 0.95;
/** Words: a title of so many is ordinary anywhere. */
const LONG_TITLE = 18;
/** Pages and posts differ: what is expected at least is so much of what was seen. */
const ROOM = { cards: 0.6, words: 0.3, titles: 2.5 } as const;

/** What must hold of a source from now on, by what was seen of it once. Undefined where nothing was. */
export function expectationsOf({ cards, hasNext, language, posts }: WellRead): Expectations | undefined {
  if (cards.length === 0) return undefined;
  const titles = cards.flatMap(({ title }) => (title ? [title.split(' ').length] : []));
  const median = quantile(titles, 0.5);
  const [card, post] = [fieldsOfAll(cards), fieldsOfPosts(posts)];
  const words = posts.map((one) => postText(one).split(/\s+/).length);
  const { titles: factor } = ROOM;
  return {
    cards: Math.max(1, Math.floor(cards.length * ROOM.cards)),
    ...(card.length === 0 ? {} : { card }),
    ...(median === 0
      ? {}
      : {
          titleWords: [
            Math.max(1, Math.floor(median / factor)),
            Math.max(LONG_TITLE, Math.ceil(median * factor)),
          ] as const,
        }),
    ...(hasNext ? { pages: true } : {}),
    ...(post.length === 0 ? {} : { post }),
    ...(words.length === 0 ? {} : { words: Math.max(20, Math.floor(Math.min(...words) * ROOM.words)) }),
    ...defined({ language: /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(language ?? '') ? language : undefined }),
  };
}

function fieldsOfAll(cards: readonly Card[]): ('title' | 'date' | 'teaser')[] {
  const share = (has: (card: Card) => boolean): number => cards.filter(has).length / cards.length;
  return [
    ...(share(({ title }) => (title ?? '') !== '') >= ALL ? (['title'] as const) : []),
    ...(share(({ published }) => (published?.value ?? null) !== null) >= ALL ? (['date'] as const) : []),
    ...(share(isTeaser) >= ALL ? (['teaser'] as const) : []),
  ];
}

function fieldsOfPosts(posts: WellRead['posts']): ('author' | 'date')[] {
  if (posts.length === 0) return [];
  return [
    ...(posts.every(({ author }) => author !== undefined) ? (['author'] as const) : []),
    ...(posts.every(({ published }) => published.value !== null) ? (['date'] as const) : []),
  ];
}
