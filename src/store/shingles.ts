import type { Block } from '../model/post.ts';
import { type CandidateState, CANDIDATE_STATES } from '../model/decision.ts';
import { BLOCKS, CANONICALS } from './codecs.ts';
import { count, maybeNumber, maybeText, number, oneOf, text } from './columns.ts';
import type { Store } from './open.ts';

/** A candidate's post that shares shingles with another. */
export type Neighbour = {
  readonly postId: number;
  readonly candidateId: number;
  readonly clusterId: number | null;
  readonly shared: number;
  /** Shingles of its own, boilerplate left out. */
  readonly size: number;
  /** On the same host, whichever source found it: two sources of one publisher share a footer, too. */
  readonly isSameSite: boolean;
};

/** The scheme and host of a post `p`; keys are https addresses. */
const HOST = `substr(p.key, 1, instr(substr(p.key, 9) || '/', '/') + 7)`;

/** Replaces the shingles that are kept of a post. */
export function keepShingles(store: Store, postId: number, hashes: readonly number[]): void {
  store.sql('delete from shingle where post_id = ?').run(postId);
  store
    .sql('insert or ignore into shingle (hash, post_id) select value, ? from json_each(?)')
    .run(postId, JSON.stringify(hashes));
}

/**
 * Candidates whose posts share at least `atLeast` of this post's kept shingles.
 * What posts of one site under three or more titles have in common is that site's boilerplate, and counts for nothing on either side;
 * copies of one post are no proof of any.
 */
export function neighbours(store: Store, postId: number, atLeast: number): Neighbour[] {
  return store
    .sql(
      `with own as (select hash from shingle where post_id = $post),
       boilerplate as (
         select s.hash from shingle s join post p on p.id = s.post_id
         where s.hash in (select hash from own) group by s.hash, ${HOST} having count(distinct lower(p.title)) >= 3)
       select s.post_id as post_id, c.id as candidate_id, c.cluster_id as cluster_id, count(*) as n,
         ${HOST} = (select ${HOST} from post p where id = $post) as same_site
       from shingle s join candidate c on c.post_id = s.post_id join post p on p.id = s.post_id
       where s.hash in (select hash from own) and s.hash not in (select hash from boilerplate) and s.post_id <> $post
       group by s.post_id having count(*) >= $atLeast`,
    )
    .all({ post: postId, atLeast })
    .map((row) => ({
      postId: number(row, 'post_id'),
      candidateId: number(row, 'candidate_id'),
      clusterId: maybeNumber(row, 'cluster_id'),
      shared: number(row, 'n'),
      size: ownShingles(store, number(row, 'post_id')),
      isSameSite: number(row, 'same_site') === 1,
    }));
}

/** How many shingles of a post are its own, and not its site's boilerplate. */
export function ownShingles(store: Store, postId: number): number {
  return count(
    store
      .sql(
        `select count(*) as n from shingle own where own.post_id = $post and
         (select count(distinct lower(p.title)) from shingle s join post p on p.id = s.post_id
          where s.hash = own.hash and ${HOST} = (select ${HOST} from post p where id = $post)) < 3`,
      )
      .get({ post: postId }),
  );
}

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

export function members(store: Store, candidateIds: readonly number[]): Member[] {
  const list = JSON.stringify(candidateIds);
  return store
    .sql(
      `select c.id, c.post_id, p.key, p.published, c.state, c.cluster_id, r.canonicals, r.blocks from candidate c
       join post p on p.id = c.post_id join revision r on r.post_id = p.id and r.body_hash = p.body_hash
       where c.id in (select value from json_each($list))
          or c.cluster_id in (select cluster_id from candidate
                              where cluster_id is not null and id in (select value from json_each($list)))
       order by c.id`,
    )
    .all({ list })
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

/** Puts candidates into one cluster under its head. */
export function keepCluster(store: Store, candidateIds: readonly number[], headId: number): void {
  for (const id of candidateIds)
    store.sql('update candidate set cluster_id = ? where id = ?').run(headId, id);
}
