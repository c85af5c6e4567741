import { currentOf } from '../classify/councils.ts';
import { matchingEntries } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import type { Catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { type Facet, FACETS, facetValues, type Filters } from './filters.ts';

/** A value of a facet and how many entries one would see by choosing it. */
export type FacetCount = { readonly value: string; readonly count: number };

export type Found = {
  /** Best first when there are words to search for, newest first otherwise. */
  readonly entries: readonly Entry[];
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>;
};

/** The entries that fit a reader's wish, and what each other choice of one facet would give. */
export function searchEntries(store: Store, catalogue: Catalogue, filters: Filters): Found {
  const fit = inWords(store, catalogue, filters.q).map((entry) => fitOf(catalogue, entry, filters));
  return {
    entries: fit.filter(({ misses }) => misses.length === 0).map(({ entry }) => entry),
    facets: countFacets(catalogue, fit),
  };
}

/** Entries that have these words, newest first when there are none to have. */
function inWords(store: Store, catalogue: Catalogue, q: string): readonly Entry[] {
  const match = matchQuery(q);
  if (match === '') return q === '' ? catalogue.listed : [];
  return matchingEntries(store, match).flatMap((id) => {
    const entry = catalogue.byId.get(id);
    return entry === undefined || entry.withdrawn !== null ? [] : [entry];
  });
}

/** Every word, in any order, the last one perhaps unfinished; what FTS5 takes as an operator is only ever a word. */
function matchQuery(q: string): string {
  const words = q.replaceAll('&', ' and ').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .map((word, at) => `"${word}"${at === words.length - 1 && word.length > 2 ? '*' : ''}`)
    .join(' ');
}

type Fit = { readonly entry: Entry; readonly misses: readonly Facet[] };

function fitOf(catalogue: Catalogue, entry: Entry, { chosen }: Filters): Fit {
  const misses = FACETS.filter((facet) => {
    const wanted = chosen[facet];
    if (wanted === undefined) return false;
    const values = facetValues(catalogue, entry, facet);
    return !wantedValues(facet, wanted).some((value) => values.includes(value));
  });
  return { entry, misses };
}

// Whoever asks for a former council also means what stands there now.
function wantedValues(facet: Facet, wanted: string): readonly string[] {
  return facet === 'council' ? [wanted, ...currentOf(wanted).map(({ code }) => code)] : [wanted];
}

/** Counts each facet over the entries that every other facet lets through. */
function countFacets(catalogue: Catalogue, fit: readonly Fit[]): Found['facets'] {
  const count = (facet: Facet): FacetCount[] => {
    const counts = new Map<string, number>();
    for (const { entry, misses } of fit) {
      if (misses.length > 1 || (misses.length === 1 && misses[0] !== facet)) continue;
      for (const value of facetValues(catalogue, entry, facet))
        if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts].map(([value, count]) => ({ value, count }));
  };
  return {
    council: count('council'),
    topic: count('topic'),
    practice: count('practice'),
    nation: count('nation'),
    stage: count('stage'),
    year: count('year').sort((a, b) => b.value.localeCompare(a.value)),
    source: count('source'),
  };
}
