import { intern, type Lexicon, MONEY, NUMBER, PERCENT } from './pack/lexicon.ts';
import { formsOf } from './stems.ts';
import type { TermPart } from './pack/terms.ts';
import { AFTER_STOP, type Tokens } from './tokens.ts';
import { childOf, freezeTrie, growTrie, isInner, listRows, makeTrie, type Trie } from './trie.ts';

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
  /** 1 for a word that some term begins with. */
  readonly begins: Uint8Array;
};

/**
 * Where each set matched, as token ranges `first, end, first, end, …` (end exclusive), in reading order. Within a set the
 * longest match at the leftmost place wins, and none overlap.
 */
export type Matches = ReadonlyMap<number, readonly number[]>;

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
  const words = Array.from({ length: lexicon.words.length }, (_, word) => alphabet.byWord.get(word) ?? []);
  const rows = listRows(words);
  const trie = freezeTrie(draft, alphabet.symbols.size);
  const begins = Uint8Array.from(words, (row) => (row.some((symbol) => trie.first[symbol] !== 0) ? 1 : 0));
  return { trie, symbolsFrom: rows.from, symbols: rows.values, begins };
}

/**
 * Finds the terms of all sets in one pass. Work for each token is bounded by the longest term, so time is linear in the
 * text, whatever the terms and the text are.
 */
export function findTerms(matcher: Matcher, tokens: Tokens): Matches {
  const { symbolsFrom, symbols, trie, begins } = matcher;
  // One for all beginnings, of which a text has hundreds.
  const walk: Walk = { matcher, tokens, found: new Map(), first: 0 };
  for (let at = 0; at < tokens.count; at += 1) {
    const word = tokens.word[at] ?? 0;
    if (begins[word] !== 1) continue;
    const end = symbolsFrom[word + 1] ?? 0;
    walk.first = at;
    for (let row = symbolsFrom[word] ?? 0; row < end; row += 1) {
      const node = trie.first[symbols[row] ?? 0] ?? 0;
      if (node !== 0) follow(walk, node, at + 1);
    }
  }
  return walk.found;
}

type Walk = {
  readonly matcher: Matcher;
  readonly tokens: Tokens;
  readonly found: Map<number, number[]>;
  first: number;
};

function follow(walk: Walk, node: number, at: number): void {
  const { trie, symbolsFrom, symbols } = walk.matcher;
  const lastSet = trie.setsFrom[node + 1] ?? 0;
  for (let row = trie.setsFrom[node] ?? 0; row < lastSet; row += 1)
    keep(walk.found, trie.sets[row] ?? 0, walk.first, at);
  if (!isInner(trie, node) || at >= walk.tokens.count) return;
  const word = walk.tokens.word[at] ?? 0;
  if (word === 0 || ((walk.tokens.flags[at] ?? 0) & AFTER_STOP) !== 0) return;
  const end = symbolsFrom[word + 1] ?? 0;
  for (let row = symbolsFrom[word] ?? 0; row < end; row += 1) {
    const child = childOf(trie, node, symbols[row] ?? 0);
    if (child !== 0) follow(walk, child, at + 1);
  }
}

function keep(found: Map<number, number[]>, set: number, first: number, end: number): void {
  const ranges = found.get(set);
  if (ranges === undefined) {
    found.set(set, [first, end]);
    return;
  }
  const lastFirst = ranges.at(-2) ?? -1;
  const lastEnd = ranges.at(-1) ?? 0;
  if (first >= lastEnd) ranges.push(first, end);
  else if (first === lastFirst && end > lastEnd) ranges[ranges.length - 1] = end;
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
