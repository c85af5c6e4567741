import { maybeText, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** As much of a post as finds it again on a site that was built anew. */
export type PostOnRecord = {
  readonly id: number;
  readonly key: string;
  readonly url: string;
  readonly title: string;
  /** As far as it is known, `2024-09-20`. */
  readonly published: string | null;
  readonly words: number;
};

/** All posts of a source, the newest first. */
export function postsOnRecord(store: Store, sourceId: string): PostOnRecord[] {
  return store
    .sql(
      'select id, key, url, title, published, words from post where source_id = ? order by published desc, id desc',
    )
    .all(sourceId)
    .map((row) => ({
      id: number(row, 'id'),
      key: text(row, 'key'),
      url: text(row, 'url'),
      title: text(row, 'title'),
      published: maybeText(row, 'published'),
      words: number(row, 'words'),
    }));
}
