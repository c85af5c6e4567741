import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** A number that grows with every change that readers could see. */
export function catalogueVersion(store: Store): number {
  return number(store.sql('select n from catalogue_change').get() ?? {}, 'n');
}

/** The UUID that this catalogue is known by, wherever it is served from. */
export function catalogueId(store: Store): string {
  return text(store.sql('select catalogue_id from catalogue_change').get() ?? {}, 'catalogue_id');
}

/** Gives a catalogue the UUID of the one that it was copied from. */
export function adoptCatalogueId(store: Store, id: string): void {
  store.sql('update catalogue_change set catalogue_id = ?').run(id);
}

/** Ids of the entries that changed after a version, in order; up to one more than `most`. */
export function changedEntries(store: Store, version: number, most: number): number[] {
  return store
    .sql('select entry_id from entry_change where n > ? order by entry_id limit ?')
    .all(version, most + 1)
    .map((row) => number(row, 'entry_id'));
}

/** Whether nothing was ever listed. */
export function catalogueIsEmpty(store: Store): boolean {
  return store.sql('select 1 from entry limit 1').get() === undefined;
}
