import { number } from './columns.ts';
import type { Store } from './open.ts';

/** What a reviewer made of a post that the rules laid on the desk, and whether they call it strong. */
export type Acceptance = { readonly isAccepted: boolean; readonly isStrong: boolean };

/**
 * A source's decided posts that the rules laid on the desk, the last to arrive first. By arrival and not by decision: a queue that is read
 * from its best post down ends in a row of rejected ones, and so does an audit of what lies below the line.
 */
export function newestDecided(store: Store, sourceId: string, limit: number): Acceptance[] {
  return store
    .sql(
      `select candidate.state = 'accepted' as accepted, coalesce(classification.band = 'strong', 0) as strong
       from candidate left join classification on classification.post_id = candidate.post_id
       where candidate.source_id = ? and candidate.state in ('accepted', 'rejected') and candidate.origin = 'rules'
       order by candidate.post_id desc limit ?`,
    )
    .all(sourceId, limit)
    .map((row) => ({ isAccepted: number(row, 'accepted') === 1, isStrong: number(row, 'strong') === 1 }));
}
