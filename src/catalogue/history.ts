import { type EntryEvent, everyEvent } from '../store/entry-events.ts';
import type { Store } from '../store/open.ts';
import { readCatalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';

const kept = new WeakMap<Store, { readonly version: number; readonly events: readonly EntryEvent[] }>();

/** Everything that happened to the catalogue as readers see it, in order; read again only when something has changed. */
export function historyOf(store: Store): readonly EntryEvent[] {
  const { version, byId } = readCatalogue(store);
  const before = kept.get(store);
  if (before?.version === version) return before.events;
  const events = everyEvent(store);
  const whole = [...events, ...undone(events, [...byId.values()])];
  kept.set(store, { version, events: whole });
  return whole;
}

// A decision that was undone at the desk withdraws an entry without an event of its own.
function undone(events: readonly EntryEvent[], entries: readonly Entry[]): EntryEvent[] {
  const last = new Map<number, string>();
  for (const { entryId, kind } of events) if (kind !== 'link' && kind !== 'revised') last.set(entryId, kind);
  return entries.flatMap(({ id, withdrawn }) =>
    withdrawn === null || last.get(id) === 'withdrawn'
      ? []
      : [{ entryId: id, kind: 'withdrawn' as const, reason: withdrawn.reason, at: withdrawn.at }],
  );
}
