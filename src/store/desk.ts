import { type CandidateState, CANDIDATE_STATES, type Facts } from '../model/decision.ts';
import { CANDIDATE_ORIGINS, type CandidateOrigin } from './candidates.ts';
import { CANDIDATE_FACTS } from './codecs.ts';
import { maybeNumber, maybeText, number, oneOf, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** A candidate as the desk knows it. `bodyHash` is of the post's present text. */
export type CandidateRow = {
  readonly id: number;
  readonly postId: number;
  readonly origin: CandidateOrigin;
  readonly cluster: number;
  readonly state: CandidateState;
  readonly version: number;
  readonly held: string | null;
  readonly createdAt: number;
  readonly score: number;
  readonly sourceId: string;
  /** As far as it is known; '' for no date. */
  readonly published: string;
  readonly until: number | null;
  readonly isDisputed: boolean;
  readonly facts: Facts | null;
  readonly title: string;
  readonly url: string;
  readonly bodyHash: string;
};

const CANDIDATE_COLUMNS = `candidate.*, coalesce(candidate.cluster_id, candidate.id) as cluster, post.title, post.url,
  post.body_hash from candidate join post on post.id = candidate.post_id`;

export function candidateRow(store: Store, id: number): CandidateRow | undefined {
  const row = store.sql(`select ${CANDIDATE_COLUMNS} where candidate.id = ?`).get(id);
  return row === undefined ? undefined : toCandidate(row);
}

/** The candidate that a post is, if it is one. */
export function candidateOfPost(store: Store, postId: number): CandidateRow | undefined {
  const row = store.sql(`select ${CANDIDATE_COLUMNS} where candidate.post_id = ?`).get(postId);
  return row === undefined ? undefined : toCandidate(row);
}

/** Candidates that tell the same story on other sites. */
export function sameStoryAs(store: Store, candidate: Pick<CandidateRow, 'id' | 'cluster'>): CandidateRow[] {
  return store
    .sql(
      // The index is named: where few posts have twins, the planner thinks it useless.
      `select candidate.*, candidate.cluster_id as cluster, post.title, post.url, post.body_hash
       from candidate indexed by candidate_by_cluster join post on post.id = candidate.post_id
       where candidate.cluster_id = $cluster and candidate.id <> $id order by candidate.id limit 20`,
    )
    .all({ cluster: candidate.cluster, id: candidate.id })
    .map(toCandidate);
}

/** What a decision makes of a candidate. */
export type NewState = {
  readonly state: CandidateState;
  readonly until: number | null;
  readonly isDisputed: boolean;
  readonly facts: Facts | null;
};

/** Moves a candidate on if it still is the version that was seen; false when somebody or a crawl was faster. */
export function moveCandidate(store: Store, id: number, versionSeen: number, next: NewState): boolean {
  const moved = store
    .sql(
      `update candidate set state = ?, until = ?, disputed = ?, version = version + 1 where id = ? and version = ?`,
    )
    .run(next.state, next.until, next.isDisputed ? 1 : 0, id, versionSeen);
  if (moved.changes !== 1) return false;
  // Apart, because writing facts makes the labels anew.
  store
    .sql('update candidate set facts = $facts where id = $id and facts is not $facts')
    .run({ facts: next.facts === null ? null : CANDIDATE_FACTS.write(next.facts), id });
  return true;
}

/** Snoozed candidates whose time has come. */
export function sleepersDue(store: Store, now: number): number[] {
  return store
    .sql(`select id from candidate where state = 'snoozed' and until <= ? order by until limit 200`)
    .all(now)
    .map((row) => number(row, 'id'));
}

/** Who holds a candidate now. */
export type Claim = { readonly reviewerId: number; readonly name: string; readonly until: number };

export function claimOf(store: Store, candidateId: number, now: number): Claim | undefined {
  const row = store
    .sql(
      `select claim.reviewer_id, reviewer.name, claim.until from claim join reviewer on reviewer.id = claim.reviewer_id
       where candidate_id = ? and claim.until > ?`,
    )
    .get(candidateId, now);
  if (row === undefined) return undefined;
  return { reviewerId: number(row, 'reviewer_id'), name: text(row, 'name'), until: number(row, 'until') };
}

/** Takes or keeps a candidate for a person; false when another holds it. One statement, so two can never both hold it. */
export function takeClaim(
  store: Store,
  claim: {
    readonly candidateId: number;
    readonly reviewerId: number;
    readonly now: number;
    readonly until: number;
  },
): boolean {
  const taken = store
    .sql(
      `insert into claim (candidate_id, reviewer_id, until) values ($candidateId, $reviewerId, $until)
       on conflict (candidate_id) do update set reviewer_id = $reviewerId, until = $until
       where claim.reviewer_id = $reviewerId or claim.until <= $now`,
    )
    .run(claim);
  return taken.changes === 1;
}

export function dropClaim(store: Store, candidateId: number, reviewerId: number): void {
  store.sql('delete from claim where candidate_id = ? and reviewer_id = ?').run(candidateId, reviewerId);
}

function toCandidate(row: Row): CandidateRow {
  const id = number(row, 'id');
  return {
    id,
    postId: number(row, 'post_id'),
    origin: oneOf(row, 'origin', CANDIDATE_ORIGINS),
    cluster: number(row, 'cluster'),
    state: oneOf(row, 'state', CANDIDATE_STATES),
    version: number(row, 'version'),
    held: maybeText(row, 'held'),
    createdAt: number(row, 'created_at'),
    score: number(row, 'score'),
    sourceId: text(row, 'source_id'),
    published: text(row, 'published'),
    until: maybeNumber(row, 'until'),
    isDisputed: number(row, 'disputed') === 1,
    facts: row['facts'] === null ? null : CANDIDATE_FACTS.read(row, id),
    title: text(row, 'title'),
    url: text(row, 'url'),
    bodyHash: text(row, 'body_hash'),
  };
}
