import type { Council } from '../classify/councils/councils.ts';
import { type Entry, yearOf } from './entry.ts';

/** What a list may be narrowed by; each takes one value. */
export const FACETS = ['council', 'topic', 'practice', 'nation', 'stage', 'year', 'source'] as const;
export type Facet = (typeof FACETS)[number];

/** The values of one facet over a list of entries, as small numbers: counting ten thousand entries must take no time. */
export type FacetIndex = {
  readonly names: readonly string[];
  readonly codeOf: ReadonlyMap<string, number>;
  /** The codes of each entry's values, in the order of the list. */
  readonly codes: readonly (readonly number[])[];
  /** Positions in the list of the entries that have each value, by code. */
  readonly having: readonly (readonly number[])[];
};

/** Indexes every facet over entries; `places` are the councils of each as they stand now. */
export function indexFacets(
  entries: readonly Entry[],
  places: (entry: Entry) => readonly Council[],
): Readonly<Record<Facet, FacetIndex>> {
  const index = (facet: Facet) =>
    indexFacet(entries.map((entry) => facetValues(entry, places(entry), facet)));
  return {
    council: index('council'),
    topic: index('topic'),
    practice: index('practice'),
    nation: index('nation'),
    stage: index('stage'),
    year: index('year'),
    source: index('source'),
  };
}

function indexFacet(values: readonly (readonly string[])[]): FacetIndex {
  const codeOf = new Map<string, number>();
  const having: number[][] = [];
  const codes = values.map((own, at) =>
    [...new Set(own)]
      .filter((value) => value !== '')
      .map((value) => {
        const code = codeOf.get(value) ?? codeOf.size;
        codeOf.set(value, code);
        (having[code] ??= []).push(at);
        return code;
      }),
  );
  return { names: [...codeOf.keys()], codeOf, codes, having };
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
