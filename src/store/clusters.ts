import { type CandidateState, CANDIDATE_STATES } from '../model/decision.ts';
import { CANONICALS } from './codecs.ts';
import { maybeNumber, maybeText, number, oneOf, text } from './columns.ts';
import type { Store } from './open.ts';

/** A member of a cluster, with what its head is chosen by. */
export type Member = {
  readonly candidateId: number;
  readonly postId: number;
  readonly key: string;
  readonly published: string | null;
  readonly state: CandidateState;
  readonly clusterId: number | null;
  readonly canonicals: readonly string[];
  readonly words: number;
};

/** So many of a cluster are looked at when it grows: of a text that a site shows a thousand times, not all. */
const MOST_MEMBERS = 64;

/** These candidates, the heads of their clusters, and others of these clusters, up to a bound. */
export function members(store: Store, candidateIds: readonly number[]): Member[] {
  return store
    .sql(
      `with given as (select value as id from json_each($list)),
       clusters as (select distinct cluster_id from candidate
                    where cluster_id is not null and id in (select id from given)),
       more as (select id from candidate where cluster_id in (select cluster_id from clusters) limit ${MOST_MEMBERS})
       select c.id, c.post_id, p.key, p.published, p.words, c.state, c.cluster_id, r.canonicals from candidate c
       join post p on p.id = c.post_id join revision r on r.post_id = p.id and r.body_hash = p.body_hash
       where c.id in (select id from given union select cluster_id from clusters union select id from more)
       order by c.id`,
    )
    .all({ list: JSON.stringify(candidateIds) })
    .map((row) => ({
      candidateId: number(row, 'id'),
      postId: number(row, 'post_id'),
      key: text(row, 'key'),
      published: maybeText(row, 'published'),
      state: oneOf(row, 'state', CANDIDATE_STATES),
      clusterId: maybeNumber(row, 'cluster_id'),
      canonicals: CANONICALS.read(row, number(row, 'post_id')),
      words: number(row, 'words'),
    }));
}

/**
 * Gives a story whose head waits no more to one of it that still does, if there is one: `first`, if that is it, or the earliest. Only the
 * head of a story is dealt.
 */
export function passStoryOn(store: Store, candidateId: number, first: number | undefined): void {
  const next = store
    .sql(
      `select waiting.id, waiting.cluster_id as head from candidate waiting indexed by candidate_by_cluster
       join candidate head on head.id = waiting.cluster_id
       where waiting.cluster_id = (select cluster_id from candidate where id = $candidate)
         and waiting.state = 'new' and waiting.held is null and head.state not in ('new', 'second', 'snoozed')
       order by waiting.id is not $first, waiting.published = '', waiting.published, waiting.id limit 1`,
    )
    .get({ candidate: candidateId, first: first ?? null });
  if (next === undefined) return;
  store
    .sql('update candidate set cluster_id = $next where cluster_id = $head')
    .run({ next: number(next, 'id'), head: number(next, 'head') });
}

/** Puts candidates, and all that share a cluster with one of them, into one cluster under its head. */
export function keepCluster(store: Store, candidateIds: readonly number[], headId: number): void {
  store
    .sql(
      `with given as (select value as id from json_each($list)),
       clusters as (select distinct cluster_id from candidate
                    where cluster_id is not null and cluster_id <> $head and id in (select id from given))
       update candidate set cluster_id = $head
       where (id in (select id from given) and cluster_id is not $head)
          or cluster_id in (select cluster_id from clusters)`,
    )
    .run({ list: JSON.stringify(candidateIds), head: headId });
}
