import { readDate } from '../base/dates/dates.ts';
import { dayFirstByNumbers } from '../base/dates/numeric-order.ts';
import type { DateDialect, Expectations } from '../base/source.ts';
import type { Card } from '../model/card.ts';
import type { Sign, SignKind } from '../model/run-facts.ts';
import { quantile } from './figures.ts';

/** The first page of a listing and how it went on, as far as an adapter says what to expect of that. */
export type SeenListing = {
  readonly cards: readonly Pick<Card, 'title' | 'published' | 'date' | 'teaser'>[];
  /** Cards that `keep` turned away. */
  readonly dropped: number;
  /** Cards that hold several posts. */
  readonly boxes?: number;
  readonly language?: string;
  /** Of a year that has begun lately: it need not be full. */
  readonly isYoung?: boolean;
  /** Whether the first page leads to another. */
  readonly hasNext: boolean;
  /** Of the cards of the second page, how many the first had as well; absent where no second page was read. */
  readonly second?: { readonly cards: number; readonly repeated: number };
};

type Pinned = { readonly expect?: Expectations; readonly dates?: DateDialect };

/** So large a share must have what all are expected to have: one of a dozen may lack it. */
const NEARLY_ALL = 0.8;

type Judge = (seen: SeenListing, pinned: Pinned) => string | undefined;

const JUDGES: readonly (readonly [SignKind, Judge])[] = [
  ['noneKept', noneKept],
  ['boxes', ofSeveral],
  ['fewer', fewer],
  ['lacks', lacks],
  ['wordy', wordy],
  ['onePage', onePage],
  ['language', otherLanguage],
  ['dialect', otherOrder],
];

/** What a listing shows against what its adapter pins: judged on a first run as on any other. Of a page without cards nothing is said: that is told as such. */
export function unmetByListing(seen: SeenListing, pinned: Pinned): readonly Sign[] {
  if (seen.cards.length + seen.dropped === 0) return [];
  return JUDGES.flatMap(([kind, judge]) => {
    const why = judge(seen, pinned);
    return why === undefined ? [] : [{ kind, why }];
  });
}

/** What came of the posts of a run: those stored last, as far as this very adapter read them. */
export type SeenPosts = {
  readonly posts: number;
  readonly dated: number;
  readonly authored: number;
  /** Words of each. */
  readonly words: readonly number[];
  /** Cards whose pages are missing, of all cards that were tried in this run. */
  readonly missing: number;
  readonly tried: number;
};

/** The same of the posts. */
export function unmetByPosts(seen: SeenPosts, expect: Expectations = {}): readonly Sign[] {
  return [...missingPosts(seen), ...postsLack(seen, expect), ...shortPosts(seen, expect)];
}

function noneKept({ cards, dropped }: SeenListing): string | undefined {
  return cards.length === 0 ? `“keep” turns away all ${dropped} cards of the first page.` : undefined;
}

function ofSeveral({ cards, boxes = 0 }: SeenListing): string | undefined {
  return boxes > cards.length / 2
    ? `${boxes} of ${cards.length} cards hold several posts each: a card is looked for too far out.`
    : undefined;
}

function fewer({ cards, isYoung = false }: SeenListing, { expect }: Pinned): string | undefined {
  const least = isYoung ? 0 : (expect?.cards ?? 0);
  return cards.length > 0 && cards.length < least
    ? `The first page shows ${cards.length} cards; at least ${least} are expected of this source.`
    : undefined;
}

function lacks({ cards }: SeenListing, { expect }: Pinned): string | undefined {
  const has = {
    title: ({ title }: SeenListing['cards'][number]) => (title ?? '') !== '',
    date: ({ published }: SeenListing['cards'][number]) => (published?.value ?? null) !== null,
    teaser: teased(cards),
  };
  const missing = (expect?.card ?? []).flatMap((field) => {
    const count = cards.filter(has[field]).length;
    return count < cards.length * NEARLY_ALL ? [`${count} of ${cards.length} cards have a ${field}`] : [];
  });
  return missing.length === 0 ? undefined : `${missing.join(', ')}; nearly all are expected to.`;
}

