import {
  DECISION_KINDS,
  type DecisionKind,
  type Facts,
  type Reason,
  REASON_SLUGS,
} from '../model/decision.ts';
import { DECISION_FACTS } from './codecs.ts';
import { CANDIDATE_ORIGINS, type CandidateOrigin } from './candidates.ts';
import { count, maybeNumber, maybeOneOf, maybeText, number, oneOf, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** A decision as it is kept: a row, for ever. `reviewer` is an account's number as text, or `desk` for the desk itself. */
export type DecisionRecord = {
  readonly candidateId: number;
  readonly kind: DecisionKind;
  readonly reason: Reason | null;
  readonly note: string | null;
  readonly reviewer: string;
  readonly versionSeen: number;
  readonly bodySeen: string;
  /** Unix ms. */
  readonly madeAt: number;
  readonly undoes: number | null;
  readonly until: number | null;
  readonly duplicateOf: number | null;
  /** Of an edit. */
  readonly facts: Facts | null;
  readonly nonce: string | null;
  readonly batch: string | null;
};

export type DecisionRow = DecisionRecord & {
  readonly id: number;
  /** The person's name, or `The desk`. */
  readonly by: string;
  readonly isUndone: boolean;
};

const COLUMNS = `decision.*, coalesce(reviewer.name, 'The desk') as by_name,
  exists (select 1 from decision as later where later.undoes = decision.id) as is_undone
  from decision left join reviewer on reviewer.id = cast(decision.reviewer as integer)`;

export function addDecision(store: Store, record: DecisionRecord): number {
  const added = store
    .sql(
      `insert into decision (candidate_id, kind, reason, note, reviewer, version_seen, body_seen, made_at, undoes, until,
         duplicate_of, facts, nonce, batch)
       values ($candidateId, $kind, $reason, $note, $reviewer, $versionSeen, $bodySeen, $madeAt, $undoes, $until,
         $duplicateOf, $facts, $nonce, $batch)`,
    )
    .run({ ...record, facts: record.facts === null ? null : DECISION_FACTS.write(record.facts) });
  return Number(added.lastInsertRowid);
}

/** Everything ever said of a candidate, oldest first. */
export function decisionsOf(store: Store, candidateId: number): DecisionRow[] {
  return store
    .sql(`select ${COLUMNS} where decision.candidate_id = ? order by decision.id`)
    .all(candidateId)
    .map(toDecision);
}

export function decisionById(store: Store, id: number): DecisionRow | undefined {
  const row = store.sql(`select ${COLUMNS} where decision.id = ?`).get(id);
  return row === undefined ? undefined : toDecision(row);
}

export function decisionByNonce(store: Store, nonce: string): DecisionRow | undefined {
  const row = store.sql(`select ${COLUMNS} where decision.nonce = ?`).get(nonce);
  return row === undefined ? undefined : toDecision(row);
}

/** Decisions that were taken as one, in the order they were written. */
export function decisionsOfBatch(store: Store, batch: string): DecisionRow[] {
  return store
    .sql(`select ${COLUMNS} where decision.batch = ? and decision.kind <> 'undo' order by decision.id`)
    .all(batch)
    .map(toDecision);
}

/** The newest decisions and corrections of a person that still stand, newest first. */
export function standingDecisionsBy(store: Store, reviewer: string, limit: number): DecisionRow[] {
  return store
    .sql(
      `select ${COLUMNS} where decision.reviewer = ? and decision.kind in ('accept', 'reject', 'second', 'snooze', 'duplicate', 'edit')
         and not exists (select 1 from decision as later where later.undoes = decision.id)
       order by decision.id desc limit ?`,
    )
    .all(reviewer, limit)
    .map(toDecision);
}

/** What was said since a decision, by whomever, oldest first. */
export function decisionsAfter(store: Store, id: number, limit: number): DecisionRow[] {
  return store
    .sql(`select ${COLUMNS} where decision.id > ? order by decision.id limit ?`)
    .all(id, limit)
    .map(toDecision);
}

/** The number of the newest decision; 0 before there is one. */
export function newestDecision(store: Store): number {
  return count(store.sql('select coalesce(max(id), 0) as n from decision').get());
}

/** How many posts others decided on since a decision. */
export function decidedByOthers(store: Store, after: number, me: string): number {
  return count(
    store
      .sql(
        `select count(distinct candidate_id) as n from decision
         where id > ? and reviewer not in (?, 'desk') and kind in ('accept', 'reject', 'second', 'snooze', 'duplicate')`,
      )
      .get(after, me),
  );
}

/** When a person made their last decisions, newest first (Unix ms): what the pace is told by. */
export function decisionTimes(store: Store, reviewer: string, limit: number): number[] {
  return store
    .sql(
      `select made_at from decision where reviewer = ? and kind in ('accept', 'reject', 'second', 'snooze', 'duplicate')
       order by id desc limit ?`,
    )
    .all(reviewer, limit)
    .map((row) => number(row, 'made_at'));
}

/** Why the posts of a person's last decisions were on the desk, newest first. */
export function decidedOrigins(store: Store, reviewer: string, limit: number): CandidateOrigin[] {
  return store
    .sql(
      `select candidate.origin from decision join candidate on candidate.id = decision.candidate_id
       where decision.reviewer = ? and decision.kind in ('accept', 'reject', 'second', 'snooze', 'duplicate')
       order by decision.id desc limit ?`,
    )
    .all(reviewer, limit)
    .map((row) => oneOf(row, 'origin', CANDIDATE_ORIGINS));
}

function toDecision(row: Row): DecisionRow {
  const id = number(row, 'id');
  return {
    id,
    candidateId: number(row, 'candidate_id'),
    kind: oneOf(row, 'kind', DECISION_KINDS),
    reason: maybeOneOf(row, 'reason', REASON_SLUGS),
    note: maybeText(row, 'note'),
    reviewer: text(row, 'reviewer'),
    versionSeen: number(row, 'version_seen'),
    bodySeen: text(row, 'body_seen'),
    madeAt: number(row, 'made_at'),
    undoes: maybeNumber(row, 'undoes'),
    until: maybeNumber(row, 'until'),
    duplicateOf: maybeNumber(row, 'duplicate_of'),
    facts: row['facts'] === null ? null : DECISION_FACTS.read(row, id),
    nonce: maybeText(row, 'nonce'),
    batch: maybeText(row, 'batch'),
    by: text(row, 'by_name'),
    isUndone: number(row, 'is_undone') === 1,
  };
}
