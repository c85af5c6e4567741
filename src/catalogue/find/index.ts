import type { Vocabulary } from './vocabulary.ts';
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

/** Where a word stands in an entry, as a bit, and what it counts there. */
const PLACES = [
  { field: 'title', bit: 1, weight: 6 },
  { field: 'names', bit: 2, weight: 5 },
  { field: 'text', bit: 4, weight: 3 },
] as const;
const BITS = 8;
/** What a word counts by the bits of its places: as much as in the best of them. */
const WEIGHTS = Array.from({ length: BITS }, (_, bits) =>
  Math.max(0, ...PLACES.map(({ bit, weight }) => ((bits & bit) === 0 ? 0 : weight))),
);

/** Which entries have a word: each number is an entry's id times 8, and the bits of the places where it has it, in order. */
export type Index = {
  readonly vocabulary: Vocabulary;
  /** The stems of each entry, so that it can be taken out. */
  readonly docs: Map<number, readonly string[]>;
  readonly stems: Map<string, number[]>;
  readonly kinds: Map<string, Set<number>>;
  /** Words as entries write them, and their stems. */
  readonly spellings: Map<string, string>;
};

/** An index without entries. */
export function makeIndex(vocabulary: Vocabulary): Index {
  return { vocabulary, docs: new Map(), stems: new Map(), kinds: new Map(), spellings: new Map() };
}

/** Looks at every word that is written somewhere, and its stem; there are tens of thousands, so nothing is made for each. */
export function eachSpelling(
  { vocabulary, spellings }: Index,
  look: (spelling: string, stem: string) => void,
): void {
  for (const words of [spellings, vocabulary.spellings])
    // oxlint-disable-next-line unicorn/no-array-for-each -- a loop over a map makes a pair for each
    words.forEach((stem, spelling) => look(spelling, stem));
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
    const score = (WEIGHTS[place % BITS] ?? 0) * rarity * part;
    if (score > (into.get(id) ?? 0)) into.set(id, score);
  }
}
