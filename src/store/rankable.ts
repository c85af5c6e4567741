import type { Besides, Edition, Finds } from '../model/finds.ts';
import { maybeNumber, number, type Row, text } from './columns.ts';
import { editionsOf, findsIn, lineSumsIn } from './finds.ts';
import type { Store } from './open.ts';

/** A candidate that waits, as far as ranking it anew asks. */
export type Rankable = {
  readonly candidateId: number;
  /** By which it is dealt. */
  readonly score: number;
  readonly url: string;
  /** What its verdict was worked out from; of the pack asked about no more than the lines, and what all else comes to. */
  readonly found: Pick<Finds, 'lines'> & ({ readonly besides: Omit<Besides, 'pack'> } | Finds);
  /** What the learnt lines read of its text, as `Marks` has it; undefined where nothing is kept of those weights. */
  readonly wording: Uint16Array | undefined;
};

/** By what is ranked: the hash of a pack, and the edition of the learnt lines' weights, null where no line counts. */
export type RankedBy = { readonly pack: string; readonly weights: string | null };

/** Candidates that wait and of which it is kept what their verdict was worked out from: so many of those that are dealt first, in that order. */
export function firstRankable(store: Store, by: RankedBy, most: number): Rankable[] {
  const rows = store
    .sql(
      `select ${RANKABLE} from candidate indexed by candidate_by_score join finds on finds.post_id = candidate.post_id ${THEIR_POSTS}
       where ${WAITS} order by candidate.score desc, candidate.id limit $most`,
    )
    .all({ ...by, most });
  return [...rankableIn(rows, editionsOf(store))];
}

/** All of them, in the order in which they lie in the file: a third of what it takes to look for each by its score. */
export function allRankable(store: Store, by: RankedBy): Generator<Rankable> {
  const rows = store
    .sql(
      `select ${RANKABLE} from finds cross join candidate on candidate.post_id = finds.post_id ${THEIR_POSTS}
       where ${WAITS} order by finds.post_id`,
    )
    .iterate(by);
  return rankableIn(rows, editionsOf(store));
}

/** Has a waiting candidate dealt by another score, until its post is scored anew. */
export function rankCandidate(store: Store, candidateId: number, score: number): void {
  store.sql("update candidate set score = ? where id = ? and state = 'new'").run(score, candidateId);
}

/** A post without a word has nothing that could rank it: it must not count among so many of the first. */
const WAITS = "candidate.state = 'new' and candidate.held is null and finds.counts is not null";
const IS_BY = 'finds.weighing = (select id from weighing where hash = $pack)';
const RANKABLE = `candidate.id, candidate.score, post.url, finds.wording, finds.telling, finds.decisions, marks.wording as worded,
  iif(${IS_BY}, finds.besides, null) as besides, finds.ceiling,
  iif(${IS_BY}, null, finds.counts) as counts, iif(${IS_BY}, null, finds.words) as words, iif(${IS_BY}, null, finds.edition) as edition`;
const THEIR_POSTS = `join post on post.id = finds.post_id
  left join marks on marks.post_id = post.id and marks.body_hash = post.body_hash and marks.edition = $weights`;

function* rankableIn(rows: Iterable<Row>, editions: ReadonlyMap<number, Edition>): Generator<Rankable> {
  for (const row of rows) {
    const found = foundIn(row, editions);
    if (found === undefined) continue;
    const { worded } = row;
    yield {
      candidateId: number(row, 'id'),
      score: number(row, 'score'),
      url: text(row, 'url'),
      found,
      wording:
        worded instanceof Uint8Array
          ? new Uint16Array(worded.buffer, worded.byteOffset, worded.byteLength >> 1)
          : undefined,
    };
  }
}

function foundIn(row: Row, editions: ReadonlyMap<number, Edition>): Rankable['found'] | undefined {
  const tenths = maybeNumber(row, 'besides');
  if (tenths === null) return findsIn(row, editions);
  return { lines: lineSumsIn(row), besides: { tenths, ceiling: maybeNumber(row, 'ceiling') } };
}
