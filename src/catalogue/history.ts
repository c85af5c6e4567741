import { type EntryEvent, everyEvent } from '../store/entry-events.ts';
import type { Store } from '../store/open.ts';
import { readCatalogue } from './catalogue.ts';

const kept = new WeakMap<Store, { readonly version: number; readonly events: readonly EntryEvent[] }>();

/** Everything that happened to the catalogue as readers see it, in order; read again only when something has changed. */
export function historyOf(store: Store): readonly EntryEvent[] {
  const { version } = readCatalogue(store);
  const before = kept.get(store);
  if (before?.version === version) return before.events;
  const events = everyEvent(store);
  kept.set(store, { version, events });
  return events;
}
