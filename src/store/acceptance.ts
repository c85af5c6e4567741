import { number } from './columns.ts';
import type { Store } from './open.ts';

/** Whether each of a source's newest decided posts was accepted, the newest first. */
export function decidedPosts(store: Store, sourceId: string, limit: number): boolean[] {
  return store
    .sql(
      `select candidate.state = 'accepted' as accepted from candidate
       join decision on decision.id = (select max(id) from decision where candidate_id = candidate.id and kind in ('accept', 'reject'))
       where candidate.source_id = ? and candidate.state in ('accepted', 'rejected') order by decision.id desc limit ?`,
    )
    .all(sourceId, limit)
    .map((row) => number(row, 'accepted') === 1);
}
