import { defined } from '../base/defined.ts';
import type { Source } from '../base/source.ts';
import { urlKey } from '../base/url.ts';
import { type Discovery, NOTHING } from '../discover/discovery.ts';
import { isSameTitle } from '../health/body-health.ts';
import { unmetByListing } from '../health/expectations.ts';
import { plainSense, readsOf } from '../health/plain-sense.ts';
import { witnessFault } from '../health/witness-fault.ts';
import { type Post, postText } from '../model/post.ts';
import type { LoadedSource } from '../reading/load-source.ts';
import { tell } from '../rounds/counters.ts';
import { type Reader, readArticle, readFirstPage, readNextPage } from '../workshop/read-live.ts';

/** What became of one guess of an adapter. */
export type Guess = {
  readonly what: string;
  readonly verdict: 'right' | 'wrong' | 'unknown';
  readonly say: string;
};

const POSTS_READ = 3;

/** Tries each guess of an adapter on its site, politely: the listing and its next page, the witness, three posts. */
export async function firstLight(reader: Reader, loaded: LoadedSource): Promise<readonly Guess[]> {
  const { outcome, found } = await readFirstPage(reader, loaded, 'discover');
  const wayIn = 'the way in';
  if (outcome.kind === 'robotsDisallowed') return [wrong('robots.txt', tell(outcome))];
  if (outcome.kind === 'failed' || outcome.kind === 'blocked' || outcome.kind === 'throttled')
    return [unknown(wayIn, tell(outcome))];
  if (outcome.kind !== 'page') return [wrong(wayIn, tell(outcome))];
  const shown = found ?? NOTHING;
  if (shown.problem !== undefined) return [wrong(wayIn, shown.problem)];
  if (shown.cards.length + shown.dropped === 0)
    return [right(wayIn, outcome.finalUrl), wrong('cards', 'the listing shows none')];
  return [
    right('robots.txt', 'it lets us in'),
    hostOf(loaded.source, outcome.finalUrl),
    right('cards', `${shown.cards.length} on the first page`),
    ...fieldsOf(shown, loaded.source, reader.now()),
    ...(await pagingOf(reader, loaded, shown)),
    ...(await witnessOf(reader, loaded, shown)),
    ...(await postsOf(reader, loaded, shown)),
  ];
}

function hostOf({ hosts }: Source, finalUrl: string): Guess {
  const { host } = new URL(finalUrl);
  const isOwn = [hosts.canonical, ...hosts.aliases].includes(host);
  return isOwn
    ? right('the way in', finalUrl)
    : wrong('hosts', `the listing answers from ${host}, which “hosts” does not name`);
}

function fieldsOf({ cards, ...shown }: Discovery, source: Source, at: number): readonly Guess[] {
  const { discover: strategy } = source;
  const named =
    strategy.kind === 'listing' || strategy.kind === 'browser'
      ? (['title', 'date', 'teaser'] as const).filter(
          (field) => field === 'title' || strategy[field] !== undefined,
        )
      : [];
  const count = (field: 'title' | 'date' | 'teaser'): number =>
    cards.filter((card) =>
      field === 'date' ? (card.published?.value ?? null) !== null : (card[field] ?? '') !== '',
    ).length;
  const signs = [
    ...plainSense({
      cards,
      beside: shown.beside ?? 0,
      datesUnread: shown.datesUnread,
      merged: shown.merged,
      at,
      reads: readsOf(strategy),
    }),
    ...unmetByListing(
      {
        cards,
        dropped: shown.dropped,
        hasNext: shown.next.length > 0,
        ...defined({ boxes: shown.boxes, language: shown.language }),
      },
      source,
    ),
  ];
  return [
    ...named.map((field) => shareOf(`${field} of cards`, count(field), cards.length)),
    ...signs.map(({ kind, why }) => wrong(kind === 'fewer' ? 'cards' : 'what is expected', why)),
  ];
}

