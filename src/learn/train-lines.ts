import { termShares } from '../classify/lines/line-parts.ts';
import { TELLS } from '../classify/lines/telling.ts';
import type { TermWeight, Weights } from '../classify/lines/weights.ts';
import { balance } from './balance.ts';
import type { LabelledPost } from './labelled.ts';
import { type Fit, fitLogistic } from './logistic.ts';

/** A word must stand in so many summaries, or as much in long pages, of so many sources, or it would teach the look of one site. */
const FEWEST_POSTS = 4;
/** A page of more words holds every word somewhere: it counts for as much of a post as this is of it. */
const WORDS_OF_ONE = 60;
const FEWEST_SOURCES = 3;
const ROUNDS = 300;

type Trained = { readonly base: number; readonly terms: readonly TermWeight[] };

/** Learns the line *wording*: which masked words and pairs tell accepted posts from others, in logits. */
export function trainWording(posts: readonly LabelledPost[]): Trained {
  const counted = posts.map(({ read }) => read.counts);
  const terms = vocabulary(posts, counted);
  const places = new Map(terms.map(({ term }, at) => [term, at]));
  const rows = counted.map((counts) => {
    const known = [...counts].flatMap(([term, count]) => {
      const place = places.get(term);
      return place === undefined ? [] : [place, count];
    });
    return Array.from(termShares(known, terms), (share, at) => [known[at * 2] ?? 0, share]).flat();
  });
  const fit = fit1(posts, { rows, columns: terms.length, strictness: 1 });
  return { base: fit.base, terms: terms.map((term, at) => ({ ...term, weight: fit.weights[at] ?? 0 })) };
}

/** Learns the line *telling*: past or future, orders, money, places, in logits. */
export function trainTelling(posts: readonly LabelledPost[]): Trained {
  const usual = TELLS.map((_, at) => mean(posts.map(({ read }) => read.telling[at] ?? 0)));
  const spread = TELLS.map(
    (_, at) =>
      Math.sqrt(mean(posts.map(({ read }) => ((read.telling[at] ?? 0) - (usual[at] ?? 0)) ** 2))) || 1,
  );
  const rows = posts.map(({ read }) =>
    read.telling.flatMap((value, at) => [at, (value - (usual[at] ?? 0)) / (spread[at] ?? 1)]),
  );
  const fit = fit1(posts, { rows, columns: TELLS.length, strictness: 10 });
  return {
    base: fit.base,
    terms: TELLS.map(({ tag }, at) => ({
      term: tag,
      weight: (fit.weights[at] ?? 0) / (spread[at] ?? 1),
      usual: usual[at] ?? 0,
    })),
  };
}

/** Weights in points: `times` by line, `shift` so that a usual post gets none. */
export function scaled(trained: Trained, times: number, shift: number, decimals: number): Weights['wording'] {
  const round = (value: number, places: number) => Number(value.toFixed(places));
  const terms = trained.terms.map(({ term, weight, usual }) => ({
    term,
    weight: round(weight * times, decimals),
    usual: round(usual, 3),
  }));
  return { base: round((trained.base - shift) * times, 2), terms };
}

function fit1(
  posts: readonly LabelledPost[],
  {
    rows,
    columns,
    strictness,
  }: { rows: readonly (readonly number[])[]; columns: number; strictness: number },
): Fit {
  const wanted = posts.map((post) => post.wanted);
  const none = Array.from({ length: columns }, () => 0);
  return fitLogistic({
    rows,
    wanted,
    counts: balance(posts),
    prior: none,
    signs: none,
    strictness,
    rounds: ROUNDS,
  });
}

function vocabulary(
  posts: readonly LabelledPost[],
  counted: readonly ReadonlyMap<string, number>[],
): TermWeight[] {
  const seen = new Map<string, { posts: number; sources: Set<string> }>();
  for (const [at, counts] of counted.entries())
    for (const term of counts.keys()) {
      const known = seen.get(term) ?? { posts: 0, sources: new Set<string>() };
      known.posts += Math.min(1, WORDS_OF_ONE / (posts[at]?.words ?? 1));
      known.sources.add(posts[at]?.source ?? '');
      seen.set(term, known);
    }
  const plain = lowerCased(posts);
  const all = posts.reduce((sum, { words }) => sum + Math.min(1, WORDS_OF_ONE / words), 0);
  return [...seen]
    .filter(
      ([term, { posts: many, sources }]) =>
        many >= FEWEST_POSTS && sources.size >= FEWEST_SOURCES && isPlain(term, plain),
    )
    .map(([term, { posts: many }]) => ({ term, weight: 0, usual: rarity(many, all) }))
    .sort((one, other) => (one.term < other.term ? -1 : 1));
}

/** How rare a term is: the logarithm of the inverse share of posts that have it, and a little for those that all have. */
function rarity(many: number, posts: number): number {
  return Math.round((Math.log((posts + 1) / (many + 1)) + 0.3) * 1000) / 1000;
}

/** Words that stand somewhere without a capital: titles and first words must not bring names in. */
function lowerCased(posts: readonly LabelledPost[]): Set<string> {
  const plain = new Set<string>();
  for (const { blocks } of posts)
    for (const { text } of blocks)
      for (const [word] of text.matchAll(/(?<=\p{Ll}|, | )\p{Ll}[\p{L}’'-]*/gu))
        plain.add(word.replaceAll('’', "'").replace(/'s$|(?<!')'+$|(?<!-)-+$/, ''));
  return plain;
}

function isPlain(term: string, plain: ReadonlySet<string>): boolean {
  return term.split(' ').every((word) => /[#£%]/.test(word) || plain.has(word));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
