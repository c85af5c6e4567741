import { setImmediate } from 'node:timers/promises';
import type { Council } from '../classify/councils/councils.ts';
import { catalogueId, catalogueVersion, changedEntries } from '../store/catalogue-state.ts';
import { entryById, entryRows, entryRowsAfter } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import { docOf, kindNames } from './doc.ts';
import { councilsNow, type Entry } from './entry.ts';
import {
  encodeEntry,
  type EntryCodes,
  type Facet,
  type FacetIndex,
  type FacetNumbers,
  indexFacets,
  makeNumbers,
} from './facets.ts';
import { addDoc, type Index, makeIndex, removeDoc } from './find/index.ts';

/** What readers see, whole and in memory: ten thousand entries are a few dozen megabytes. */
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
  /** The words of listed entries; it goes on to the next version, so only what `positions` has counts. */
  readonly index: Index;
};

/** An entry with what is made of it once, however many versions it stays in. */
type Made = { readonly entry: Entry; readonly places: readonly Council[]; readonly codes: EntryCodes };

type Workings = { readonly made: Map<number, Made>; readonly numbers: FacetNumbers; readonly index: Index };

type Kept = { readonly catalogue: Catalogue; readonly workings: Workings };

const kept = new WeakMap<Store, Kept>();
const rebuilding = new WeakSet<Store>();

/** So many changed entries are read again within a request, in a few milliseconds; more are read beside the requests. */
const FEW = 100;
/** Entries that are read between two looks at the requests that wait. */
const SLICE = 20;
/** How long a new entry is kept out of feeds, so that an undo never reaches readers who cannot be asked to forget. */
const HOLD_BACK_MS = 120_000;

/**
 * The catalogue as it stands. After a change only what changed is read again; where that is much, it is read beside the requests,
 * which see the version before it until it is whole.
 */
export function readCatalogue(store: Store): Catalogue {
  const version = catalogueVersion(store);
  const before = kept.get(store);
  if (before?.catalogue.version === version) return before.catalogue;
  if (before === undefined) {
    const workings = emptyWorkings();
    for (const entry of entryRows(store)) make(workings, entry);
    return keep(store, version, workings);
  }
  const changed = changedEntries(store, before.catalogue.version, FEW);
  if (changed.length > FEW) {
    void rebuild(store);
    return before.catalogue;
  }
  for (const id of changed) {
    const entry = entryById(store, id);
    if (entry !== undefined) make(before.workings, entry);
  }
  return keep(store, version, before.workings);
}

/** Reads all of it again, a slice at a time, and swaps it in at once. */
async function rebuild(store: Store): Promise<void> {
  if (rebuilding.has(store)) return;
  rebuilding.add(store);
  try {
    const version = catalogueVersion(store);
    const workings = emptyWorkings();
    let last = 0;
    while (store.isOpen()) {
      const rows = entryRowsAfter(store, last, SLICE);
      for (const entry of rows) make(workings, entry);
      last = rows.at(-1)?.id ?? last;
      if (rows.length < SLICE) break;
      await setImmediate();
    }
    if (store.isOpen()) keep(store, version, workings);
  } finally {
    rebuilding.delete(store);
  }
}

function emptyWorkings(): Workings {
  return { made: new Map(), numbers: makeNumbers(), index: makeIndex(kindNames()) };
}

function make({ made, numbers, index }: Workings, entry: Entry): void {
  const places = councilsNow(entry);
  made.set(entry.id, { entry, places, codes: encodeEntry(numbers, entry, places) });
  if (entry.withdrawn === null) addDoc(index, docOf(entry, places));
  else removeDoc(index, entry.id);
}

function keep(store: Store, version: number, workings: Workings): Catalogue {
  const all = [...workings.made.values()];
  const listed = all
    .filter(({ entry }) => entry.withdrawn === null)
    .sort((a, b) => b.entry.listedAt - a.entry.listedAt || b.entry.id - a.entry.id);
  const catalogue = {
    version,
    id: catalogueId(store),
    listed: listed.map(({ entry }) => entry),
    byId: new Map(all.map(({ entry }) => [entry.id, entry])),
    places: new Map(listed.map(({ entry, places }) => [entry.id, places])),
    positions: new Map(listed.map(({ entry }, at) => [entry.id, at])),
    facets: indexFacets(
      workings.numbers,
      listed.map(({ codes }) => codes),
    ),
    index: workings.index,
  };
  kept.set(store, { catalogue, workings });
  return catalogue;
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