type Teased = Pick<Card, 'teaser' | 'title'>;

/** Longer than a day is written, and than a link is called: characters. */
const LONGEST = { day: 40, label: 16 } as const;

/** Which of some cards show a teaser: a day is none, nor is a text that begins with the title, nor a few words that most of them share ("Read more"). */
export function teased(cards: readonly Teased[]): (card: Teased) => boolean {
  const times = new Map<string, number>();
  for (const { teaser = '' } of cards) times.set(teaser, (times.get(teaser) ?? 0) + 1);
  const isShared = (teaser: string): boolean =>
    teaser.length <= LONGEST.label && cards.length > 3 && (times.get(teaser) ?? 0) > cards.length / 2;
  return ({ teaser = '', title = '' }) => {
    if (teaser === '' || (title !== '' && teaser.startsWith(title)) || isShared(teaser)) return false;
    return teaser.length > LONGEST.day || readDate(teaser, 'text').precision !== 'day';
  };
}

function wordy({ cards }: SeenListing, { expect }: Pinned): string | undefined {
  const titles = cards.flatMap(({ title }) => (title ? [title.split(' ').length] : []));
  if (expect?.titleWords === undefined || titles.length === 0) return undefined;
  const [fewest, most] = expect.titleWords;
  const median = quantile(titles, 0.5);
  return median < fewest || median > most
    ? `Titles have ${median} words (median); ${fewest} to ${most} are expected of this source.`
    : undefined;
}

function onePage({ hasNext, second, isYoung = false }: SeenListing, { expect }: Pinned): string | undefined {
  if (expect?.pages !== true || isYoung) return undefined;
  if (!hasNext) return 'No next page is found, and the listing is expected to go on.';
  if (second === undefined || second.repeated < second.cards / 2) return undefined;
  return second.cards === 0
    ? 'The second page shows no cards, and the listing is expected to go on.'
    : `The second page shows ${second.repeated} of its ${second.cards} cards again: the next page is looked for in the wrong place.`;
}

function otherLanguage({ language }: SeenListing, { expect }: Pinned): string | undefined {
  const [now, pinned] = [language, expect?.language].map((tag) => tag?.toLowerCase().split('-')[0]);
  return now !== undefined && pinned !== undefined && now !== pinned
    ? `The page says that it is in another language (${language}); ${expect?.language} is expected.`
    : undefined;
}

function otherOrder({ cards }: SeenListing, { dates }: Pinned): string | undefined {
  const proved = dayFirstByNumbers(cards.flatMap(({ date }) => date ?? []));
  const pinned = dates?.dayFirst ?? true;
  return proved === undefined || proved === pinned
    ? undefined
    : `Dates are written ${proved ? 'day' : 'month'} first, and the source says ${pinned ? 'day' : 'month'} first: “dates” needs dayFirst: ${String(proved)}.`;
}

function missingPosts({ missing, tried }: SeenPosts): readonly Sign[] {
  const why = `${missing} of ${tried} posts that cards lead to are not there: the links may be of something else.`;
  return missing >= 2 && missing > tried / 2 ? [{ kind: 'lost', why }] : [];
}

function postsLack({ posts, dated, authored }: SeenPosts, { post = [] }: Expectations): readonly Sign[] {
  const counts = { date: dated, author: authored };
  const missing = post.flatMap((field) =>
    counts[field] < posts * NEARLY_ALL
      ? [`${counts[field]} of ${posts} have ${field === 'author' ? 'an author' : 'a date'}`]
      : [],
  );
  return missing.length === 0
    ? []
    : [{ kind: 'postsLack', why: `Of the posts read ${missing.join(', ')}; nearly all are expected to.` }];
}

function shortPosts({ words }: SeenPosts, { words: least = 0 }: Expectations): readonly Sign[] {
  const median = quantile(words, 0.5);
  return words.length > 0 && median < least
    ? [
        {
          kind: 'short',
          why: `The posts read have ${median} words (median); at least ${least} are expected.`,
        },
      ]
    : [];
}
