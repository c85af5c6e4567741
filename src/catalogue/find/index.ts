import { stemOf, wordsIn } from './words.ts';

/** What is searched of an entry. `kinds` are the slugs of its topics and practices. */
export type Doc = {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  /** Every name of its buyers, and its publisher. */
  readonly names: string;
  readonly kinds: readonly string[];
};

/** A kind of thing and what people call it: `street light~` is any word that begins so. */
export type KindNames = { readonly slug: string; readonly names: readonly string[] };

/** Where a word stands in an entry, as a bit, and what it counts there. */
const PLACES = [
  { field: 'title', bit: 1, weight: 6 },
  { field: 'names', bit: 2, weight: 5 },
  { field: 'text', bit: 4, weight: 3 },
] as const;
const BITS = 8;

/** Which entries have a word: each number is an entry's id times 8, and the bits of the places where it has it, in order. */
export type Index = {
  /** The stems of each entry, so that it can be taken out. */
  readonly docs: Map<number, readonly string[]>;
  readonly stems: Map<string, number[]>;
  readonly kinds: Map<string, Set<number>>;
  /** Words as they are written, and their stems, for mending what is mistyped. */
  readonly spellings: Map<string, string>;
  /** Names of kinds by their stems, joined by spaces. */
  readonly phrases: Map<string, string[]>;
  /** The kinds in whose names of several words a word stands, by its stem: `slavery` of `modern slavery`. */
  readonly inNames: Map<string, Set<string>>;
  /** Names of kinds some of whose words are only begun: the `street light~` that `street lighting` is one of. */
  readonly begun: { readonly starts: readonly string[]; readonly slug: string }[];
};

/** An index without entries. */
export function makeIndex(kinds: readonly KindNames[]): Index {
  const index: Index = {
    docs: new Map(),
    stems: new Map(),
    kinds: new Map(),
    spellings: new Map(),
    phrases: new Map(),
    inNames: new Map(),
    begun: [],
  };
  for (const { slug, names } of kinds) for (const name of names) nameKind(index, slug, name);
  return index;
}

function nameKind(index: Index, slug: string, name: string): void {
  const words = wordsIn(name);
  const phrase = words.map(stemOf).join(' ');
  const slugs = index.phrases.get(phrase) ?? [];
  if (phrase !== '' && !slugs.includes(slug)) index.phrases.set(phrase, [...slugs, slug]);
  if (words.length > 1)
    for (const stem of words.filter((word) => word.length > 3).map(stemOf))
      index.inNames.set(stem, (index.inNames.get(stem) ?? new Set()).add(slug));
  // A word that is only begun is how nobody writes it.
  for (const word of wordsIn(name.replaceAll(/\S+~/g, '')))
    if (!index.spellings.has(word)) index.spellings.set(word, stemOf(word));
  if (name.includes('~') && words.every((word) => word.length > 2)) index.begun.push({ starts: words, slug });
}

/** Adds an entry, or puts it in the place of what it was. */
export function addDoc(index: Index, doc: Doc): void {
  removeDoc(index, doc.id);
  const places = new Map<string, number>();
  for (const { field, bit } of PLACES)
    for (const word of wordsIn(doc[field])) {
      const stem = index.spellings.get(word) ?? stemOf(word);
      places.set(stem, (places.get(stem) ?? 0) | bit);
      if (!index.spellings.has(word)) index.spellings.set(word, stem);
    }
  index.docs.set(doc.id, [...places.keys()]);
  for (const [stem, bits] of places) {
    const found = index.stems.get(stem);
    if (found === undefined) index.stems.set(stem, [doc.id * BITS + bits]);
    else found.splice(placeOf(found, doc.id), 0, doc.id * BITS + bits);
  }
  for (const kind of doc.kinds) {
    const having = index.kinds.get(kind);
    if (having === undefined) index.kinds.set(kind, new Set([doc.id]));
    else having.add(doc.id);
  }
}

export function removeDoc(index: Index, id: number): void {
  const stems = index.docs.get(id);
  if (stems === undefined) return;
  index.docs.delete(id);
  for (const stem of stems) {
    const having = index.stems.get(stem) ?? [];
    having.splice(placeOf(having, id), 1);
    if (having.length === 0) index.stems.delete(stem);
  }
  for (const having of index.kinds.values()) having.delete(id);
}

/** Where an entry stands, or would stand, among those that have a word. */
function placeOf(having: readonly number[], id: number): number {
  let from = 0;
  let to = having.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((having[middle] ?? 0) < id * BITS) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What each entry scores that has a word: more in its title than in its text, and more for a word that few have. */
export function scoreStem(index: Index, stem: string, into: Map<number, number>, part = 1): void {
  const found = index.stems.get(stem) ?? [];
  const rarity = Math.log(1 + index.docs.size / (found.length + 1));
  for (const place of found) {
    const id = Math.floor(place / BITS);
    const weight = PLACES.reduce(
      (most, one) => ((place & one.bit) === 0 ? most : Math.max(most, one.weight)),
      0,
    );
    into.set(id, Math.max(into.get(id) ?? 0, weight * rarity * part));
  }
}
