import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupSameStory } from '../../src/candidates/same-story.ts';
import { addCandidate } from '../../src/store/candidates.ts';
import { inTransaction, type Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import { sketchOf } from '../../src/model/likeness.ts';
import { addPost, findPost, ownKey, revisePost } from '../../src/store/posts.ts';

/** A text as a site published it. */
export type Item = {
  readonly host: string;
  /** The source that found it; the host's own unless given. */
  readonly source?: string;
  /** Its title, and its path unless that is given. */
  readonly slug: string;
  readonly path?: string;
  readonly text: string;
  readonly published?: string;
  readonly canonicals?: readonly string[];
};

/** Lays items before the reviewers, in order, and answers for each the slug of the item that stands for its story. */
export function headsOf(items: readonly Item[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-library-'));
  const store = begunStore(folder, { durable: false });
  try {
    layAll(store, items);
    return headsIn(store);
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

/** Of each item that was laid, the slug of the one that stands for its story. */
export function headsIn(store: Store): Map<string, string> {
  const rows = store
    .sql(
      `select own.title as slug, head.title as head from candidate c join post own on own.id = c.post_id
       join candidate h on h.id = coalesce(c.cluster_id, c.id) join post head on head.id = h.post_id`,
    )
    .all();
  return new Map(rows.map((row) => [String(row['slug']), String(row['head'])]));
}

/** Lays items before the reviewers, in order, in one transaction; one that is known by its address is a revision. */
export function layAll(store: Store, items: readonly Item[]): void {
  inTransaction(store, () => items.forEach((item, index) => lay(store, item, index)));
}

function lay(store: Store, item: Item, at: number): void {
  const { host, slug, path = slug, text, published = null, canonicals = [], source = host } = item;
  const key = `https://${host}/${path}`;
  const post = {
    ...{
      key,
      url: key,
      sourceId: source,
      title: slug,
      author: null,
      published,
      datePrecision: 'day' as const,
    },
    ...{ dateOrigin: 'meta' as const, modified: null, language: 'en', words: text.split(/\s+/).length },
    ...{ bodyHash: `${slug} ${text.length}`, blocks: [{ kind: 'body' as const, text }], canonicals },
    ...{ winners: {}, evidence: null, beside: [] },
  };
  const known = findPost(store, key);
  const postId = known?.id ?? addPost(store, post, at);
  if (known !== undefined) revisePost(store, postId, post, at);
  ownKey(store, key, postId);
  const { id } = addCandidate(store, { postId, origin: 'rules', held: null, at });
  groupSameStory(store, { id, postId, sketch: sketchOf(text) });
}
