import type { Block } from '../model/post.ts';
import { type CandidateState, CANDIDATE_STATES } from '../model/decision.ts';
import { BLOCKS, CANONICALS } from './codecs.ts';
import { maybeNumber, maybeText, number, oneOf, text } from './columns.ts';
import type { Store } from './open.ts';

/** A member of a cluster, with what its head is chosen by. */
export type Member = {
  readonly candidateId: number;
  readonly key: string;
  readonly published: string | null;
  readonly state: CandidateState;
  readonly clusterId: number | null;
  readonly canonicals: readonly string[];
  readonly blocks: readonly Block[];
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
       select c.id, c.post_id, p.key, p.published, c.state, c.cluster_id, r.canonicals, r.blocks from candidate c
       join post p on p.id = c.post_id join revision r on r.post_id = p.id and r.body_hash = p.body_hash
       where c.id in (select id from given union select cluster_id from clusters union select id from more)
       order by c.id`,
    )
    .all({ list: JSON.stringify(candidateIds) })
    .map((row) => ({
      candidateId: number(row, 'id'),
      key: text(row, 'key'),
      published: maybeText(row, 'published'),
      state: oneOf(row, 'state', CANDIDATE_STATES),
      clusterId: maybeNumber(row, 'cluster_id'),
      canonicals: CANONICALS.read(row, number(row, 'post_id')),
      blocks: BLOCKS.read(row, number(row, 'post_id')),
    }));
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
