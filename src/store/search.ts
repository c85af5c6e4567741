import { type CandidateState, CANDIDATE_STATES } from '../model/decision.ts';
import type { Block } from '../model/post.ts';
import { type Band, BANDS } from '../model/verdict.ts';
import { BLOCKS } from './codecs.ts';
import { count, maybeNumber, number, oneOf, text } from './columns.ts';
import type { Store } from './open.ts';

/** A post that was found. `candidateId` is null for one that never reached the desk. */
export type FoundPost = {
  readonly postId: number;
  readonly candidateId: number | null;
  readonly title: string;
  readonly url: string;
  readonly sourceId: string;
  readonly published: string | null;
  readonly score: number;
  readonly band: Band;
  readonly state: CandidateState | 'none';
};

/** Texts are indexed together up to so much (UTF-16 units): twenty usual ones, and one of the greatest length, which takes as long. */
const MOST_TEXT = 100_000;

/**
 * Brings up to `most` of the texts that came since into the index, and fewer where they are long, within the caller's transaction. Answers how many it did.
 * The index follows the revisions by itself, so nothing that writes posts needs to know of it.
 */
export function indexRevisions(store: Store, most: number): number {
  const mark = store.sql('select revision_id from search_mark where id = 1').get();
  const from = mark === undefined ? 0 : number(mark, 'revision_id');
  const rows = store
    .sql('select id, post_id, title, blocks from revision where id > ? order by id limit ?')
    .iterate(from, most);
  let [last, count, units] = [from, 0, 0];
  for (const row of rows) {
    const words = wordsOf(BLOCKS.read(row, number(row, 'post_id')));
    store.sql('delete from post_search where rowid = ?').run(number(row, 'post_id'));
    store
      .sql('insert into post_search (rowid, title, body) values (?, ?, ?)')
      .run(number(row, 'post_id'), text(row, 'title'), words);
    [last, count, units] = [number(row, 'id'), count + 1, units + words.length];
    if (units >= MOST_TEXT) break;
  }
  if (count > 0) store.sql('update search_mark set revision_id = ? where id = 1').run(last);
  return count;
}

/** Whether texts wait to be indexed. */
export function isBehind(store: Store): boolean {
  return (
    store
      .sql(
        'select 1 as yes from revision where id > (select revision_id from search_mark where id = 1) limit 1',
      )
      .get() !== undefined
  );
}

/** Posts that hold every word (and every "phrase") of a query, best first. */
export function searchPosts(
  store: Store,
  query: string,
  page: { readonly limit: number; readonly offset: number },
): FoundPost[] {
  const match = matchOf(query);
  if (match === '') return [];
  return store
    .sql(
      `select post.id, candidate.id as candidate_id, post.title, post.url, post.source_id, post.published,
         coalesce(classification.score, 0) as score, coalesce(classification.band, 'below') as band,
         coalesce(candidate.state, 'none') as state
       from (select rowid as post_id, rank from post_search where post_search match $match
             order by bm25(post_search, 5.0, 1.0) limit $limit offset $offset) as hit
       join post on post.id = hit.post_id left join candidate on candidate.post_id = post.id
       left join classification on classification.post_id = post.id`,
    )
    .all({ match, limit: page.limit, offset: page.offset })
    .map((row) => ({
      postId: number(row, 'id'),
      candidateId: maybeNumber(row, 'candidate_id'),
      title: text(row, 'title'),
      url: text(row, 'url'),
      sourceId: text(row, 'source_id'),
      published: row['published'] === null ? null : text(row, 'published'),
      score: number(row, 'score'),
      band: oneOf(row, 'band', BANDS),
      state: oneOf(row, 'state', ['none', ...CANDIDATE_STATES]),
    }));
}

/** How many posts a query finds, counted up to `most`. */
export function countFound(store: Store, query: string, most: number): number {
  const match = matchOf(query);
  if (match === '') return 0;
  return count(
    store
      .sql('select count(*) as n from (select 1 from post_search where post_search match ? limit ?)')
      .get(match, most),
  );
}

// Every word becomes a quoted string of FTS5, so that nothing a person types is taken for its syntax.
function matchOf(query: string): string {
  const parts = query.slice(0, 300).match(/"[^"]*"|[^\s"]+/g) ?? [];
  return parts
    .map((part) => part.replaceAll('"', ' ').trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .slice(0, 12)
    .map((part) => `"${part}"`)
    .join(' ');
}

function wordsOf(blocks: readonly Block[]): string {
  return blocks.map((block) => block.text).join('\n');
}
