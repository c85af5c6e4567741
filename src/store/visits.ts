import { HOUR } from '../base/durations.ts';
import { count, maybeNumber, number } from './columns.ts';
import type { Store } from './open.ts';

/** A pause this long ends a visit. */
const PAUSE_MS = HOUR / 2;
/** Written this often at the most: looking at a page should not cost a disk write. */
const RENEW_MS = HOUR / 12;

/** Notes that somebody is at the desk; answers when their visit before this one ended (Unix ms), undefined at the first. */
export function noteVisit(store: Store, reviewerId: number, now: number): number | undefined {
  const row = store.sql('select seen_at, before_at from visit where reviewer_id = ?').get(reviewerId);
  const seenAt = row === undefined ? undefined : number(row, 'seen_at');
  const isNew = seenAt === undefined || now - seenAt > PAUSE_MS;
  const before = isNew ? seenAt : ((row && maybeNumber(row, 'before_at')) ?? undefined);
  if (isNew || now - seenAt > RENEW_MS)
    store
      .sql(
        `insert into visit (reviewer_id, seen_at, before_at) values ($id, $now, $before)
         on conflict (reviewer_id) do update set seen_at = $now, before_at = $before`,
      )
      .run({ id: reviewerId, now, before: before ?? null });
  return before;
}

/** What happened on the desk since a time (Unix ms): posts that came and still wait, posts that others decided, and how many of those. */
export type Since = {
  readonly came: number;
  readonly decided: number;
  readonly accepted: number;
};

export function happenedSince(store: Store, since: number, reviewerId: number): Since {
  const one = (sql: string): number => count(store.sql(sql).get({ since, me: String(reviewerId) }));
  const by = `from decision where made_at > $since and reviewer not in ($me, 'desk') and kind in`;
  return {
    came: count(
      store
        .sql(
          `select count(*) as n from candidate where created_at > $since and state = 'new' and held is null
             and origin <> 'sample' and (cluster_id is null or cluster_id = id)`,
        )
        .get({ since }),
    ),
    decided: one(
      `select count(distinct candidate_id) as n ${by} ('accept', 'reject', 'second', 'snooze', 'duplicate')`,
    ),
    accepted: one(`select count(distinct candidate_id) as n ${by} ('accept')`),
  };
}

/** How many wait on each desk that somebody must go to by themselves. */
export type Waiting = {
  readonly second: number;
  readonly assigned: number;
  readonly toPublish: number;
  readonly suggestions: number;
};

export function waitingFor(store: Store, reviewerId: number): Waiting {
  const one = (sql: string): number => count(store.sql(sql).get());
  return {
    second: one(`select count(*) as n from candidate where state = 'second' and held is null`),
    assigned: count(
      store
        .sql(
          `select count(*) as n from assignment join candidate on candidate.id = assignment.candidate_id
           where assignment.reviewer_id = ? and candidate.state in ('new', 'second')`,
        )
        .get(reviewerId),
    ),
    toPublish: one(
      `select count(*) as n from candidate where state = 'accepted' and not exists (select 1 from entry where candidate_id = candidate.id)`,
    ),
    suggestions: one(`select count(*) as n from suggestion where state = 'queued'`),
  };
}
