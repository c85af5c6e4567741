import { currentOf } from '../classify/councils/councils.ts';
import type { Catalogue } from './catalogue.ts';
import { type Entry, slugOf } from './entry.ts';
import { type Facet, FACETS, type FacetIndex } from './facets.ts';
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
  const { positions, near, mended, stems } = inWords(catalogue, filters.q);
  const entries = positions.flatMap((at) => (fitsAll(wanted, at) ? (catalogue.listed[at] ?? []) : []));
  return { entries: inOrder(entries, filters), near, mended, stems };
}

function inOrder(entries: readonly Entry[], { order, q }: Filters): readonly Entry[] {
  const asked: ListOrder | undefined = order ?? (q === '' ? 'listed' : undefined);
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
  const { codes, names } = catalogue.facets[facet];
  const counts = new Uint32Array(names.length);
  for (const at of inWords(catalogue, filters.q).positions)
    if (fitsAll(others, at)) for (const code of codes[at] ?? []) counts[code] = (counts[code] ?? 0) + 1;
  return names.flatMap((value, code) => {
    const count = counts[code] ?? 0;
    return count === 0 ? [] : [{ value, count }];
  });
}

type Placed = Omit<Matched, 'ids'> & { readonly positions: readonly number[] };

const kept = new WeakMap<Catalogue, Map<string, Placed>>();

/** Positions of the entries that have these words; all of them, newest first, when there are none to have. */
function inWords(catalogue: Catalogue, q: string): Placed {
  let byWords = kept.get(catalogue);
  if (byWords === undefined) kept.set(catalogue, (byWords = new Map()));
  const before = byWords.get(q);
  if (before !== undefined) return before;
  const placed = q === '' ? everything(catalogue) : placeFound(catalogue, find(catalogue.index, q));
  // One page asks for what fits and for what else there is, and readers turn pages; old questions make room.
  if (byWords.size >= 20) byWords.clear();
  byWords.set(q, placed);
  return placed;
}

function everything({ listed }: Catalogue): Placed {
  return { positions: [...listed.keys()], near: false, mended: [], stems: [] };
}

function placeFound({ positions }: Catalogue, { ids, ...found }: Matched): Placed {
  return { ...found, positions: ids.flatMap((id) => positions.get(id) ?? []) };
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

// Whoever asks for a former council also means what stands there now; a buyer without a code of its own is known by its slug.
function wantedValues(facet: Facet, wanted: string): readonly string[] {
  return facet === 'council'
    ? [wanted, slugOf(wanted), ...currentOf(wanted).map(({ code }) => code)]
    : [wanted];
}

function fitsAll(wanted: readonly Wanted[], at: number): boolean {
  for (const one of wanted) if (!hasAny(one, at)) return false;
  return true;
}

function hasAny({ codes, any }: Wanted, at: number): boolean {
  const own = codes[at] ?? [];
  return any.some((code) => own.includes(code));
}
