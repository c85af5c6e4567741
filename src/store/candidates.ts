import { DATE_ORIGINS, DATE_PRECISIONS, type DateOrigin, type DatePrecision } from '../base/dates/dates.ts';
import { type CandidateState, CANDIDATE_STATES } from '../model/decision.ts';
import type { Evidence } from '../model/post.ts';
import { type Band, BANDS, type Verdict } from '../model/verdict.ts';
import { readmitCards } from './cards.ts';
import { EVIDENCE } from './codecs.ts';
import { maybeNumber, maybeText, number, oneOf, text } from './columns.ts';
import { labelCandidate } from './labels.ts';
import type { Store } from './open.ts';

/** Why a post is on the desk: the rules said so, or a person did, or it was drawn at random to check the rules. */
export const CANDIDATE_ORIGINS = ['rules', 'sample', 'suggestion', 'hand'] as const;
export type CandidateOrigin = (typeof CANDIDATE_ORIGINS)[number];

/** Lays a post on the desk, once: a post that has a candidate keeps it. Answers the id and whether it is new. */
export function addCandidate(
  store: Store,
  { verdict, ...candidate }: NewCandidate,
): { id: number; isNew: boolean } {
  const known = candidateOf(store, candidate.postId);
  if (known !== undefined) return { id: known, isNew: false };
  store.sql(verdict === undefined ? ADD_UNPLACED : ADD_PLACED).run(candidate);
  const id = candidateOf(store, candidate.postId);
  if (id === undefined) throw new Error(`candidate of post ${candidate.postId} was not stored`);
  if (verdict !== undefined) labelCandidate(store, id, verdict);
  return { id, isNew: true };
}

export type NewCandidate = {
  readonly postId: number;
  readonly origin: CandidateOrigin;
  readonly held: string | null;
  /** Unix ms. */
  readonly at: number;
  /** The post's present one, where it is in hand; else the store looks it up. */
  readonly verdict?: Verdict;
};

const ADD_PLACED = `insert into candidate (post_id, origin, held, created_at, score, source_id, published)
  select id, $origin, $held, $at, coalesce((select score from classification where post_id = post.id), 0),
    source_id, coalesce(published, '') from post where id = $postId`;
const ADD_UNPLACED =
  'insert into candidate (post_id, origin, held, created_at) values ($postId, $origin, $held, $at)';

function candidateOf(store: Store, postId: number): number | undefined {
  const row = store.sql('select id from candidate where post_id = ?').get(postId);
  return row === undefined ? undefined : number(row, 'id');
}

/** Whether a post was accepted or rejected. */
export function isDecided(store: Store, postId: number): boolean {
  const row = store
    .sql("select 1 from candidate where post_id = ? and state in ('accepted', 'rejected')")
    .get(postId);
  return row !== undefined;
}

/** The post behind a candidate changed: a decision that saw the older version is now stale. */
export function raiseVersion(store: Store, postId: number): void {
  store.sql('update candidate set version = version + 1 where post_id = ?').run(postId);
}

/** Lets a source's held candidates through to the reviewers. Answers how many. */
export function releaseHeld(store: Store, sourceId: string): number {
  store.sql('update card set held = null where source_id = ?').run(sourceId);
  readmitCards(store, sourceId);
  return Number(
    store
      .sql(
        'update candidate set held = null where held is not null and post_id in (select id from post where source_id = ?)',
      )
      .run(sourceId).changes,
  );
}

/** The line of a post in the exports. */
export type PostLine = {
  readonly url: string;
  readonly key: string;
  readonly source: string;
  readonly title: string;
  readonly publishedAt: string | null;
  readonly datePrecision: DatePrecision;
  readonly score: number;
  readonly band: Band;
  /** Of its candidate; `none` for a post that never became one. */
  readonly state: CandidateState | 'none';
  /** The lowest candidate number of the posts that tell the same story; null for a post that is not a candidate. */
  readonly cluster: number | null;
  /** ISO 8601, UTC. */
  readonly firstSeen: string;
  readonly author: string | null;
  readonly dateOrigin: DateOrigin;
  /** Where title, author and date were read, what confirms them, and which days lost; null where no page was read. */
  readonly evidence: Evidence | null;
};

/** Every post (or every candidate, of one state if given), oldest first. */
export function* postLines(
  store: Store,
  only: { readonly candidates?: boolean; readonly state?: string } = {},
): Generator<PostLine> {
  const rows = store
    .sql(
      `select post.url, post.key, post.source_id, post.title, post.published, post.date_precision, post.first_seen,
         post.id, post.author, post.date_origin, coalesce(revision.evidence, 'null') as evidence,
         coalesce(classification.score, 0) as score, coalesce(classification.band, 'below') as band,
         coalesce(candidate.state, 'none') as state, coalesce(candidate.cluster_id, candidate.id) as cluster
       from post left join classification on classification.post_id = post.id
       left join candidate on candidate.post_id = post.id
       left join revision on revision.post_id = post.id and revision.body_hash = post.body_hash
       where ($candidates = 0 or candidate.id is not null) and ($state is null or candidate.state = $state)
       order by post.id`,
    )
    .iterate({ candidates: only.candidates === true ? 1 : 0, state: only.state ?? null });
  for (const row of rows)
    yield {
      url: text(row, 'url'),
      key: text(row, 'key'),
      source: text(row, 'source_id'),
      title: text(row, 'title'),
      publishedAt: row['published'] === null ? null : text(row, 'published'),
      datePrecision: oneOf(row, 'date_precision', DATE_PRECISIONS),
      score: number(row, 'score'),
      band: oneOf(row, 'band', BANDS),
      state: oneOf(row, 'state', ['none', ...CANDIDATE_STATES]),
      cluster: maybeNumber(row, 'cluster'),
      firstSeen: new Date(number(row, 'first_seen')).toISOString(),
      author: maybeText(row, 'author'),
      dateOrigin: oneOf(row, 'date_origin', DATE_ORIGINS),
      evidence: EVIDENCE.read(row, number(row, 'id')),
    };
}
