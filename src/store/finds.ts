import type { Edition, Finds } from '../model/finds.ts';
import type { Marks } from '../model/marks.ts';
import { BANDS, type Band } from '../model/verdict.ts';
import { EDITION } from './codecs.ts';
import { maybeNumber, number, oneOf, text, type Row } from './columns.ts';
import { MARKED, marksIn } from './marks.ts';
import type { Store } from './open.ts';

/** A post's present verdict as far as a preview asks, with what it was worked out from. */
export type KeptVerdict = {
  readonly postId: number;
  readonly score: number;
  readonly band: Band;
  readonly state: 'accepted' | 'rejected' | 'undecided';
  /** Undefined where nothing is kept, or the post holds no word. */
  readonly finds: Finds | undefined;
};

/** Keeps what a verdict was worked out from; null of a post without a word. */
export function keepFinds(store: Store, postId: number, finds: Finds | null): void {
  const { words, counts, lines } = finds ?? { words: 0, counts: null, lines: NO_LINES };
  store
    .sql(
      'insert or replace into finds values ($postId, $edition, $words, $wording, $telling, $decisions, $counts)',
    )
    .run({
      ...{ postId, words, ...lines, edition: editionId(store, finds?.edition ?? NO_EDITION) },
      counts: counts === null ? null : new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength),
    });
}

const NO_LINES = { wording: null, telling: null, decisions: null };
const NO_EDITION: Edition = { patterns: [] };

function editionId(store: Store, edition: Edition): number {
  const json = EDITION.write(edition);
  const find = () => store.sql('select id from finds_edition where edition = ?').get(json);
  const known = find();
  if (known !== undefined) return number(known, 'id');
  return Number(store.sql('insert into finds_edition (edition) values (?)').run(json).lastInsertRowid);
}

/** How many posts have a verdict. */
export function verdictCount(store: Store): number {
  const row = store.sql('select count(*) as n from classification').get();
  return row === undefined ? 0 : number(row, 'n');
}

/** Every post that has a verdict, with what it was worked out from, the oldest first. */
export function* keptVerdicts(store: Store): Generator<KeptVerdict> {
  const editions = editionsOf(store);
  const rows = store
    .sql(
      `select classification.post_id, classification.score, classification.band, finds.edition, finds.words, finds.wording,
         finds.telling, finds.decisions, finds.counts,
         case candidate.state when 'accepted' then 1 when 'rejected' then 2 else 0 end as said
       from classification left join finds on finds.post_id = classification.post_id
         left join candidate on candidate.post_id = classification.post_id order by classification.post_id`,
    )
    .iterate();
  for (const row of rows)
    yield {
      postId: number(row, 'post_id'),
      score: number(row, 'score'),
      band: oneOf(row, 'band', BANDS),
      state: STATES[number(row, 'said')] ?? 'undecided',
      finds: findsIn(row, editions),
    };
}

/** A candidate that waits, as far as ranking it anew asks. */
export type WaitingCandidate = {
  readonly candidateId: number;
  /** By which it is dealt. */
  readonly score: number;
  readonly url: string;
  readonly finds: Finds;
  /** What the learnt lines read of its text; undefined where nothing is kept. */
  readonly marks: Marks | undefined;
};

/** Candidates that wait and of which it is kept what their verdict was worked out from: so many of those that are dealt first, in that order. */
export function waitingFirst(store: Store, most: number): WaitingCandidate[] {
  const rows = store
    .sql(
      `select ${WAITING} from candidate indexed by candidate_by_score join finds on finds.post_id = candidate.post_id ${THEIR_POSTS}
       where ${WAITS} order by candidate.score desc, candidate.id limit ?`,
    )
    .all(most);
  return [...waitingIn(rows, editionsOf(store))];
}

/** All of them, in the order in which they lie in the file: a third of what it takes to look for each by its score. */
export function allWaiting(store: Store): Generator<WaitingCandidate> {
  const rows = store
    .sql(
      `select ${WAITING} from finds cross join candidate on candidate.post_id = finds.post_id ${THEIR_POSTS}
       where ${WAITS} order by finds.post_id`,
    )
    .iterate();
  return waitingIn(rows, editionsOf(store));
}

/** A post without a word has nothing that could rank it: it must not count among so many of the first. */
const WAITS = "candidate.state = 'new' and candidate.held is null and finds.counts is not null";
const WAITING = `candidate.id, candidate.score, post.url, finds.edition, finds.words, finds.wording, finds.telling, finds.decisions,
  finds.counts, ${MARKED}`;
const THEIR_POSTS = `join post on post.id = finds.post_id
  left join marks on marks.post_id = post.id and marks.body_hash = post.body_hash`;

function* waitingIn(
  rows: Iterable<Row>,
  editions: ReadonlyMap<number, Edition>,
): Generator<WaitingCandidate> {
  for (const row of rows) {
    const finds = findsIn(row, editions);
    if (finds === undefined) continue;
    yield {
      candidateId: number(row, 'id'),
      score: number(row, 'score'),
      url: text(row, 'url'),
      finds,
      marks: marksIn(row),
    };
  }
}

/** Has a waiting candidate dealt by another score, until its post is scored anew. */
export function rankCandidate(store: Store, candidateId: number, score: number): void {
  store.sql("update candidate set score = ? where id = ? and state = 'new'").run(score, candidateId);
}

function editionsOf(store: Store): ReadonlyMap<number, Edition> {
  const rows = store.sql('select id, edition from finds_edition').all();
  return new Map(rows.map((row) => [number(row, 'id'), EDITION.read(row, number(row, 'id'))]));
}

const STATES = ['undecided', 'accepted', 'rejected'] as const;

function findsIn(row: Row, editions: ReadonlyMap<number, Edition>): Finds | undefined {
  const blob = row['counts'];
  const edition = blob instanceof Uint8Array ? editions.get(number(row, 'edition')) : undefined;
  if (edition === undefined || !(blob instanceof Uint8Array)) return undefined;
  return {
    edition,
    words: number(row, 'words'),
    counts: new Uint16Array(blob.buffer, blob.byteOffset, blob.byteLength >> 1),
    lines: {
      wording: maybeNumber(row, 'wording'),
      telling: maybeNumber(row, 'telling'),
      decisions: maybeNumber(row, 'decisions'),
    },
  };
}
