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

/** Everything that happened, in order; without the names of those who did it. */
export function everyEvent(store: Store): EntryEvent[] {
  return store.sql('select entry_id, kind, reason, made_at from entry_event order by id').all().map(toEvent);
}

function toEvent(row: Row): EntryEvent {
  return {
    entryId: number(row, 'entry_id'),
    kind: oneOf(row, 'kind', EVENT_KINDS),
    reason: text(row, 'reason'),
    at: number(row, 'made_at'),
  };
}
