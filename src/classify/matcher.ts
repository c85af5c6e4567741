import { intern, type Lexicon, MONEY, NUMBER, PERCENT } from './pack/lexicon.ts';
import { formsOf } from './stems.ts';
import type { TermPart } from './pack/terms.ts';
import { AFTER_STOP, type Tokens } from './tokens.ts';
import { childOf, freezeTrie, growTrie, isInner, listRows, makeTrie, type Trie, type TrieDraft } from './trie.ts';

/** Words a stem does not take, by stem. */
export type Exceptions = ReadonlyMap<string, ReadonlySet<string>>;

/** Terms that stand for one thing; `findTerms` answers by the set's place in the list. */
export type TermSet = readonly (readonly TermPart[])[];

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
const [OPENS, SECOND, SINGLES, SINGLES_END] = [0, 1, 2, 3] as const;
const WIDTH = 4;

/**
 * What was found. A set has the token ranges `of[set]`, `first, end, first, end, …` (end exclusive), in reading order; `sets` are those that have
 * any. Within a set the longest match at the leftmost place wins, and none overlap.
 */
export type Matches = {
  readonly of: readonly (readonly number[] | undefined)[];
  readonly sets: readonly number[];
};

/** Compiles term sets for one pass over a text. Their words enter the lexicon, so compile before tokenising. */
export function compileTerms(
  sets: readonly TermSet[],
  lexicon: Lexicon,
  exceptions: Exceptions = new Map(),
): Matcher {
  const alphabet: Alphabet = { lexicon, exceptions, symbols: new Map(), byWord: new Map() };
  // Any number is a number, whatever its class, and so is one that a term knows by itself.
  const anyNumber = symbolOf(alphabet, '#', [NUMBER, MONEY, PERCENT]);
  const draft = makeTrie();
  for (const [set, terms] of sets.entries())
    for (const parts of terms) {
      const symbols = parts.map((part) => partSymbol(alphabet, part, anyNumber));
      growTrie(draft, symbols, set);
    }
  const byWord = Array.from({ length: lexicon.words.length }, (_, word) => alphabet.byWord.get(word) ?? []);
  const rows = listRows(byWord);
  const trie = freezeTrie(draft, alphabet.symbols.size);
  const matcher = { trie, symbolsFrom: rows.from, symbols: rows.values, setCount: sets.length };
  return { ...matcher, ...firstWords(draft, byWord) };
}

/** What the beginnings of terms say of each word: a text has hundreds of them, of which few go on. */
function firstWords(
  { children, sets }: TrieDraft,
  byWord: readonly (readonly number[])[],
): Pick<Matcher, 'words' | 'singles'> {
  const first = children[0] ?? new Map<number, number>();
  const nodes = byWord.map((symbols) => symbols.flatMap((symbol) => first.get(symbol) ?? []));
  const singles = listRows(nodes.map((own) => [...new Set(own.flatMap((node) => sets[node] ?? []))]));
  const next = nodes.map((own) => own.flatMap((node) => [...(children[node]?.keys() ?? [])]));
  const seconds = new Set(next.flat());
  const words = new Int32Array(WIDTH * byWord.length);
  for (const [word, symbols] of byWord.entries()) {
    words[WIDTH * word + OPENS] = bitsOf(next[word] ?? []);
    words[WIDTH * word + SECOND] = bitsOf(symbols.filter((symbol) => seconds.has(symbol)));
    words[WIDTH * word + SINGLES] = singles.from[word] ?? 0;
    words[WIDTH * word + SINGLES_END] = singles.from[word + 1] ?? 0;
  }
  return { words, singles: singles.values };
}

/** Symbols as bits, each as one of 32. */
function bitsOf(symbols: readonly number[]): number {
  let bits = 0;
  for (const symbol of symbols) bits |= 1 << (symbol & 31);
  return bits;
}

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

type Alphabet = {
  readonly lexicon: Lexicon;
  readonly exceptions: Exceptions;
  /** Number of each symbol: `=word`, `~stem`, a class of numbers. */
  readonly symbols: Map<string, number>;
  readonly byWord: Map<number, number[]>;
};

function partSymbol(alphabet: Alphabet, part: TermPart, anyNumber: number): number {
  switch (part.kind) {
    case 'number':
      return anyNumber;
    case 'money':
      return symbolOf(alphabet, '£#', [MONEY]);
    case 'percent':
      return symbolOf(alphabet, '#%', [PERCENT]);
    case 'word': {
      const id = intern(alphabet.lexicon, part.word);
      const symbol = symbolOf(alphabet, `=${part.word}`, [id]);
      if (/^\d+$/.test(part.word)) carry(alphabet, id, anyNumber);
      return symbol;
    }
    default: {
      const forms = formsOf(part.stem, alphabet.exceptions.get(part.stem));
      return symbolOf(
        alphabet,
        `~${part.stem}`,
        forms.map((form) => intern(alphabet.lexicon, form)),
      );
    }
  }
}

function symbolOf(alphabet: Alphabet, name: string, words: readonly number[]): number {
  const known = alphabet.symbols.get(name);
  if (known !== undefined) return known;
  const symbol = alphabet.symbols.size;
  alphabet.symbols.set(name, symbol);
  for (const word of words) carry(alphabet, word, symbol);
  return symbol;
}

function carry(alphabet: Alphabet, word: number, symbol: number): void {
  const row = alphabet.byWord.get(word);
  if (row === undefined) alphabet.byWord.set(word, [symbol]);
  else if (!row.includes(symbol)) row.push(symbol);
}
