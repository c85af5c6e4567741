import { AFTER_STOP, type Tokens } from './tokens.ts';
import { childOf, isInner, type Trie } from './trie.ts';

/** Every term of every set in one trie over the words of a lexicon. */
export type Matcher = {
  readonly trie: Trie;
  /**
   * What a word may stand for in a term: itself, its stems, its class of number. Word id w has
   * `symbols[symbolsFrom[w]]` up to `symbolsFrom[w + 1]`.
   */
  readonly symbolsFrom: Int32Array;
  readonly symbols: Int32Array;
  /** What is asked of each word of a text, side by side: word id w has its own from `WIDTH * w` (`OPENS` and those after it). */
  readonly words: Int32Array;
  /** Sets of which single words are terms. */
  readonly singles: Int32Array;
  readonly setCount: number;
};

/** Where in a row of `words` what stands: the words that may come second after this one, as bits; whether it may come second, by the same bits; where its sets begin among the singles, and end. */
export const [OPENS, SECOND, SINGLES, SINGLES_END] = [0, 1, 2, 3] as const;
export const WIDTH = 4;

/**
 * What was found. A set has the token ranges `of[set]`, `first, end, first, end, …` (end exclusive), in reading order; `sets` are those that have
 * any. Within a set the longest match at the leftmost place wins, and none overlap.
 */
export type Matches = {
  readonly of: readonly (readonly number[] | undefined)[];
  readonly sets: readonly number[];
};

/**
 * Finds the terms of all sets in one pass. Work for each token is bounded by the longest term, so time is linear in the
 * text, whatever the terms and the text are.
 */
export function findTerms(matcher: Matcher, tokens: Tokens): Matches {
  const { words, singles, setCount } = matcher;
  const { count, word, flags } = tokens;
  // One for all beginnings, of which a text has hundreds.
  const walk: Walk = { matcher, tokens, of: Array(setCount), sets: [], first: 0 };
  for (let at = 0; at < count; at += 1) {
    const row = WIDTH * (word[at] ?? 0);
    const end = words[row + SINGLES_END] ?? 0;
    for (let single = words[row + SINGLES] ?? 0; single < end; single += 1)
      keep(walk, singles[single] ?? 0, at, at + 1);
    const opens = words[row + OPENS] ?? 0;
    const next = at + 1;
    if (opens === 0 || next >= count || ((flags[next] ?? 0) & AFTER_STOP) !== 0) continue;
    if ((opens & (words[WIDTH * (word[next] ?? 0) + SECOND] ?? 0)) === 0) continue;
    walk.first = at;
    followAll(walk, word[at] ?? 0);
  }
  return walk;
}

type Walk = {
  readonly matcher: Matcher;
  readonly tokens: Tokens;
  readonly of: (number[] | undefined)[];
  readonly sets: number[];
  first: number;
};

function followAll(walk: Walk, word: number): void {
  const { trie, symbolsFrom, symbols } = walk.matcher;
  const end = symbolsFrom[word + 1] ?? 0;
  for (let row = symbolsFrom[word] ?? 0; row < end; row += 1) {
    const node = trie.first[symbols[row] ?? 0] ?? 0;
    if (node !== 0) follow(walk, node, walk.first + 1);
  }
}

/** From a node that words up to `at` led to. */
function follow(walk: Walk, node: number, at: number): void {
  const { trie, symbolsFrom, symbols } = walk.matcher;
  if (!isInner(trie, node) || at >= walk.tokens.count) return;
  const word = walk.tokens.word[at] ?? 0;
  if (word === 0 || ((walk.tokens.flags[at] ?? 0) & AFTER_STOP) !== 0) return;
  const end = symbolsFrom[word + 1] ?? 0;
  for (let row = symbolsFrom[word] ?? 0; row < end; row += 1) {
    const child = childOf(trie, node, symbols[row] ?? 0);
    if (child === 0) continue;
    const lastSet = trie.setsFrom[child + 1] ?? 0;
    for (let set = trie.setsFrom[child] ?? 0; set < lastSet; set += 1)
      keep(walk, trie.sets[set] ?? 0, walk.first, at + 1);
    follow(walk, child, at + 1);
  }
}

function keep({ of, sets }: Walk, set: number, first: number, end: number): void {
  const ranges = of[set];
  if (ranges === undefined) {
    of[set] = [first, end];
    sets.push(set);
    return;
  }
  const last = ranges.length - 2;
  const lastEnd = ranges[last + 1] ?? 0;
  if (first >= lastEnd) ranges.push(first, end);
  else if (first === ranges[last] && end > lastEnd) ranges[last + 1] = end;
}
