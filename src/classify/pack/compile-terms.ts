import { type Matcher, OPENS, SECOND, SINGLES, SINGLES_END, WIDTH } from '../matcher.ts';
import { formsOf } from '../stems.ts';
import { freezeTrie, growTrie, listRows, makeTrie, type TrieDraft } from '../trie.ts';
import { intern, type Lexicon, MONEY, NUMBER, PERCENT } from './lexicon.ts';
import type { TermPart } from './terms.ts';

/** Words a stem does not take, by stem. */
export type Exceptions = ReadonlyMap<string, ReadonlySet<string>>;

/** Terms that stand for one thing; `findTerms` answers by the set's place in the list. */
export type TermSet = readonly (readonly TermPart[])[];

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
