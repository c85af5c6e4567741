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

/** A post with all its names. */
export type NamedPost = {
  readonly id: number;
  readonly names: readonly { readonly key: string; readonly kind: string }[];
};

/** The next posts of a source with their names, from the one behind `after` on. */
export function namedPosts(
  store: Store,
  sourceId: string,
  after: number,
  most: number,
): readonly NamedPost[] {
  return store
    .sql('select id from post where source_id = ? and id > ? order by id limit ?')
    .all(sourceId, after, most)
    .map((row) => number(row, 'id'))
    .map((id) => ({
      id,
      names: store
        .sql('select key, kind from post_alias where post_id = ?')
        .all(id)
        .map((row) => ({ key: text(row, 'key'), kind: text(row, 'kind') })),
    }));
}
