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

/** An entry with what is made of it once, however many versions it stays in. */
export type Made = {
  readonly entry: Entry;
  /** Its councils as they stand now. */
  readonly places: readonly Council[];
  readonly codes: EntryCodes;
};

/**
 * What readers see, whole and in memory: ten thousand entries are a few dozen megabytes. A version has its own lists; what is known
 * by number or by word goes on to the next one, so a catalogue is asked for anew for each answer.
 */
export type Catalogue = {
  readonly version: number;
  /** The UUID that it is known by, wherever it is served from. */
  readonly id: string;
  /** Entries that readers may find, newest first. */
  readonly listed: readonly Entry[];
  /** The same, with what is made of them. */
  readonly made: readonly Made[];
  /** Every entry there ever was, withdrawn ones too: addresses are for ever. */
  readonly byId: ReadonlyMap<number, Made>;
  readonly facets: Readonly<Record<Facet, FacetIndex>>;
  /** The words of listed entries. */
  readonly index: Index;
};

type Workings = {
  readonly made: Map<number, Made>;
  readonly numbers: FacetNumbers;
  readonly index: Index;
};

type Kept = { readonly catalogue: Catalogue; readonly workings: Workings };

const kept = new WeakMap<Store, Kept>();
const rebuilding = new WeakMap<Store, Promise<void>>();

/** So many changed entries are read again within a request, in a few milliseconds; more are read beside the requests. */
const FEW = 50;
/** Entries that are read between two looks at the requests that wait. */
const SLICE = 20;
/** How long a new entry is kept out of feeds, so that an undo never reaches readers who cannot be asked to forget. */
export const HOLD_BACK_MS = 120_000;

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

/** Reads the catalogue beside everything else, so that no request has to be the first. */
export async function readAhead(store: Store): Promise<void> {
  if (!kept.has(store)) await rebuild(store);
}

/** Reads all of it again, a slice at a time, and swaps it in at once; whoever asks meanwhile waits for the same one. */
function rebuild(store: Store): Promise<void> {
  const running = rebuilding.get(store);
  if (running !== undefined) return running;
  const rebuilt = inSlices(store).finally(() => rebuilding.delete(store));
  rebuilding.set(store, rebuilt);
  return rebuilt;
}

async function inSlices(store: Store): Promise<void> {
  const version = catalogueVersion(store);
  const workings = emptyWorkings();
  let last = 0;
  do {
    await setImmediate();
    if (!store.isOpen()) return;
    const rows = entryRowsAfter(store, last, SLICE);
    for (const entry of rows) make(workings, entry);
    last = rows.length < SLICE ? Infinity : (rows.at(-1)?.id ?? Infinity);
  } while (last !== Infinity);
  await setImmediate();
  if (store.isOpen()) keep(store, version, workings);
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

function keep(store: Store, version: number, { made, numbers, index }: Workings): Catalogue {
  const listed = [...made.values()]
    .filter(({ entry }) => entry.withdrawn === null)
    .sort((a, b) => b.entry.listedAt - a.entry.listedAt || b.entry.id - a.entry.id);
  const catalogue = {
    version,
    id: catalogueId(store),
    listed: listed.map(({ entry }) => entry),
    made: listed,
    byId: made,
    facets: indexFacets(numbers, listed),
    index,
  };
  kept.set(store, { catalogue, workings: { made, numbers, index } });
  return catalogue;
}

/** The listed entries that have a value of a facet, newest first. */
export function entriesWith({ listed, facets }: Catalogue, facet: Facet, value: string): readonly Entry[] {
  const { codeOf, having } = facets[facet];
  const positions = having()[codeOf.get(value) ?? -1] ?? [];
  return positions.flatMap((at) => listed[at] ?? []);
}

/** The councils of an entry as they stand now. */
export function placesOf({ byId }: Catalogue, { id }: Entry): readonly Council[] {
  return byId.get(id)?.places ?? [];
}

/** Entries that feeds may carry. */
export function pastHoldBack(entries: readonly Entry[], now: number): Entry[] {
  return entries.filter((entry) => entry.listedAt <= now - HOLD_BACK_MS);
}
