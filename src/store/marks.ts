import type { Marks } from '../model/marks.ts';
import { MARKS } from './codecs.ts';
import type { Store } from './open.ts';

/** Keeps what the learnt lines read of a post's text, in place of what was read of another. */
export function keepMarks(store: Store, postId: number, bodyHash: string, marks: Marks): void {
  store
    .sql('insert or replace into marks (post_id, body_hash, marks) values (?, ?, ?)')
    .run(postId, bodyHash, MARKS.write(marks));
}

/** What was read of this very text; undefined where nothing was. */
export function keptMarks(store: Store, postId: number, bodyHash: string): Marks | undefined {
  const row = store.sql('select marks from marks where post_id = ? and body_hash = ?').get(postId, bodyHash);
  return row === undefined ? undefined : MARKS.read(row, postId);
}
