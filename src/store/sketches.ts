import { bytesOf, number, text } from './columns.ts';
import { hashesIn } from './hashes.ts';
import { dropLatest, latestFoundBy } from './latest-sketches.ts';
import type { Store } from './open.ts';

/** A candidate's post with its sketch. */
export type Sketched = {
  readonly postId: number;
  readonly candidateId: number;
  /** Scheme and host: two sources of one publisher are one site. */
  readonly site: string;
  /** In lower case. */
  readonly title: string;
  /** Hashes, ascending. */
  readonly hashes: Uint32Array;
};

/** Keys are https addresses. */
const SITE = `substr(p.key, 1, instr(substr(p.key, 9) || '/', '/') + 7)`;
/** Of the posts that one hash leads to, so many are looked at: a hundred copies of one text need not all be. */
const MOST_A_HASH = 32;

/** Keeps a candidate's sketch in place of an earlier one, by which it is no longer found. */
export function keepSketch(store: Store, postId: number, hashes: Uint32Array): Sketched {
  const old = store.sql('select hashes from sketch where post_id = ?').get(postId);
  if (old !== undefined) dropEntries(store, hashesIn(old['hashes']), [postId]);
  store.sql('insert or replace into sketch (post_id, hashes) values (?, ?)').run(postId, bytesOf(hashes));
  store.sql('delete from unsketched where post_id = ?').run(postId);
  const [own] = sketchesOf(store, [postId]);
  if (own === undefined) throw new Error(`post ${postId} is no candidate: it has no twins`);
  return own;
}

/** Posts are no longer found by these hashes. */
export function dropEntries(store: Store, hashes: Iterable<number>, postIds: readonly number[]): void {
  const dropped = new Set(hashes);
  const drop = store.sql('delete from sketch_entry where hash = ? and post_id = ?');
  for (const hash of dropped) for (const postId of postIds) drop.run(hash, postId);
  dropLatest(store, dropped, postIds);
}

/** Posts that are found by these hashes, those by most first, at most `limit`. */
export function postsFoundBy(store: Store, hashes: Iterable<number>, limit: number): number[] {
  const find = store.sql(`select post_id from sketch_entry where hash = ? limit ${MOST_A_HASH}`);
  const asked = [...hashes];
  // Most lead nowhere, which is told of all at once.
  const led = new Set(
    store
      .sql(
        `select value from json_each(?) as asked
         where exists (select 1 from sketch_entry where hash = asked.value)`,
      )
      .all(JSON.stringify(asked))
      .map((row) => number(row, 'value')),
  );
  const findLatest = latestFoundBy(store);
  const times = new Map<number, number>();
  for (const hash of asked) {
    const latest = findLatest(hash);
    const older = led.has(hash) ? find.all(hash).map((row) => number(row, 'post_id')) : [];
    const found = latest.length === 0 ? older : [...older, ...latest].sort((a, b) => a - b);
    for (const postId of found.slice(0, MOST_A_HASH)) times.set(postId, (times.get(postId) ?? 0) + 1);
  }
  return [...times]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .slice(0, limit)
    .map(([postId]) => postId);
}

/** The sketches of those of these posts that are candidates. */
export function sketchesOf(store: Store, postIds: readonly number[]): Sketched[] {
  const find = store.sql(
    `select c.id, lower(p.title) as title, ${SITE} as site, s.hashes from sketch s
     join post p on p.id = s.post_id join candidate c on c.post_id = s.post_id where s.post_id = ?`,
  );
  return postIds.flatMap((postId) =>
    find.all(postId).map((row) => ({
      postId,
      candidateId: number(row, 'id'),
      site: text(row, 'site'),
      title: text(row, 'title'),
      hashes: hashesIn(row['hashes']),
    })),
  );
}

/** Candidates' posts whose sketch is still to be made, the oldest first. */
export function unsketched(store: Store, limit: number): number[] {
  return store
    .sql('select post_id from unsketched order by post_id limit ?')
    .all(limit)
    .map((row) => number(row, 'post_id'));
}

/** A post whose sketch cannot be made is passed for good. */
export function passUnsketched(store: Store, postId: number): void {
  store.sql('delete from unsketched where post_id = ?').run(postId);
}
