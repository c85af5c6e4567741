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
 * What was found. A set has the token ranges from `ranges[from[set]]` up to `ranges[to[set]]`, `first, end, first, end, …` (end exclusive), in
 * reading order. Within a set the longest match at the leftmost place wins, and none overlap.
 */
export type Matches = {
  readonly ranges: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** How many sets have any. */
  readonly found: number;
};

/** Some of many ranges: from and up to these places. */
export type RangesPart = Pick<Matches, 'ranges'> & { readonly from: number; readonly to: number };

/** Place of the first range whose beginning (`edge` 0) or end (1) lies beyond a token, by halving; `to` if none does. */
export function firstBeyond({ ranges, from, to }: RangesPart, edge: 0 | 1, token: number): number {
  let low = 0;
  let high = (to - from) / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[from + middle * 2 + edge] ?? 0) > token) high = middle;
    else low = middle + 1;
  }
  return from + low * 2;
}

/** What one set has. */
export function rangesOf({ ranges, from, to }: Matches, set: number): RangesPart {
  return { ranges, from: from[set] ?? 0, to: to[set] ?? 0 };
}

/**
 * Finds the terms of all sets in one pass. Work for each token is bounded by the longest term, so time is linear in the
 * text, whatever the terms and the text are.
 * @param spent what no one needs any more: its arrays are written over, which spares making new ones.
 */
export function findTerms(matcher: Matcher, tokens: Tokens, spent?: Matches): Matches {
  const { words, singles, setCount } = matcher;
  const { count, word, flags } = tokens;
  if (last.length < setCount) last = new Int32Array(setCount);
  // One for all beginnings, of which a text has hundreds.
  const walk: Walk = { matcher, tokens, first: 0, log, last, sets: [], end: LOG_WIDTH };
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
  log = walk.log;
  return bySet(walk, setCount, spent);
}

type Walk = {
  readonly matcher: Matcher;
  readonly tokens: Tokens;
  first: number;
  /** What was found, in the order of the text: set, first token, end. */
  log: Int32Array;
  /** Where in the log the last of each set lies, 0 for none. */
  readonly last: Int32Array;
  readonly sets: number[];
  end: number;
};

const LOG_WIDTH = 3;
/** Both are used by every text. A list for each set, a hundred and seventy a post, would take a quarter of the memory that a verdict does. */
let log: Int32Array = new Int32Array(3 * 4096);
let last: Int32Array = new Int32Array(0);

function bySet({ log, last, sets, end }: Walk, setCount: number, spent: Matches | undefined): Matches {
  const isRoomy = spent !== undefined && spent.from.length >= setCount && spent.ranges.length >= end;
  const from = isRoomy ? spent.from.fill(0) : new Int32Array(setCount);
  const to = isRoomy ? spent.to.fill(0) : new Int32Array(setCount);
  const ranges = isRoomy ? spent.ranges : new Int32Array(end);
  for (let at = LOG_WIDTH; at < end; at += LOG_WIDTH) {
    const set = log[at] ?? 0;
    from[set] = (from[set] ?? 0) + 2;
  }
  let place = 0;
  for (const set of sets) {
    const size = from[set] ?? 0;
    from[set] = place;
    to[set] = place;
    place += size;
    last[set] = 0;
  }
  for (let at = LOG_WIDTH; at < end; at += LOG_WIDTH) {
    const set = log[at] ?? 0;
    const next = to[set] ?? 0;
    ranges[next] = log[at + 1] ?? 0;
    ranges[next + 1] = log[at + 2] ?? 0;
    to[set] = next + 2;
  }
  return { ranges, from, to, found: sets.length };
}

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

function keep(walk: Walk, set: number, first: number, end: number): void {
  const before = walk.last[set] ?? 0;
  if (before === 0) walk.sets.push(set);
  else {
    const endBefore = walk.log[before + 2] ?? 0;
    if (first < endBefore) {
      if (first === walk.log[before + 1] && end > endBefore) walk.log[before + 2] = end;
      return;
    }
  }
  const at = walk.end;
  if (at + LOG_WIDTH > walk.log.length) walk.log = twice(walk.log);
  walk.log[at] = set;
  walk.log[at + 1] = first;
  walk.log[at + 2] = end;
  walk.last[set] = at;
  walk.end = at + LOG_WIDTH;
}

function twice(old: Int32Array): Int32Array {
  const made = new Int32Array(2 * old.length);
  made.set(old);
  return made;
}
