import { number, text } from './columns.ts';
import type { Store } from './open.ts';

/** How many posts of a store, or of one source, were accepted, rejected and not decided, by twice their score, rounded. */
export type DecidedCounts = Readonly<Record<'accepted' | 'rejected' | 'unread', ReadonlyMap<number, number>>>;

export function decidedByScore(store: Store, sourceId?: string): DecidedCounts {
  const counts = {
    accepted: new Map<number, number>(),
    rejected: new Map<number, number>(),
    unread: new Map<number, number>(),
  };
  const rows = store
    .sql(
      `select cast(round(classification.score * 2) as integer) as bin,
         case candidate.state when 'accepted' then 1 when 'rejected' then 2 else 0 end as said, count(*) as posts
       from post join classification on classification.post_id = post.id left join candidate on candidate.post_id = post.id
       where ($source is null or post.source_id = $source) and coalesce(candidate.state, '') <> 'duplicate'
       group by bin, said`,
    )
    .iterate({ source: sourceId ?? null });
  for (const row of rows) {
    const into = [counts.unread, counts.accepted, counts.rejected][number(row, 'said')] ?? counts.unread;
    into.set(number(row, 'bin'), number(row, 'posts'));
  }
  return counts;
}

/** Posts of a store, or of one source, that are on nobody's desk, with their scores and sources; at most a hundred thousand, the best first. */
export function postsOffDesk(
  store: Store,
  sourceId?: string,
): { readonly postId: number; readonly score: number; readonly sourceId: string }[] {
  return store
    .sql(
      `select classification.post_id, classification.score, post.source_id from classification
       join post on post.id = classification.post_id left join candidate on candidate.post_id = classification.post_id
       where candidate.id is null and ($source is null or post.source_id = $source) order by classification.score desc limit 100000`,
    )
    .all({ source: sourceId ?? null })
    .map((row) => ({
      postId: number(row, 'post_id'),
      score: number(row, 'score'),
      sourceId: text(row, 'source_id'),
    }));
}

/** Notes that a post was drawn, and how likely that was. */
export function keepAudit(store: Store, postId: number, chance: number, now: number): void {
  store
    .sql('insert or ignore into audit (post_id, chance, drawn_at) values (?, ?, ?)')
    .run(postId, chance, now);
}

/** How many posts were decided since audits were last drawn, and how many audits wait. */
export function auditDebt(store: Store): { readonly decided: number; readonly waiting: number } {
  const row = store
    .sql(
      `select (select count(*) from decision where kind in ('accept', 'reject')
           and made_at > coalesce((select max(drawn_at) from audit), 0)) as decided,
         (select count(*) from candidate where origin = 'sample' and state = 'new' and held is null) as waiting`,
    )
    .get();
  return row === undefined
    ? { decided: 0, waiting: 0 }
    : { decided: number(row, 'decided'), waiting: number(row, 'waiting') };
}
