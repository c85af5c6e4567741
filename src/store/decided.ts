import { type Reason, REASON_SLUGS } from '../model/decision.ts';
import { maybeOneOf, number, oneOf, text } from './columns.ts';
import type { Store } from './open.ts';

/** A post that was accepted or rejected, as it stands. */
export type DecidedPost = {
  readonly postId: number;
  readonly sourceId: string;
  readonly title: string;
  readonly url: string;
  readonly state: 'accepted' | 'rejected';
  /** Why it was rejected, where a reason was given. */
  readonly reason: Reason | null;
  /** How likely it was to be read: 1 of all that the rules laid on the desk, less of an audit. */
  readonly chance: number;
  /** Score and band of its present verdict. */
  readonly score: number;
};

const STATES = ['accepted', 'rejected'] as const;

/** Every post that was accepted or rejected, the newest decision first. */
export function decidedPosts(store: Store): DecidedPost[] {
  return store
    .sql(
      `select post.id, post.source_id, post.title, post.url, candidate.state, coalesce(audit.chance, 1) as chance,
         coalesce(classification.score, 0) as score,
         (select reason from decision where candidate_id = candidate.id and kind = 'reject' order by id desc limit 1) as reason
       from candidate join post on post.id = candidate.post_id left join audit on audit.post_id = post.id
       left join classification on classification.post_id = post.id
       where candidate.state in ('accepted', 'rejected')
       order by (select max(id) from decision where candidate_id = candidate.id) desc`,
    )
    .all()
    .map((row) => ({
      postId: number(row, 'id'),
      sourceId: text(row, 'source_id'),
      title: text(row, 'title'),
      url: text(row, 'url'),
      state: oneOf(row, 'state', STATES),
      reason: maybeOneOf(row, 'reason', REASON_SLUGS),
      chance: number(row, 'chance'),
      score: number(row, 'score'),
    }));
}

/** The newest posts that nobody accepted or rejected. */
export function newestUndecided(store: Store, limit: number): number[] {
  return store
    .sql(
      `select post.id from post left join candidate on candidate.post_id = post.id
       where coalesce(candidate.state, 'new') not in ('accepted', 'rejected') order by post.id desc limit ?`,
    )
    .all(limit)
    .map((row) => number(row, 'id'));
}

/** A story of which one copy was accepted and another rejected: what its decisions teach cancels out. */
export type Contradicted = { readonly candidateId: number; readonly title: string };

/** Stories that decisions contradict each other about, the newest first, up to a hundred. */
export function contradictedStories(store: Store): Contradicted[] {
  return store
    .sql(
      `select story, post.title from (
         select coalesce(cluster_id, id) as story from candidate where state in ('accepted', 'rejected')
         group by story having count(distinct state) = 2 order by story desc limit 100)
       join candidate on candidate.id = story join post on post.id = candidate.post_id`,
    )
    .all()
    .map((row) => ({ candidateId: number(row, 'story'), title: text(row, 'title') }));
}
