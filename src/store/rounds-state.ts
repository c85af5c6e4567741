import { maybeNumber, maybeOneOf, maybeText, number, text } from './columns.ts';
import { holderIsGone } from './holder.ts';
import type { Store } from './open.ts';
import { type Outcome, OUTCOMES } from '../model/outcome.ts';

/** The newest finished run of a source. Times in Unix ms. */
export type LastRun = {
  readonly sourceId: string;
  readonly outcome: Outcome | null;
  /** When the first of the runs in a row began that could not reach the site; null where the newest one could. */
  readonly unreachableSince: number | null;
};

/** A source that is being read now: pages that came since its run began, and cards that are still to be read. */
export type RunUnderWay = {
  readonly sourceId: string;
  readonly startedAt: number;
  readonly read: number;
  readonly waiting: number;
};

/** The newest finished run of each source that has one; runs that we ended ourselves say nothing of a site. */
export function lastRuns(store: Store): LastRun[] {
  return store
    .sql(
      `with told as (select * from run where finished_at is not null and outcome not in ('cut_short', 'skipped_locked')),
         newest as (select source_id, max(id) as id from told group by source_id)
       select told.source_id, told.outcome, case when told.outcome = 'network_error' then
         (select min(streak.started_at) from told as streak where streak.source_id = told.source_id and streak.id >
           coalesce((select max(well.id) from told as well where well.source_id = told.source_id and well.outcome <> 'network_error'), 0))
         end as since
       from newest join told on told.id = newest.id order by told.source_id`,
    )
    .all()
    .map((row) => ({
      sourceId: text(row, 'source_id'),
      outcome: maybeOneOf(row, 'outcome', OUTCOMES),
      unreachableSince: maybeNumber(row, 'since'),
    }));
}

/** The sources that a living process is reading at `now` (Unix ms). */
export function runsUnderWay(store: Store, now: number): RunUnderWay[] {
  return store
    .sql(
      `select source.id, source.lease_token, max(run.started_at) as started_at,
         (select count(*) from post where post.source_id = source.id and post.last_seen >= max(run.started_at)) as read,
         (select count(*) from card where card.source_id = source.id and card.next_try_at <= $now) as waiting
       from source join run on run.source_id = source.id and run.finished_at is null
       where source.leased_until > $now group by source.id order by source.id`,
    )
    .all({ now })
    .filter((row) => !holderIsGone(maybeText(row, 'lease_token') ?? ''))
    .map((row) => ({
      sourceId: text(row, 'id'),
      startedAt: number(row, 'started_at'),
      read: number(row, 'read'),
      waiting: number(row, 'waiting'),
    }));
}
