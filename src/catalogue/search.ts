import { currentOf } from '../classify/councils.ts';
import { matchingEntries } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import type { Catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { type Facet, FACETS, type FacetIndex } from './facets.ts';
import type { Filters } from './filters.ts';

/** A value of a facet and how many entries one would see by choosing it. */
export type FacetCount = { readonly value: string; readonly count: number };
export type FacetCounts = Readonly<Record<Facet, readonly FacetCount[]>>;

/** The entries that fit a reader's wish: best first when there are words to search for, newest first otherwise. */
export function findEntries(store: Store, catalogue: Catalogue, filters: Filters): readonly Entry[] {
  const wanted = wantedCodes(catalogue, filters);
  return inWords(store, catalogue, filters.q)
    .filter((at) => missesOf(wanted, at) === 0)
    .flatMap((at) => catalogue.listed[at] ?? []);
}

/** What each other choice of one facet would give: counted over the entries that every other facet lets through. */
export function countFacets(store: Store, catalogue: Catalogue, filters: Filters): FacetCounts {
  const wanted = wantedCodes(catalogue, filters);
  const tally = new Map(FACETS.map((facet) => [facet, newTally(catalogue.facets[facet])]));
  for (const at of inWords(store, catalogue, filters.q)) {
    const misses = missesOf(wanted, at);
    if (misses > 1) continue;
    for (const [facet, one] of tally)
      if (misses === 0 || isMissed(wanted, facet, at))
        for (const code of one.codes[at] ?? []) one.counts[code] = (one.counts[code] ?? 0) + 1;
  }
  const counted = (facet: Facet) => countsOf(catalogue.facets[facet], tally.get(facet)?.counts ?? []);
  return {
    council: counted('council'),
    topic: counted('topic'),
    practice: counted('practice'),
    nation: counted('nation'),
    stage: counted('stage'),
    year: counted('year').sort((a, b) => b.value.localeCompare(a.value)),
    source: counted('source'),
  };
}

const kept = new WeakMap<Catalogue, Map<string, readonly number[]>>();

/** Positions of the entries that have these words; all of them, newest first, when there are none to have. */
function inWords(store: Store, catalogue: Catalogue, q: string): readonly number[] {
  let byWords = kept.get(catalogue);
  if (byWords === undefined) kept.set(catalogue, (byWords = new Map()));
  const before = byWords.get(q);
  if (before !== undefined) return before;
  const match = matchQuery(q);
  const found = match === '' ? [] : matchingEntries(store, match);
  const positions =
    q === '' ? [...catalogue.listed.keys()] : found.flatMap((id) => catalogue.positions.get(id) ?? []);
  // One page asks twice (what fits, what else there is), and readers turn pages; old questions make room.
  if (byWords.size >= 20) byWords.clear();
  byWords.set(q, positions);
  return positions;
}

/** Every word, in any order, the last one perhaps unfinished; what FTS5 takes as an operator is only ever a word. */
function matchQuery(q: string): string {
  const words = q.replaceAll('&', ' and ').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .map((word, at) => `"${word}"${at === words.length - 1 && word.length > 2 ? '*' : ''}`)
    .join(' ');
}

type Wanted = { readonly facet: Facet; readonly codes: FacetIndex['codes']; readonly any: readonly number[] };

function wantedCodes(catalogue: Catalogue, { chosen }: Filters): Wanted[] {
  return FACETS.flatMap((facet) => {
    const value = chosen[facet];
    if (value === undefined) return [];
    const { codes, codeOf } = catalogue.facets[facet];
    return [{ facet, codes, any: wantedValues(facet, value).map((one) => codeOf.get(one) ?? -1) }];
  });
}

// Whoever asks for a former council also means what stands there now.
function wantedValues(facet: Facet, wanted: string): readonly string[] {
  return facet === 'council' ? [wanted, ...currentOf(wanted).map(({ code }) => code)] : [wanted];
}

function missesOf(wanted: readonly Wanted[], at: number): number {
  let misses = 0;
  for (const one of wanted) if (!hasAny(one, at)) misses += 1;
  return misses;
}

function isMissed(wanted: readonly Wanted[], facet: Facet, at: number): boolean {
  return wanted.some((one) => one.facet === facet && !hasAny(one, at));
}

function hasAny({ codes, any }: Wanted, at: number): boolean {
  const own = codes[at] ?? [];
  return any.some((code) => own.includes(code));
}

function newTally({ codes, names }: FacetIndex): { codes: FacetIndex['codes']; counts: number[] } {
  return { codes, counts: names.map(() => 0) };
}

function countsOf({ names }: FacetIndex, counts: readonly number[]): FacetCount[] {
  return names.flatMap((value, code) => {
    const count = counts[code] ?? 0;
    return count === 0 ? [] : [{ value, count }];
  });
}
