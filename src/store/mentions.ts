import { count, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** A note that mentions somebody who has neither seen it nor been written to. */
type UntoldMention = {
  readonly decisionId: number;
  readonly candidateId: number;
  readonly reviewerId: number;
  readonly email: string;
  readonly by: string;
  readonly note: string;
  readonly title: string;
};

/** Keeps that a note mentions people; once, however often it is said. `at` in Unix ms. */
export function addMentions(
  store: Store,
  note: { readonly decisionId: number; readonly candidateId: number; readonly at: number },
  reviewerIds: readonly number[],
): void {
  for (const reviewerId of reviewerIds)
    store
      .sql(
        `insert or ignore into mention (decision_id, candidate_id, reviewer_id, at) values ($decisionId, $candidateId, $reviewerId, $at)`,
      )
      .run({ ...note, reviewerId });
}

/** On how many posts notes mention a person who has not opened them since. */
export function unseenMentions(store: Store, reviewerId: number): number {
  return count(
    store
      .sql('select count(distinct candidate_id) as n from mention where reviewer_id = ? and seen_at is null')
      .get(reviewerId),
  );
}

/** Notes that a person has opened a post whose notes mention them. */
export function seeMentions(store: Store, candidateId: number, reviewerId: number, at: number): void {
  const unseen = store
    .sql('select 1 from mention where candidate_id = ? and reviewer_id = ? and seen_at is null')
    .get(candidateId, reviewerId);
  if (unseen === undefined) return;
  store
    .sql('update mention set seen_at = ? where candidate_id = ? and reviewer_id = ? and seen_at is null')
    .run(at, candidateId, reviewerId);
}

/** Mentions that a letter should tell of, the oldest first; of people who still have an account. */
export function untoldMentions(store: Store, limit: number): UntoldMention[] {
  return store
    .sql(
      `select mention.decision_id, mention.candidate_id, mention.reviewer_id, reviewer.email,
         coalesce(writer.name, 'somebody') as writer, coalesce(decision.note, '') as note, post.title
       from mention
       join reviewer on reviewer.id = mention.reviewer_id and reviewer.disabled_at is null
       join decision on decision.id = mention.decision_id
       left join reviewer as writer on cast(writer.id as text) = decision.reviewer
       join candidate on candidate.id = mention.candidate_id
       join post on post.id = candidate.post_id
       where mention.seen_at is null and mention.mailed_at is null order by mention.at limit ?`,
    )
    .all(limit)
    .map((row) => ({
      decisionId: number(row, 'decision_id'),
      candidateId: number(row, 'candidate_id'),
      reviewerId: number(row, 'reviewer_id'),
      email: text(row, 'email'),
      by: text(row, 'writer'),
      note: text(row, 'note'),
      title: text(row, 'title'),
    }));
}

/** Takes the telling of a mention upon oneself (`at`), or gives it back (null); false when another process was faster. */
export function claimMention(
  store: Store,
  { decisionId, reviewerId }: Pick<UntoldMention, 'decisionId' | 'reviewerId'>,
  at: number | null,
): boolean {
  const isFree = at === null ? 'is not null' : 'is null';
  return (
    store
      .sql(
        `update mention set mailed_at = ? where decision_id = ? and reviewer_id = ? and mailed_at ${isFree}`,
      )
      .run(at, decisionId, reviewerId).changes === 1
  );
}
