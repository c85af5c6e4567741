import { unpack } from './blobs.ts';
import { number, oneOf, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** The first page of a listing as a run read it. */
export type ListingCopy = {
  readonly runId: number;
  readonly sourceId: string;
  readonly kind: 'good' | 'bad';
  readonly url: string;
  readonly finalUrl: string;
  readonly contentType: string;
  readonly body: string;
  /** Unix ms. */
  readonly fetchedAt: number;
};

/** So many bad pages of a source are kept: the first proof of what happened, and how it went on. */
const BAD_ONES = 5;

/** Keeps a listing's page: of good ones the last, of bad ones the newest five. */
export function keepListing(
  store: Store,
  copy: Omit<ListingCopy, 'body'> & { readonly packed: Uint8Array },
): void {
  store
    .sql(
      `insert or replace into listing_copy (run_id, source_id, kind, url, final_url, content_type, body, fetched_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      copy.runId,
      copy.sourceId,
      copy.kind,
      copy.url,
      copy.finalUrl,
      copy.contentType,
      copy.packed,
      copy.fetchedAt,
    );
  store
    .sql(
      `delete from listing_copy where source_id = $source and kind = $kind and run_id not in
         (select run_id from listing_copy where source_id = $source and kind = $kind order by run_id desc limit $keep)`,
    )
    .run({ source: copy.sourceId, kind: copy.kind, keep: copy.kind === 'good' ? 1 : BAD_ONES });
}

/** The listing page that a run read, if it is still kept. */
export function listingOfRun(store: Store, runId: number): ListingCopy | undefined {
  const row = store.sql('select * from listing_copy where run_id = ?').get(runId);
  return row === undefined ? undefined : toCopy(row);
}

/** The page of a source's last good listing. */
export function lastGoodListing(store: Store, sourceId: string): ListingCopy | undefined {
  const row = store.sql("select * from listing_copy where source_id = ? and kind = 'good'").get(sourceId);
  return row === undefined ? undefined : toCopy(row);
}

/** The newest listing of a source that is kept, of a good run or a bad one. */
export function newestListing(store: Store, sourceId: string): ListingCopy | undefined {
  const row = store
    .sql('select * from listing_copy where source_id = ? order by run_id desc limit 1')
    .get(sourceId);
  return row === undefined ? undefined : toCopy(row);
}

function toCopy(row: Row): ListingCopy {
  return {
    runId: number(row, 'run_id'),
    sourceId: text(row, 'source_id'),
    kind: oneOf(row, 'kind', ['good', 'bad']),
    url: text(row, 'url'),
    finalUrl: text(row, 'final_url'),
    contentType: text(row, 'content_type'),
    body: unpack(row['body']),
    fetchedAt: number(row, 'fetched_at'),
  };
}
