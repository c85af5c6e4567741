import { setImmediate } from 'node:timers/promises';
import type { Council } from '../classify/councils/councils.ts';
import { catalogueId, catalogueVersion, changedEntries } from '../store/catalogue-state.ts';
import { entryById, entryRows, entryRowsAfter } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import { docOf, ourVocabulary } from './doc.ts';
import { councilsNow, type Entry } from './entry.ts';
import {
  type Change,
  encodeEntry,
  type EntryCodes,
  type Facet,
  type FacetIndex,
  type FacetNumbers,
  indexFacets,
  makeNumbers,
  reindexFacets,
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
  readonly facets: Readonly<Record<Facet, FacetIndex<Made>>>;
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
    return keepWhole(store, version, workings);
  }
  const changed = changedEntries(store, before.catalogue.version, FEW);
  if (changed.length > FEW) {
    void rebuild(store);
    return before.catalogue;
  }
  return keepChanged(store, version, before, changed);
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
  if (store.isOpen()) keepWhole(store, version, workings);
}

function emptyWorkings(): Workings {
  return { made: new Map(), numbers: makeNumbers(), index: makeIndex(ourVocabulary()) };
}

function make({ made, numbers, index }: Workings, entry: Entry): Made {
  const places = councilsNow(entry);
  const one = { entry, places, codes: encodeEntry(numbers, entry, places) };
  made.set(entry.id, one);
  if (entry.withdrawn === null) addDoc(index, docOf(entry, places));
  else removeDoc(index, entry.id);
  return one;
}

function keepWhole(store: Store, version: number, workings: Workings): Catalogue {
  const made = [...workings.made.values()].filter(isListed).sort(byListing);
  return keep(store, { version, made, facets: indexFacets(workings.numbers, made) }, workings);
}

/** The version after a few changes: everything else is taken over as it is, or each change would cost all who read. */
function keepChanged(
  store: Store,
  version: number,
  { catalogue, workings }: Kept,
  changed: readonly number[],
): Catalogue {
  const gone = new Set(changed.flatMap((id) => workings.made.get(id) ?? []).filter(isListed));
  const come = changed
    .flatMap((id) => entryById(store, id) ?? [])
    .map((entry) => make(workings, entry))
    .filter(isListed);
  const made = exchanged(catalogue.made, { gone, come });
  const facets = reindexFacets(catalogue.facets, { gone, come }, exchanged);
  return keep(store, { version, made, facets }, workings);
}

function keep(
  store: Store,
  { version, made, facets }: Pick<Catalogue, 'version' | 'made' | 'facets'>,
  workings: Workings,
): Catalogue {
  const listed = made.map(({ entry }) => entry);
  const { made: byId, index } = workings;
  const catalogue = { version, id: catalogueId(store), listed, made, byId, facets, index };
  kept.set(store, { catalogue, workings });
  return catalogue;
}

function isListed({ entry }: Made): boolean {
  return entry.withdrawn === null;
}

/** Newest here first. */
export function byListing({ entry: one }: Made, { entry: other }: Made): number {
  return other.listedAt - one.listedAt || other.id - one.id;
}

/** A list in that order after a change. */
function exchanged(list: readonly Made[], { gone, come }: Change<Made>): readonly Made[] {
  const left = list.filter((one) => !gone.has(one));
  for (const one of come) left.splice(placeIn(left, one), 0, one);
  return left;
}

function placeIn(list: readonly Made[], one: Made): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const there = list[middle];
    if (there !== undefined && byListing(there, one) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The listed entries that have a value of a facet, newest first. */
export function havingValue({ facets }: Catalogue, facet: Facet, value: string): readonly Made[] {
  const { codeOf, lists } = facets[facet];
  return lists[codeOf.get(value) ?? -1] ?? [];
}

/** The councils of an entry as they stand now. */
export function placesOf({ byId }: Catalogue, { id }: Entry): readonly Council[] {
  return byId.get(id)?.places ?? [];
}

/** Entries that feeds may carry. */
export function pastHoldBack(entries: readonly Entry[], now: number): Entry[] {
  return entries.filter((entry) => entry.listedAt <= now - HOLD_BACK_MS);
}
