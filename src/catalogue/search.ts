import { currentOf } from '../classify/councils/councils.ts';
import { matchingEntries } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import type { Catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { type Facet, FACETS, type FacetIndex } from './facets.ts';
import type { Filters } from './filters.ts';

/** A value of a facet and how many entries one would see by choosing it. */
export type FacetCount = { readonly value: string; readonly count: number };

/** The entries that fit a reader's wish: best first when there are words to search for, newest first otherwise. */
export function findEntries(store: Store, catalogue: Catalogue, filters: Filters): readonly Entry[] {
  const wanted = wantedCodes(catalogue, filters);
  const found: Entry[] = [];
  for (const at of inWords(store, catalogue, filters.q)) {
    const entry = catalogue.listed[at];
    if (entry !== undefined && fitsAll(wanted, at)) found.push(entry);
  }
  return found;
}

/** What each other choice of a facet would give: counted over the entries that every other facet lets through. */
export function countFacet(store: Store, catalogue: Catalogue, filters: Filters, facet: Facet): FacetCount[] {
  const others = wantedCodes(catalogue, filters).filter((one) => one.facet !== facet);
  const { codes, names } = catalogue.facets[facet];
  const counts = new Uint32Array(names.length);
  for (const at of inWords(store, catalogue, filters.q))
    if (fitsAll(others, at)) for (const code of codes[at] ?? []) counts[code] = (counts[code] ?? 0) + 1;
  return names.flatMap((value, code) => {
    const count = counts[code] ?? 0;
    return count === 0 ? [] : [{ value, count }];
  });
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
  // One page asks for what fits and for what else there is, and readers turn pages; old questions make room.
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
    const values = chosen[facet];
    if (values === undefined) return [];
    const { codes, codeOf } = catalogue.facets[facet];
    const any = values.flatMap((value) => wantedValues(facet, value).map((one) => codeOf.get(one) ?? -1));
    return [{ facet, codes, any }];
  });
}

// Whoever asks for a former council also means what stands there now.
function wantedValues(facet: Facet, wanted: string): readonly string[] {
  return facet === 'council' ? [wanted, ...currentOf(wanted).map(({ code }) => code)] : [wanted];
}

function fitsAll(wanted: readonly Wanted[], at: number): boolean {
  for (const one of wanted) if (!hasAny(one, at)) return false;
  return true;
}

function hasAny({ codes, any }: Wanted, at: number): boolean {
  const own = codes[at] ?? [];
  return any.some((code) => own.includes(code));
}
