import { dataVersion } from './alone.ts';
import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** Hashes that some site says under all its posts, with the sites that do. */
export type Boilerplate = ReadonlyMap<number, readonly string[]>;

/**
 * Those of these hashes that are boilerplate. Few are, so all are looked for in memory first. The rest is asked for at once: a statement for each of some two
 * hundred took longer than the answers; so did a table of them to look in, as `in` makes one.
 */
export function boilerplateAmong(store: Store, hashes: Uint32Array): Map<number, readonly string[]> {
  const known = knownTo(store);
  const asked = known === undefined ? hashes : hashes.filter((hash) => known.has(hash | 0));
  const found = new Map<number, string[]>();
  if (asked.length === 0) return found;
  const rows = store
    .sql(
      'select hash, site from json_each(?) as asked cross join boilerplate where boilerplate.hash = asked.value',
    )
    .all(JSON.stringify([...asked]));
  for (const row of rows) {
    const hash = number(row, 'hash');
    const sites = found.get(hash);
    if (sites === undefined) found.set(hash, [text(row, 'site')]);
    else sites.push(text(row, 'site'));
  }
  return found;
}

/** Notes what a site says under all its posts. */
export function addBoilerplate(store: Store, site: string, hashes: Iterable<number>): void {
  const add = store.sql('insert or ignore into boilerplate (hash, site) values (?, ?)');
  const known = inMemory.get(store)?.hashes;
  for (const hash of hashes) {
    add.run(hash, site);
    known?.add(hash | 0);
  }
}

/** All hashes that are boilerplate, as signed numbers, which take the least memory, and perhaps some whose transaction was undone: those are asked for in vain. */
type Known = { readonly hashes: Set<number>; readonly version: number; asked: number };

const inMemory = new WeakMap<Store, Known>();
/** After others wrote, so many posts ask the store, so that a desk beside a crawl does not have it read all anew with each decision. */
const PATIENCE = 64;

/** What is in memory, as long as nobody else has written since; of a crawl only, which asks again and again. */
function knownTo(store: Store): ReadonlySet<number> | undefined {
  if (store.durable) return undefined;
  const version = dataVersion(store);
  const known = inMemory.get(store);
  if (known?.version === version) return known.hashes;
  if (known !== undefined && known.asked < PATIENCE) {
    known.asked += 1;
    return undefined;
  }
  const hashes = new Set<number>();
  for (const row of store.sql('select hash from boilerplate').iterate()) hashes.add(number(row, 'hash') | 0);
  inMemory.set(store, { hashes, version, asked: 0 });
  return hashes;
}
