import { maybeText, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** A card that waits to be read, and why it could not be, if it was tried. */
export type WaitingWhere = {
  readonly sourceId: string;
  readonly firstSeen: number;
  readonly tries: number;
  readonly nextTryAt: number;
  readonly problem: string | null;
};

/** Where an address waits on the work lists. */
export function waitingAt(store: Store, key: string): WaitingWhere | undefined {
  const row = store.sql('select * from card where key = ?').get(key);
  if (row === undefined) return undefined;
  return {
    sourceId: text(row, 'source_id'),
    firstSeen: number(row, 'first_seen'),
    tries: number(row, 'tries'),
    nextTryAt: number(row, 'next_try_at'),
    problem: maybeText(row, 'problem'),
  };
}

/** The number of a post's candidate, if it has one. */
export function candidateOfPost(store: Store, postId: number): number | undefined {
  const row = store.sql('select id from candidate where post_id = ?').get(postId);
  return row === undefined ? undefined : number(row, 'id');
}
