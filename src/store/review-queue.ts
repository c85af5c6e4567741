import type { SQLInputValue } from 'node:sqlite';
import type { CandidateState } from '../model/decision.ts';
import type { CandidateOrigin } from './candidates.ts';
import { count, number, text } from './columns.ts';
import { candidateRow, type CandidateRow } from './desk.ts';
import type { Store } from './open.ts';

/** Which candidates, in which order. Every part that is given must hold. */
export type ReviewFilter = {
  readonly states: readonly CandidateState[];
  readonly order: 'score' | 'newest';
  readonly sourceId?: string | undefined;
  readonly council?: string | undefined;
  readonly topic?: string | undefined;
  /** The question that its text does not answer. */
  readonly missing?: string | undefined;
  /** Scores from here on, and below there. */
  readonly least?: number | undefined;
  readonly below?: number | undefined;
  /** Published on this day (ISO) or later. */
  readonly from?: string | undefined;
  /** Who was asked to look at it. */
  readonly assignedTo?: number | undefined;
  /** Whom a note on it mentions. */
  readonly mentioned?: number | undefined;
  readonly origin?: CandidateOrigin | undefined;
  readonly isDisputed?: boolean | undefined;
  /** An account's number, as decisions hold it. */
  readonly decidedBy?: string | undefined;
};

// Of posts that tell one story only the head is dealt; the others are shown on its card, until something was decided on them by themselves.
const OWN_CARD = `(candidate.cluster_id is null or candidate.cluster_id = candidate.id
  or candidate.state in ('accepted', 'rejected', 'second', 'snoozed'))`;

type Where = { readonly sql: string; readonly params: Record<string, SQLInputValue> };

const ORDERS = {
  score: 'candidate.score desc, candidate.id',
  newest: 'candidate.published desc, candidate.id desc',
};
const BACKWARDS = {
  score: 'candidate.score, candidate.id desc',
  newest: 'candidate.published, candidate.id',
};
// The first comparison lets the index start at the place; the second settles ties.
const BEYOND = {
  score: {
    on: 'candidate.score <= $score and (candidate.score < $score or candidate.id > $id)',
    back: 'candidate.score >= $score and (candidate.score > $score or candidate.id < $id)',
  },
  newest: {
    on: 'candidate.published <= $published and (candidate.published < $published or candidate.id < $id)',
    back: 'candidate.published >= $published and (candidate.published > $published or candidate.id > $id)',
  },
};

/** A page of the queue. */
export function reviewPage(
  store: Store,
  filter: ReviewFilter,
  page: { readonly offset: number; readonly limit: number },
): CandidateRow[] {
  return idsOf(store, filter, page).flatMap((id) => candidateRow(store, id) ?? []);
}

/** How many there are, counted up to `most`: nobody needs to know whether 40,000 or 41,000 are left. */
export function reviewCount(store: Store, filter: ReviewFilter, most: number): number {
  const where = whereOf(filter);
  return count(
    store
      .sql(
        `select count(*) as n from (select 1 from candidate ${countIndexFor(filter)} where ${where.sql} limit $most)`,
      )
      .get({ ...where.params, most }),
  );
}

/** Ids of all, in order: for a decision on the whole of a filtered set. */
export function reviewIds(store: Store, filter: ReviewFilter, most: number): number[] {
  return idsOf(store, filter, { offset: 0, limit: most });
}

function idsOf(
  store: Store,
  filter: ReviewFilter,
  page: { readonly offset: number; readonly limit: number },
): number[] {
  const where = whereOf(filter);
  return store
    .sql(
      `select id from candidate ${indexFor(filter)} where ${where.sql}
       order by ${ORDERS[filter.order]} limit $limit offset $offset`,
    )
    .all({ ...where.params, limit: page.limit, offset: page.offset })
    .map((row) => number(row, 'id'));
}

/** Where a person stands in the queue. */
export type QueuePosition = Pick<CandidateRow, 'id' | 'score' | 'published'>;

export type NextInQueue = {
  readonly reviewerId: number;
  readonly now: number;
  readonly after?: QueuePosition | undefined;
  readonly back?: boolean;
};

/** The next candidate behind (or before) a place that nobody else holds; undefined at the end. */
export function nextForReview(store: Store, filter: ReviewFilter, dealing: NextInQueue): number | undefined {
  const where = whereOf(filter);
  const side = dealing.back === true ? 'back' : 'on';
  const { after } = dealing;
  const beyond = after === undefined ? '' : `and ${BEYOND[filter.order][side]}`;
  const place: Record<string, SQLInputValue> =
    after === undefined
      ? {}
      : {
          id: after.id,
          ...(filter.order === 'score' ? { score: after.score } : { published: after.published }),
        };
  const row = store
    .sql(
      `select id from candidate ${indexFor(filter)} where ${where.sql} ${beyond}
         and not exists (select 1 from claim where candidate_id = candidate.id and claim.until > $now and claim.reviewer_id <> $me)
       order by ${side === 'on' ? ORDERS[filter.order] : BACKWARDS[filter.order]} limit 1`,
    )
    .get({ ...where.params, ...place, now: dealing.now, me: dealing.reviewerId });
  return row === undefined ? undefined : number(row, 'id');
}

