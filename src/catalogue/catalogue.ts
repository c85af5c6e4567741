import type { Council } from '../classify/councils/councils.ts';
import { catalogueId, catalogueVersion } from '../store/catalogue-state.ts';
import { entryRows } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import { councilsNow, type Entry } from './entry.ts';
import { type Facet, type FacetIndex, indexFacets } from './facets.ts';

/** What readers see, whole and in memory: ten thousand entries are a few megabytes. */
export type Catalogue = {
  readonly version: number;
  /** The UUID that it is known by, wherever it is served from. */
  readonly id: string;
  /** Entries that readers may find, newest first. */
  readonly listed: readonly Entry[];
  /** Every entry there ever was, withdrawn ones too: addresses are for ever. */
  readonly byId: ReadonlyMap<number, Entry>;
  /** The councils of each listed entry as they stand now. */
  readonly places: ReadonlyMap<number, readonly Council[]>;
  /** Where each listed entry stands in `listed`, by its number. */
  readonly positions: ReadonlyMap<number, number>;
  readonly facets: Readonly<Record<Facet, FacetIndex>>;
};

const kept = new WeakMap<Store, Catalogue>();

/** How long a new entry is kept out of feeds, so that an undo never reaches readers who cannot be asked to forget. */
const HOLD_BACK_MS = 120_000;

/** The catalogue as it stands; read again only when something that readers could see has changed. */
export function readCatalogue(store: Store): Catalogue {
  const version = catalogueVersion(store);
  const before = kept.get(store);
  if (before?.version === version) return before;
  const fresh = makeCatalogue({ version, id: catalogueId(store) }, entryRows(store));
  kept.set(store, fresh);
  return fresh;
}

/** A catalogue of these entries. */
function makeCatalogue(known: Pick<Catalogue, 'version' | 'id'>, entries: readonly Entry[]): Catalogue {
  const listed = entries
    .filter((entry) => entry.withdrawn === null)
    .sort((a, b) => b.listedAt - a.listedAt || b.id - a.id);
  const places = new Map(listed.map((entry) => [entry.id, councilsNow(entry)]));
  return {
    ...known,
    listed,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    places,
    positions: new Map(listed.map((entry, at) => [entry.id, at])),
    facets: indexFacets(listed, (entry) => places.get(entry.id) ?? []),
  };
}

/** The listed entries that have a value of a facet, newest first. */
export function entriesWith(catalogue: Catalogue, facet: Facet, value: string): readonly Entry[] {
  const { codeOf, having } = catalogue.facets[facet];
  const positions = having[codeOf.get(value) ?? -1] ?? [];
  return positions.flatMap((at) => catalogue.listed[at] ?? []);
}

/** The councils of a listed entry as they stand now. */
export function placesOf(catalogue: Catalogue, entry: Entry): readonly Council[] {
  return catalogue.places.get(entry.id) ?? [];
}

/** Entries that feeds may carry. */
export function pastHoldBack(entries: readonly Entry[], now: number): Entry[] {
  return entries.filter((entry) => entry.listedAt <= now - HOLD_BACK_MS);
}
