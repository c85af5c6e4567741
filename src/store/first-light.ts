import { text } from './columns.ts';
import type { Store } from './open.ts';

/** Notes that no guess of a source's adapter was found wrong on its live site. `at` in Unix ms. */
export function keepFirstLight(store: Store, sourceId: string, adapterHash: string, at: number): void {
  store
    .sql('insert or replace into first_light (source_id, adapter_hash, passed_at) values (?, ?, ?)')
    .run(sourceId, adapterHash, at);
}

/** The sources that ever passed. */
export function passedFirstLight(store: Store): ReadonlySet<string> {
  return new Set(
    store
      .sql('select source_id from first_light')
      .all()
      .map((row) => text(row, 'source_id')),
  );
}