async function pagingOf(
  reader: Reader,
  loaded: LoadedSource,
  { cards, next }: Discovery,
): Promise<readonly Guess[]> {
  const { discover } = loaded.source;
  const isPaged =
    (discover.kind === 'listing' || discover.kind === 'browser') &&
    (discover.next ?? discover.pages) !== undefined;
  const [url] = next;
  if (!isPaged) return [];
  if (url === undefined) return [unknown('the next page', 'the first page names none')];
  const { outcome, found } = await readNextPage(reader, loaded, url);
  if (outcome.kind !== 'page') return [wrong('the next page', tell(outcome))];
  const known = new Set(cards.map((card) => urlKey(card.url, loaded.source)));
  const fresh = (found ?? NOTHING).cards.filter((card) => !known.has(urlKey(card.url, loaded.source))).length;
  return [
    fresh > 0
      ? right('the next page', `${url} shows ${fresh} others`)
      : wrong('the next page', `${url} shows no others`),
  ];
}

async function witnessOf(
  reader: Reader,
  loaded: LoadedSource,
  { cards }: Discovery,
): Promise<readonly Guess[]> {
  const { source } = loaded;
  const what = 'the witness';
  if (source.witness === undefined) return [];
  const { outcome, found } = await readFirstPage(reader, loaded, 'witness');
  if (outcome.kind === 'failed') return [unknown(what, tell(outcome))];
  if (outcome.kind !== 'page') return [wrong(what, tell(outcome))];
  const seen = found ?? NOTHING;
  if (seen.problem !== undefined) return [wrong(what, seen.problem)];
  if (seen.cards.length === 0 && seen.next.length > 0) return [unknown(what, 'it is an index of others')];
  const known = new Set(cards.map((card) => urlKey(card.url, source)));
  const shown = seen.cards.map(({ url, published }) => ({
    key: urlKey(url, source),
    ...defined({ published }),
  }));
  const fault = witnessFault(source.witness, shown, (key) => known.has(key));
  return [fault === undefined ? right(what, `${shown.length} posts`) : wrong(what, fault)];
}

async function postsOf(
  reader: Reader,
  loaded: LoadedSource,
  { cards }: Discovery,
): Promise<readonly Guess[]> {
  const reached = cards.filter(({ content }) => content === undefined).slice(0, POSTS_READ);
  const read: { readonly title: string; readonly post: Post }[] = [];
  const guesses: Guess[] = [];
  for (const card of reached) {
    const { outcome, post } = await readArticle(reader, loaded, { url: card.url, card });
    const one = outcome.kind === 'page' ? post : undefined;
    if (one === undefined)
      guesses.push(unknown('a post', outcome.kind === 'page' ? card.url : tell(outcome)));
    else if ('kind' in one) guesses.push(wrong('a post', `${card.url}: ${one.why}`));
    else read.push({ title: card.title ?? '', post: one });
  }
  if (read.length === 0) return guesses;
  const { article } = loaded.source;
  const count = (has: (one: (typeof read)[number]) => boolean): number => read.filter(has).length;
  return [
    ...guesses,
    shareOf(
      'title of posts',
      count(({ title, post }) => title === '' || isSameTitle(title, post.title)),
      read.length,
    ),
    ...(article.date === undefined
      ? []
      : [
          shareOf(
            'date of posts',
            count(({ post }) => post.published.value !== null),
            read.length,
          ),
        ]),
    ...(article.author === undefined
      ? []
      : [
          shareOf(
            'author of posts',
            count(({ post }) => post.author !== undefined),
            read.length,
          ),
        ]),
    shareOf(
      'text of posts',
      count(({ post }) => postText(post).split(/\s+/).length >= (loaded.source.expect?.words ?? 20)),
      read.length,
    ),
  ];
}

/** Right where nearly all have it, wrong where none has; what lies between is for a person to see. */
function shareOf(what: string, count: number, all: number): Guess {
  const say = `${count} of ${all}`;
  return count >= all * 0.8 ? right(what, say) : count === 0 ? wrong(what, say) : unknown(what, say);
}

function right(what: string, say: string): Guess {
  return { what, verdict: 'right', say };
}
function wrong(what: string, say: string): Guess {
  return { what, verdict: 'wrong', say };
}
function unknown(what: string, say: string): Guess {
  return { what, verdict: 'unknown', say };
}
