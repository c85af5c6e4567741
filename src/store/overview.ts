import { defined } from '../base/defined.ts';
import { number, text } from './columns.ts';
import type { Store } from './open.ts';
import { type RunRow, toRun } from './runs.ts';

/** How a source does on the desk. */
export type SourceFigures = {
  readonly accepted: number;
  readonly decided: number;
  readonly waiting: number;
  readonly held: number;
};

const NONE: SourceFigures = { accepted: 0, decided: 0, waiting: 0, held: 0 };

/** The figures of every source that has a candidate, by its id. */
export function sourceFigures(store: Store): (sourceId: string) => SourceFigures {
  const rows = store
    .sql(
      `select source_id,
         sum(state = 'accepted') as accepted, sum(state in ('accepted', 'rejected')) as decided,
         sum(state = 'new' and held is null) as waiting, sum(held is not null) as held
       from candidate group by source_id`,
    )
    .all();
  const byId = new Map(
    rows.map((row) => [
      text(row, 'source_id'),
      {
        accepted: number(row, 'accepted'),
        decided: number(row, 'decided'),
        waiting: number(row, 'waiting'),
        held: number(row, 'held'),
      },
    ]),
  );
  return (sourceId) => byId.get(sourceId) ?? NONE;
}

/** The newest runs, of one source or of all, newest first. */
export function runLines(
  store: Store,
  page: { readonly sourceId?: string | undefined; readonly limit: number; readonly offset: number },
): RunRow[] {
  const only = page.sourceId === undefined ? '' : 'where source_id = $source';
  return store
    .sql(`select * from run ${only} order by id desc limit $limit offset $offset`)
    .all({
      limit: page.limit,
      offset: page.offset,
      ...defined({ source: page.sourceId }),
    })
    .map(toRun);
}

/** Posts that came to the desk since, best first: what a digest tells of. */
export function candidatesSince(
  store: Store,
  since: number,
  limit: number,
): {
  readonly id: number;
  readonly title: string;
  readonly url: string;
  readonly sourceId: string;
  readonly score: number;
  readonly createdAt: number;
}[] {
  return store
    .sql(
      `select candidate.id, post.title, post.url, candidate.source_id, candidate.score, candidate.created_at
       from candidate join post on post.id = candidate.post_id
       where candidate.created_at > ? and candidate.state = 'new' and candidate.held is null
         and (candidate.cluster_id is null or candidate.cluster_id = candidate.id) and candidate.origin <> 'sample'
       order by candidate.score desc, candidate.id limit ?`,
    )
    .all(since, limit)
    .map((row) => ({
      id: number(row, 'id'),
      title: text(row, 'title'),
      url: text(row, 'url'),
      sourceId: text(row, 'source_id'),
      score: number(row, 'score'),
      createdAt: number(row, 'created_at'),
    }));
}
