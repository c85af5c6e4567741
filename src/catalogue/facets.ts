import type { Council } from '../classify/councils/councils.ts';
import { type Entry, yearOf } from './entry.ts';

/** What a list may be narrowed by. `council` is any buyer. */
export const FACETS = ['council', 'topic', 'practice', 'nation', 'stage', 'year', 'source'] as const;
export type Facet = (typeof FACETS)[number];

/** The values of one facet over a list of entries, as small numbers: counting ten thousand entries must take no time. */
export type FacetIndex<One> = {
  readonly names: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;
  /** What has each value, by code, in the order of the list; a value that nothing has any more may have no list. */
  readonly lists: readonly (readonly One[])[];
};

/** Something whose values are known as numbers. */
type Coded = { readonly codes: EntryCodes };

/** What leaves a list and what comes into it. */
export type Change<One> = { readonly gone: ReadonlySet<One>; readonly come: readonly One[] };

/** Numbers for a facet's values; they grow from one version of the catalogue to the next, and none changes. */
type Numbers = { readonly names: string[]; readonly codeOf: Map<string, number> };
export type FacetNumbers = Readonly<Record<Facet, Numbers>>;

/** An entry's values of every facet, as numbers. */
export type EntryCodes = Readonly<Record<Facet, readonly number[]>>;

/** One thing for each facet. */
function byFacet<T>(make: (facet: Facet) => T): Readonly<Record<Facet, T>> {
  return {
    council: make('council'),
    topic: make('topic'),
    practice: make('practice'),
    nation: make('nation'),
    stage: make('stage'),
    year: make('year'),
    source: make('source'),
  };
}

export function makeNumbers(): FacetNumbers {
  return byFacet(() => ({ names: [], codeOf: new Map() }));
}

/** The values of an entry as numbers; `places` are its councils as they stand now. Values never seen before are given new ones. */
export function encodeEntry(numbers: FacetNumbers, entry: Entry, places: readonly Council[]): EntryCodes {
  return byFacet((facet) => {
    const { names, codeOf } = numbers[facet];
    const values = new Set(facetValues(entry, places, facet));
    values.delete('');
    return [...values].map((value) => {
      const known = codeOf.get(value);
      if (known !== undefined) return known;
      codeOf.set(value, names.length);
      names.push(value);
      return names.length - 1;
    });
  });
}

/** Indexes every facet over a list that was encoded with these numbers. */
export function indexFacets<One extends Coded>(
  numbers: FacetNumbers,
  list: readonly One[],
): Readonly<Record<Facet, FacetIndex<One>>> {
  return byFacet((facet) => {
    const { names, codeOf } = numbers[facet];
    const lists = names.map((): One[] => []);
    for (const one of list) for (const code of one.codes[facet]) lists[code]?.push(one);
    return { names, codeOf, lists };
  });
}

/** The same index after a change: only the lists of values that it touches are made anew. */
export function reindexFacets<One extends Coded>(
  before: Readonly<Record<Facet, FacetIndex<One>>>,
  { gone, come }: Change<One>,
  exchanged: (list: readonly One[], change: Change<One>) => readonly One[],
): Readonly<Record<Facet, FacetIndex<One>>> {
  return byFacet((facet) => {
    const { names, codeOf, lists } = before[facet];
    const next = names.map((_, code) => lists[code] ?? []);
    for (const code of new Set([...gone, ...come].flatMap(({ codes }) => codes[facet])))
      next[code] = exchanged(next[code] ?? [], {
        gone,
        come: come.filter(({ codes }) => codes[facet].includes(code)),
      });
    return { names, codeOf, lists: next };
  });
}

/** The values an entry has of a facet. */
function facetValues(entry: Entry, places: readonly Council[], facet: Facet): readonly string[] {
  switch (facet) {
    case 'council':
      // By its present name and by its former one: both are asked for.
      return [...places.map(({ code }) => code), ...entry.councils.map(({ code }) => code)];
    case 'topic':
      return entry.topics;
    case 'practice':
      return entry.practices;
    case 'nation':
      return places.map(({ nation }) => nation);
    case 'stage':
      return [entry.stage];
    case 'year':
      return [yearOf(entry)];
    case 'source':
      return [entry.sourceId];
  }
}
