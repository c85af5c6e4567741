import { maybeText, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** By which reading of addresses the posts of a source were named last; null where that was before it was noted. */
export function namedBy(store: Store, sourceId: string): string | null {
  const row = store.sql('select named_by from source where id = ?').get(sourceId);
  return row === undefined ? null : maybeText(row, 'named_by');
}

export function noteNamedBy(store: Store, sourceId: string, by: string): void {
  store.sql('update source set named_by = ? where id = ?').run(by, sourceId);
}

/** All names of a source's posts. */
export function namesOfPosts(
  store: Store,
  sourceId: string,
): readonly { readonly key: string; readonly postId: number; readonly kind: string }[] {
  return store
    .sql(
      `select post_alias.key, post_alias.post_id, post_alias.kind
       from post join post_alias on post_alias.post_id = post.id where post.source_id = ?`,
    )
    .all(sourceId)
    .map((row) => ({ key: text(row, 'key'), postId: number(row, 'post_id'), kind: text(row, 'kind') }));
}
