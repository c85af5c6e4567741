import { bytesOf, number } from './columns.ts';
import { hashesIn } from './hashes.ts';
import type { Store } from './open.ts';

/**
 * What the posts that came last are found by. A post is found by some thirty hashes, each at home on another page of `sketch_entry`: written
 * there one by one, they were half of what storing a post wrote. So they stay in a row a post, and in memory by stretches of hashes; with each
 * post that comes, one stretch of all that are here moves to `sketch_entry`, where its rows lie side by side, and with the next post the next one.
 * When as many posts have come as there are stretches, a row has nothing left to move, and goes.
 */
type Latest = {
  /** The last row that is known, and its token; 0 where there is none. */
  readonly last: number;
  readonly token: number;
  /** Of each stretch hash and post, hash and post, …: what is not in `sketch_entry` yet. */
  readonly stretches: readonly number[][];
};

const STRETCHES = 2048;
/** The bits of a hash that tell where in its stretch it is. */
const WITHIN = 21;

const inMemory = new WeakMap<Store, Latest>();

/** The posts among the latest that a hash leads to. */
export function latestFoundBy(store: Store): (hash: number) => number[] {
  const { stretches } = latestOf(store);
  return (hash) => {
    const stretch = stretches[hash >>> WITHIN] ?? [];
    const found: number[] = [];
    for (let at = 0; at < stretch.length; at += 2) if (stretch[at] === hash) found.push(stretch[at + 1] ?? 0);
    return found;
  };
}

/** Lets a post be found by these hashes, and moves a stretch. The caller holds a transaction. */
export function addLatest(store: Store, postId: number, hashes: Uint32Array): void {
  const { last, stretches } = latestOf(store);
  const [n, token] = [last + 1, newToken()];
  // Half of it done, it would be taken for what it was.
  inMemory.delete(store);
  store
    .sql('insert into sketch_latest (n, post_id, token, hashes) values (?, ?, ?, ?)')
    .run(n, postId, token, bytesOf(hashes));
  addTo(stretches, postId, hashes);
  const move = store.sql('insert or ignore into sketch_entry (hash, post_id) values (?, ?)');
  for (const [hash, of] of takeStretch(stretches, n)) move.run(hash, of);
  store.sql('delete from sketch_latest where n <= ?').run(n - STRETCHES);
  inMemory.set(store, { last: n, token, stretches });
}

/** Posts are no longer found by these hashes. The caller holds a transaction. */
export function dropLatest(store: Store, hashes: ReadonlySet<number>, postIds: readonly number[]): void {
  const find = store.sql('select n, hashes from sketch_latest where post_id = ?');
  const rows = postIds.flatMap((postId) => find.all(postId));
  if (hashes.size === 0 || rows.length === 0) return;
  const { last, stretches } = latestOf(store);
  const keep = store.sql('update sketch_latest set hashes = ? where n = ?');
  for (const row of rows)
    keep.run(bytesOf(hashesIn(row['hashes']).filter((hash) => !hashes.has(hash))), number(row, 'n'));
  for (const hash of hashes) dropFrom(stretches[hash >>> WITHIN] ?? [], hash, postIds);
  // Whoever has one of these rows in memory, or undoes this, reads anew.
  const token = newToken();
  const first = Math.min(...rows.map((row) => number(row, 'n')));
  store.sql('update sketch_latest set token = ? where n >= ?').run(token, first);
  inMemory.set(store, { last, token, stretches });
}

/** What is in memory, made good where other processes added to the table, or where a transaction was undone. */
function latestOf(store: Store): Latest {
  const row = store.sql('select n, token from sketch_latest order by n desc limit 1').get();
  const [last, token] = row === undefined ? [0, 0] : [number(row, 'n'), number(row, 'token')];
  const known = inMemory.get(store);
  if (known?.last === last && known.token === token) return known;
  const before = known !== undefined && tokenOf(store, known.last) === known.token ? known : undefined;
  const stretches = before?.stretches ?? Array.from({ length: STRETCHES }, (): number[] => []);
  const rows = store
    .sql('select n, post_id, hashes from sketch_latest where n > ? order by n')
    .all(before?.last ?? 0);
  for (const one of rows) {
    addTo(stretches, number(one, 'post_id'), hashesIn(one['hashes']));
    takeStretch(stretches, number(one, 'n'));
  }
  const now = { last, token, stretches };
  inMemory.set(store, now);
  return now;
}

function tokenOf(store: Store, n: number): number | undefined {
  const row = store.sql('select token from sketch_latest where n = ?').get(n);
  return row === undefined ? undefined : number(row, 'token');
}

function newToken(): number {
  return Math.floor(Math.random() * 2 ** 48);
}

function addTo(stretches: Latest['stretches'], postId: number, hashes: Uint32Array): void {
  for (const hash of hashes) stretches[hash >>> WITHIN]?.push(hash, postId);
}

/** Empties the stretch whose turn it is with the nth post; answers what it held, in the order of `sketch_entry`. */
function takeStretch(stretches: Latest['stretches'], n: number): (readonly [hash: number, postId: number])[] {
  const stretch = stretches[n % STRETCHES]?.splice(0) ?? [];
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at < stretch.length; at += 2) pairs.push([stretch[at] ?? 0, stretch[at + 1] ?? 0]);
  return pairs.sort(([a, one], [b, other]) => a - b || one - other);
}

function dropFrom(stretch: number[], hash: number, postIds: readonly number[]): void {
  for (let at = stretch.length - 2; at >= 0; at -= 2)
    if (stretch[at] === hash && postIds.includes(stretch[at + 1] ?? 0)) stretch.splice(at, 2);
}
