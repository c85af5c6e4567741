import { number, oneOf, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

export const EVENT_KINDS = ['listed', 'revised', 'withdrawn', 'restored', 'link'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export type EntryEvent = {
  readonly entryId: number;
  readonly kind: EventKind;
  readonly reason: string;
  readonly at: number;
};

export function addEvent(store: Store, event: EntryEvent & { readonly by: string }): void {
  store
    .sql('insert into entry_event (entry_id, kind, reason, made_by, made_at) values (?, ?, ?, ?, ?)')
    .run(event.entryId, event.kind, event.reason, event.by, event.at);
}

/** What happened after an event, in order, and its number; without the names of those who did it. */
export function eventsAfter(
  store: Store,
  id: number,
  most: number,
): (EntryEvent & { readonly id: number })[] {
  return store
    .sql('select id, entry_id, kind, reason, made_at from entry_event where id > ? order by id limit ?')
    .all(id, most)
    .map((row) => ({ id: number(row, 'id'), ...toEvent(row) }));
}

/** What happened last, the newest first. */
export function newestEvents(store: Store, most: number): EntryEvent[] {
  return store
    .sql('select entry_id, kind, reason, made_at from entry_event order by id desc limit ?')
    .all(most)
    .map(toEvent);
}

function toEvent(row: Row): EntryEvent {
  return {
    entryId: number(row, 'entry_id'),
    kind: oneOf(row, 'kind', EVENT_KINDS),
    reason: text(row, 'reason'),
    at: number(row, 'made_at'),
  };
}
