import { currentOf } from '../classify/councils/councils.ts';
import type { Catalogue, Made } from './catalogue.ts';
import { type Entry, slugOf } from './entry.ts';
import { type Facet, FACETS } from './facets.ts';
import { type Filters, type ListOrder } from './filters.ts';
import { type Matched, find } from './find/find.ts';

/** A value of a facet and how many entries one would see by choosing it. */
export type FacetCount = { readonly value: string; readonly count: number };

/** What a reader's wish found, in the order asked for, and how its words were understood. */
export type Findings = Pick<Matched, 'near' | 'mended' | 'stems'> & { readonly entries: readonly Entry[] };

/** The entries that fit a reader's wish: best first when there are words to search for, newest first otherwise. */
export function findEntries(catalogue: Catalogue, filters: Filters): readonly Entry[] {
  return searchEntries(catalogue, filters).entries;
}

/** As `findEntries`, and how the words were understood. */
export function searchEntries(catalogue: Catalogue, filters: Filters): Findings {
  const wanted = wantedCodes(catalogue, filters);
  const { found, near, mended, stems } = inWords(catalogue, filters.q);
  const fitting = wanted.length === 0 ? found : found.filter((made) => fitsAll(wanted, made));
  // All of them are kept in the order in which they were listed.
  const entries = fitting === catalogue.made ? catalogue.listed : fitting.map(({ entry }) => entry);
  return { entries: inOrder(entries, filters), near, mended, stems };
}

function inOrder(entries: readonly Entry[], { order, q }: Filters): readonly Entry[] {
  const asked: ListOrder | undefined = order ?? (q === '' ? undefined : 'relevance');
  switch (asked) {
    case 'listed':
      return entries.toSorted((a, b) => b.listedAt - a.listedAt || b.id - a.id);
    case 'published':
      return entries.toSorted(
        (a, b) => (b.published ?? '').localeCompare(a.published ?? '') || b.listedAt - a.listedAt,
      );
    case 'relevance':
    case undefined:
      return entries;
  }
}

/** What each other choice of a facet would give: counted over the entries that every other facet lets through. */
export function countFacet(catalogue: Catalogue, filters: Filters, facet: Facet): FacetCount[] {
  const others = wantedCodes(catalogue, filters).filter((one) => one.facet !== facet);
  const { names, lists } = catalogue.facets[facet];
  const counts =
    filters.q === '' && others.length === 0
      ? lists.map((list) => list.length)
      : countCodes(inWords(catalogue, filters.q).found, others, facet);
  return names.flatMap((value, code) => {
    const count = counts[code] ?? 0;
    return count === 0 ? [] : [{ value, count }];
  });
}

function countCodes(found: readonly Made[], others: readonly Wanted[], facet: Facet): number[] {
  const counts: number[] = [];
  for (const made of found)
    if (fitsAll(others, made)) for (const code of made.codes[facet]) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

type Found = Omit<Matched, 'ids'> & { readonly found: readonly Made[] };

type Kept = { readonly catalogue: Catalogue; readonly byWords: Map<string, Found> };

// By what outlasts a version: what was found in the one before is let go at once, not when the collector comes to weak maps.
const kept = new WeakMap<Catalogue['byId'], Kept>();

/** The entries that have these words; all of them, newest first, when there are none to have. */
function inWords(catalogue: Catalogue, q: string): Found {
  let known = kept.get(catalogue.byId);
  if (known?.catalogue !== catalogue)
    kept.set(catalogue.byId, (known = { catalogue, byWords: new Map<string, Found>() }));
  const { byWords } = known;
  const before = byWords.get(q);
  if (before !== undefined) return before;
  const found = q === '' ? everything(catalogue) : listedOf(catalogue, find(catalogue.index, q));
  // One page asks for what fits and for what else there is, and readers turn pages; old questions make room.
  if (byWords.size >= 20) byWords.clear();
  byWords.set(q, found);
  return found;
}

function everything({ made }: Catalogue): Found {
  return { found: made, near: false, mended: [], stems: [] };
}

function listedOf({ byId }: Catalogue, { ids, ...understood }: Matched): Found {
  return { ...understood, found: ids.flatMap((id) => byId.get(id) ?? []) };
}

type Wanted = { readonly facet: Facet; readonly any: readonly number[] };

function wantedCodes(catalogue: Catalogue, { chosen }: Filters): Wanted[] {
  return FACETS.flatMap((facet) => {
    const values = chosen[facet];
    if (values === undefined) return [];
    const { codeOf } = catalogue.facets[facet];
    const any = values.flatMap((value) => wantedValues(facet, value).map((one) => codeOf.get(one) ?? -1));
    return [{ facet, any }];
  });
}

// Whoever asks for a former council also means what stands there now; a buyer without a code of its own is known by its slug.
function wantedValues(facet: Facet, wanted: string): readonly string[] {
  return facet === 'council'
    ? [wanted, slugOf(wanted), ...currentOf(wanted).map(({ code }) => code)]
    : [wanted];
}

function fitsAll(wanted: readonly Wanted[], { codes }: Made): boolean {
  for (const { facet, any } of wanted) if (!any.some((code) => codes[facet].includes(code))) return false;
  return true;
}
