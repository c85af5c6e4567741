import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** Who was asked to look at a post, by whom, when (Unix ms). */
export type Assignment = {
  readonly reviewerId: number;
  readonly name: string;
  readonly by: string;
  readonly at: number;
};

export function assignedOf(store: Store, candidateId: number): Assignment | undefined {
  const row = store
    .sql(
      `select assignment.reviewer_id, reviewer.name, asker.name as asker, assignment.at from assignment
       join reviewer on reviewer.id = assignment.reviewer_id join reviewer as asker on asker.id = assignment.by_id
       where candidate_id = ?`,
    )
    .get(candidateId);
  return row === undefined
    ? undefined
    : {
        reviewerId: number(row, 'reviewer_id'),
        name: text(row, 'name'),
        by: text(row, 'asker'),
        at: number(row, 'at'),
      };
}

/** Asks a person to look at a post; nobody (undefined) takes it back. Whoever was asked before is asked no more. */
export function assign(
  store: Store,
  candidateId: number,
  asked: { readonly reviewerId: number | undefined; readonly byId: number; readonly at: number },
): void {
  if (asked.reviewerId === undefined) {
    store.sql('delete from assignment where candidate_id = ?').run(candidateId);
    return;
  }
  store
    .sql(
      `insert into assignment (candidate_id, reviewer_id, by_id, at) values ($candidateId, $reviewerId, $byId, $at)
       on conflict (candidate_id) do update set reviewer_id = $reviewerId, by_id = $byId, at = $at`,
    )
    .run({ candidateId, reviewerId: asked.reviewerId, byId: asked.byId, at: asked.at });
}
