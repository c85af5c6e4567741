import { unpack } from './blobs.ts';
import { number, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** A post's page as it is kept for replays. */
export type StoredPage = {
  readonly postId: number;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly fetchedAt: number;
};

/** A run as far as its pages can be found by it. Times in Unix ms. */
export type RunSpan = { readonly sourceId: string; readonly startedAt: number; readonly finishedAt: number };

export function runOf(store: Store, id: number): RunSpan | undefined {
  const row = store
    .sql(
      'select source_id, started_at, coalesce(finished_at, started_at) as finished_at from run where id = ?',
    )
    .get(id);
  if (row === undefined) return undefined;
  return {
    sourceId: text(row, 'source_id'),
    startedAt: number(row, 'started_at'),
    finishedAt: number(row, 'finished_at'),
  };
}

/** Pages of posts that a run read and that are still kept, the newest post first. */
export function keptPagesOf(store: Store, run: RunSpan, limit = 20): StoredPage[] {
  return store
    .sql(
      `select page.* from page join post on post.id = page.post_id
       where post.source_id = ? and page.fetched_at between ? and ? order by post.published desc limit ?`,
    )
    .all(run.sourceId, run.startedAt, run.finishedAt, limit)
    .map(toPage);
}

export function keptPage(store: Store, postId: number): StoredPage | undefined {
  const row = store.sql('select * from page where post_id = ?').get(postId);
  return row === undefined ? undefined : toPage(row);
}

/** Ids of the posts that were met since a moment (Unix ms), oldest first. */
export function postsSince(store: Store, since: number): number[] {
  return store
    .sql('select id from post where last_seen >= ? order by id')
    .all(since)
    .map((row) => number(row, 'id'));
}

function toPage(row: Row): StoredPage {
  return {
    postId: number(row, 'post_id'),
    url: text(row, 'url'),
    contentType: text(row, 'content_type'),
    body: unpack(row['body']),
    fetchedAt: number(row, 'fetched_at'),
  };
}