/** Facets are counted in so many posts, the best: to count in all of 100,000 would hold everybody up for a quarter of a second. */
export const FACETS_OF = 2000;

/** What a facet of the queue can be set to, the most frequent first, as counted in the best of what waits. */
export function facetCounts(
  store: Store,
  facet: 'source' | 'council' | 'topic',
  limit: number,
): { readonly slug: string; readonly n: number }[] {
  const best = `(select id, source_id from candidate indexed by candidate_by_score
    where state = 'new' and held is null and ${OWN_CARD} order by score desc, id limit ${FACETS_OF}) as best`;
  const sql =
    facet === 'source'
      ? `select source_id as slug, count(*) as n from ${best} group by source_id order by n desc, slug limit $limit`
      : `select slug, count(*) as n from ${best} join candidate_label on candidate_label.candidate_id = best.id
         where kind = $facet group by slug order by n desc, slug limit $limit`;
  return store
    .sql(sql)
    .all(facet === 'source' ? { limit } : { facet, limit })
    .map((row) => ({ slug: text(row, 'slug'), n: number(row, 'n') }));
}

// Named, because the planner's guess changes with what it last counted, and a wrong one walks through everything.
function indexFor({ states, order, sourceId, origin, ...rest }: ReviewFilter): string {
  const { council, topic, missing, decidedBy, assignedTo } = rest;
  const isPlain =
    states.length === 1 && [council, topic, missing, decidedBy, assignedTo].every((one) => one === undefined);
  if (!isPlain) return '';
  // Few are young: to look for them from the best down would walk through all.
  if (order === 'newest' || rest.from !== undefined) return 'indexed by candidate_by_date';
  if (origin !== undefined) return 'indexed by candidate_by_origin';
  return sourceId === undefined ? 'indexed by candidate_by_score' : 'indexed by candidate_by_source';
}

function countIndexFor(filter: ReviewFilter): string {
  const { states, order: _order, ...rest } = filter;
  const isWhole = states.length === 1 && Object.values(rest).every((one) => one === undefined);
  return isWhole ? 'indexed by candidate_waiting' : indexFor(filter);
}

function whereOf(filter: ReviewFilter): Where {
  const parts = ['candidate.held is null'];
  // Of a post that somebody was asked to look at, it is that one.
  if (filter.assignedTo === undefined && filter.mentioned === undefined) parts.push(OWN_CARD);
  const params: Record<string, SQLInputValue> = {};
  const add = (sql: string, name: string, value: SQLInputValue | undefined) => {
    if (value === undefined) return;
    parts.push(sql);
    params[name] = value;
  };
  const names = filter.states.map((_state, index) => `$state${index}`);
  for (const [index, state] of filter.states.entries()) params[`state${index}`] = state;
  if (names.length > 0)
    parts.push(names.length === 1 ? 'candidate.state = $state0' : `candidate.state in (${names.join(', ')})`);
  add('candidate.source_id = $source', 'source', filter.sourceId);
  add('candidate.origin = $origin', 'origin', filter.origin);
  add('candidate.score >= $least', 'least', filter.least);
  add('candidate.score < $below', 'below', filter.below);
  add('candidate.published >= $from', 'from', filter.from);
  add(
    'candidate.id in (select candidate_id from assignment where reviewer_id = $assigned)',
    'assigned',
    filter.assignedTo,
  );
  add(
    'candidate.id in (select candidate_id from mention where reviewer_id = $mentioned)',
    'mentioned',
    filter.mentioned,
  );
  add(
    `candidate.id in (select candidate_id from candidate_label where kind = 'missing' and slug = $missing)`,
    'missing',
    filter.missing,
  );
  if (filter.isDisputed === true) parts.push('candidate.disputed = 1');
  add(
    `candidate.id in (select candidate_id from candidate_label where kind = 'council' and slug = $council)`,
    'council',
    filter.council,
  );
  add(
    `candidate.id in (select candidate_id from candidate_label where kind = 'topic' and slug = $topic)`,
    'topic',
    filter.topic,
  );
  add(
    `candidate.id in (select candidate_id from decision where reviewer = $by and kind in ('accept', 'reject', 'second', 'snooze', 'duplicate'))`,
    'by',
    filter.decidedBy,
  );
  return { sql: parts.join(' and '), params };
}
