import { defined } from '../base/defined.ts';
import type { Expectations } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import { teased } from './expectations.ts';
import { quantile } from './figures.ts';

/** What was seen to be well: the first page of a listing, and some posts. */
export type WellRead = {
  readonly cards: readonly ShownCard[];
  readonly hasNext: boolean;
  readonly language?: string;
  readonly posts: ReadPosts;
};

type ShownCard = Pick<Card, 'title' | 'published' | 'teaser'>;

/** Of some posts, how many have a date, how many an author, and the words of each. */
export type ReadPosts = {
  readonly posts: number;
  readonly dated: number;
  readonly authored: number;
  readonly words: readonly number[];
};

/** What all but one of twenty have counts as had by all. */
const ALL = 0.95;
/** Words: a title of so many is ordinary anywhere. */
const LONG_TITLE = 18;
/** Fewer posts that name who wrote them do not show that all do: many blogs sign some. */
const SIGNED = 4;
/** Pages and posts differ: what is expected at least is so much of what was seen. */
const ROOM = { cards: 0.6, words: 0.3, titles: 2.5 } as const;

/** What must hold of a source from now on, by what was seen of it once. Undefined where nothing was. */
export function expectationsOf({ cards, hasNext, language, posts }: WellRead): Expectations | undefined {
  if (cards.length === 0) return undefined;
  const titles = cards.flatMap(({ title }) => (title ? [title.split(' ').length] : []));
  const median = quantile(titles, 0.5);
  const [card, post] = [fieldsOfAll(cards), fieldsOfPosts(posts)];
  const { words } = posts;
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

function fieldsOfAll(cards: readonly ShownCard[]): ('title' | 'date' | 'teaser')[] {
  const share = (has: (card: ShownCard) => boolean): number => cards.filter(has).length / cards.length;
  return [
    ...(share(({ title }) => (title ?? '') !== '') >= ALL ? (['title'] as const) : []),
    ...(share(({ published }) => (published?.value ?? null) !== null) >= ALL ? (['date'] as const) : []),
    ...(share(teased(cards)) >= ALL ? (['teaser'] as const) : []),
  ];
}

function fieldsOfPosts({ posts, dated, authored }: ReadPosts): ('author' | 'date')[] {
  if (posts === 0) return [];
  return [
    ...(authored === posts && posts >= SIGNED ? (['author'] as const) : []),
    ...(dated === posts ? (['date'] as const) : []),
  ];
}
