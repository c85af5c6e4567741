import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupSameStory } from '../../src/candidates/same-story.ts';
import { addCandidate } from '../../src/store/candidates.ts';
import { inTransaction, openStore } from '../../src/store/open.ts';
import { addPost } from '../../src/store/posts.ts';

/** A text as a site published it. */
export type Item = {
  readonly host: string;
  /** The source that found it; the host's own unless given. */
  readonly source?: string;
  readonly slug: string;
  readonly text: string;
  readonly published?: string;
  readonly canonicals?: readonly string[];
};

/** Lays items before the reviewers, in order, and answers for each the slug of the item that stands for its story. */
export function headsOf(items: readonly Item[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-library-'));
  const store = openStore(folder, { durable: false });
  try {
    inTransaction(store, () => items.forEach((item, index) => lay(store, item, index)));
    const rows = store
      .sql(
        `select own.title as slug, head.title as head from candidate c join post own on own.id = c.post_id
         join candidate h on h.id = coalesce(c.cluster_id, c.id) join post head on head.id = h.post_id`,
      )
      .all();
    return new Map(rows.map((row) => [String(row['slug']), String(row['head'])]));
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

function lay(store: ReturnType<typeof openStore>, item: Item, at: number): void {
  const { host, slug, text, published = null, canonicals = [], source = host } = item;
  const key = `https://${host}/${slug}`;
  const postId = addPost(
    store,
    {
      ...{ key, url: key, sourceId: source, title: slug, author: null, published, datePrecision: 'day' },
      ...{
        dateOrigin: 'meta',
        modified: null,
        language: 'en',
        bodyHash: slug,
        words: text.split(/\s+/).length,
      },
      ...{ blocks: [{ kind: 'body', text }], canonicals, winners: {}, evidence: null, beside: [] },
    },
    at,
  );
  const { id } = addCandidate(store, { postId, origin: 'rules', held: null, at });
  groupSameStory(store, { id, postId, text });
}
