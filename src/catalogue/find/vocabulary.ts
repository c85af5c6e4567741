import { rootOf, stemOf, wordsIn } from './words.ts';

/** A kind of thing and what people call it: `street light~` is any word that begins so. */
export type KindNames = { readonly slug: string; readonly names: readonly string[] };

/** A word of the trades by its root, and the kinds that it speaks of. */
export type TradeWord = readonly [root: string, slugs: readonly string[]];

/** What kinds are called, whatever any entry says. */
export type Vocabulary = {
  /** Words as they are written, and their stems, for mending what is mistyped. */
  readonly spellings: Map<string, string>;
  /** Names of kinds as they are written. */
  readonly names: Map<string, string[]>;
  /** Names of kinds by their stems, joined by spaces. */
  readonly phrases: Map<string, string[]>;
  /** The kinds in whose names of several words a word stands, by its stem: `slavery` of `modern slavery`. */
  readonly inNames: Map<string, Set<string>>;
  /** Names of kinds some of whose words are only begun: the `street light~` that `street lighting` is one of. */
  readonly begun: { readonly starts: readonly string[]; readonly slug: string }[];
  /** The kinds that words speak of which nobody writes, by their roots. */
  readonly roots: Map<string, readonly string[]>;
};

export function makeVocabulary(kinds: readonly KindNames[], trades: readonly TradeWord[]): Vocabulary {
  const vocabulary: Vocabulary = {
    spellings: new Map(),
    names: new Map(),
    phrases: new Map(),
    inNames: new Map(),
    begun: [],
    roots: new Map(trades),
  };
  for (const { slug, names } of kinds) for (const name of names) nameKind(vocabulary, slug, name);
  nameRoots(vocabulary);
  return vocabulary;
}

function nameKind(
  { spellings, names, phrases, inNames, begun }: Vocabulary,
  slug: string,
  name: string,
): void {
  const words = wordsIn(name);
  const stems = words.map(stemOf);
  calls(phrases, stems.join(' '), slug);
  if (!name.includes('~')) calls(names, words.join(' '), slug);
  if (words.length > 1)
    for (const [at, stem] of stems.entries())
      if ((words[at] ?? '').length > 3) inNames.set(stem, (inNames.get(stem) ?? new Set()).add(slug));
  // A word that is only begun is how nobody writes it.
  for (const word of wordsIn(name.replaceAll(/\S+~/g, '')))
    if (!spellings.has(word)) spellings.set(word, stemOf(word));
  if (name.includes('~') && words.every((word) => word.length > 2)) begun.push({ starts: words, slug });
}

function calls(names: Map<string, string[]>, name: string, slug: string): void {
  const slugs = names.get(name);
  if (slugs === undefined) names.set(name, [slug]);
  else if (!slugs.includes(slug)) slugs.push(slug);
}

// What kinds are called is said before what trades are.
function nameRoots({ phrases, roots }: Vocabulary): void {
  const named = new Map<string, string[]>();
  for (const [phrase, slugs] of phrases)
    if (!phrase.includes(' ')) named.set(rootOf(phrase), [...(named.get(rootOf(phrase)) ?? []), ...slugs]);
  for (const [root, slugs] of named) roots.set(root, [...new Set(slugs)]);
}
