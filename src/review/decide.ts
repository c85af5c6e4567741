import {
  type DecisionRecord,
  type DecisionRow,
  addDecision,
  decisionByNonce,
  decisionsOf,
} from '../store/decisions.ts';
import {
  type CandidateRow,
  candidateRow,
  dropClaim,
  moveCandidate,
  sleepersDue,
  sameStoryAs,
} from '../store/desk.ts';
import { type Store, inTransaction } from '../store/open.ts';
import { passStoryOn } from '../store/clusters.ts';
import { standingOf } from './decision.ts';
import { keepMentions } from './mentions.ts';
import type { DecisionKind, Facts, Reason } from '../model/decision.ts';

/** What a reviewer says of a candidate. */
export type Act =
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject'; readonly reason: Reason }
  | { readonly kind: 'second' }
  | { readonly kind: 'snooze'; readonly until: number }
  | { readonly kind: 'duplicate'; readonly of: number }
  | { readonly kind: 'edit'; readonly facts: Facts };

/** An act with who, on what, and what they had before their eyes. */
export type DecisionRequest = {
  readonly candidateId: number;
  /** The candidate's version on the page that was acted on. */
  readonly versionSeen: number;
  readonly act: Act;
  readonly note: string;
  /** One a form: the second click of a double click is known by it. */
  readonly nonce: string;
  readonly reviewerId: number;
  /** Unix ms. */
  readonly now: number;
  /** Decisions taken as one are undone as one. */
  readonly batch?: string;
  /** Whether new twins (the same story elsewhere) become duplicates of this candidate. */
  readonly withTwins?: boolean;
};

export type Decided =
  | { readonly kind: 'done'; readonly decisionId: number }
  /** The same form came before: nothing was added. */
  | { readonly kind: 'repeated'; readonly decisionId: number }
  /** Somebody decided since, or (`by` undefined) the post itself changed. */
  | { readonly kind: 'stale'; readonly candidate: CandidateRow; readonly by: DecisionRow | undefined }
  | { readonly kind: 'refused'; readonly say: string }
  | { readonly kind: 'missing' };

/**
 * Writes a decision and moves its candidate, in one transaction, if the candidate still is what the reviewer saw.
 * The only door to the decision table, together with the functions below.
 */
export function decide(store: Store, order: DecisionRequest): Decided {
  return inTransaction(store, () => decideWithin(store, order));
}

/** As `decide`, for a caller that holds a transaction. */
export function decideWithin(store: Store, order: DecisionRequest): Decided {
  const { act, candidateId } = order;
  const earlier = decisionByNonce(store, order.nonce);
  if (earlier !== undefined && isSame(earlier, order)) return { kind: 'repeated', decisionId: earlier.id };
  const candidate = candidateRow(store, candidateId);
  if (candidate === undefined) return { kind: 'missing' };
  if (candidate.version !== order.versionSeen || earlier !== undefined)
    return { kind: 'stale', candidate, by: newest(store, candidateId) };
  const problem = problemWith(store, order);
  if (problem !== undefined) return { kind: 'refused', say: problem };
  const twins = twinsToTake(store, candidate, order);
  const whole = twins.length === 0 ? order : { ...order, batch: order.batch ?? order.nonce };
  const decisionId = write(store, candidate, whole);
  for (const twin of twins)
    write(store, twin, {
      ...whole,
      act: { kind: 'duplicate', of: candidateId },
      note: '',
      nonce: `${order.nonce}/${twin.id}`,
    });
  passStoryOn(store, candidateId, act.kind === 'duplicate' ? act.of : undefined);
  if (act.kind !== 'edit') dropClaim(store, candidateId, order.reviewerId);
  return { kind: 'done', decisionId };
}

/** Adds a note; it moves nothing, so it cannot be stale. */
export function addNote(store: Store, order: Omit<DecisionRequest, 'act' | 'versionSeen'>): Decided {
  return inTransaction(store, () => {
    const earlier = decisionByNonce(store, order.nonce);
    if (earlier !== undefined) return { kind: 'repeated', decisionId: earlier.id };
    const candidate = candidateRow(store, order.candidateId);
    if (candidate === undefined) return { kind: 'missing' };
    if (order.note === '') return { kind: 'refused', say: 'Write something first, then save the note.' };
    const record = recordOf(candidate, { ...order, kind: 'note', versionSeen: candidate.version });
    return { kind: 'done', decisionId: addNoted(store, record, order.reviewerId) };
  });
}

/** Lays snoozed candidates whose time has come back on the desk. Answers how many. */
export function wakeSleepers(store: Store, now: number): number {
  if (sleepersDue(store, now).length === 0) return 0;
  return inTransaction(store, () => {
    const due = sleepersDue(store, now);
    for (const id of due) {
      const candidate = candidateRow(store, id);
      if (candidate === undefined) continue;
      addDecision(
        store,
        recordOf(candidate, { kind: 'wake', versionSeen: candidate.version, note: '', now, nonce: null }),
      );
      settle(store, candidate);
      passStoryOn(store, id, id);
    }
    return due.length;
  });
}

/** Brings a candidate's row in step with its decisions. @throws when it moved under us, which a transaction rules out. */
export function settle(store: Store, candidate: CandidateRow): void {
  const standing = standingOf(decisionsOf(store, candidate.id));
  if (!moveCandidate(store, candidate.id, candidate.version, standing))
    throw new Error(`candidate ${candidate.id} moved within a transaction`);
}

/** A decision's row, for one candidate as it stands now. */
export function recordOf(
  candidate: CandidateRow,
  of: {
    readonly kind: DecisionKind;
    readonly versionSeen: number;
    readonly note: string;
    readonly now: number;
    readonly nonce: string | null;
    readonly reviewerId?: number;
    readonly batch?: string | undefined;
  },
): DecisionRecord {
  return {
    candidateId: candidate.id,
    kind: of.kind,
    reason: null,
    note: of.note === '' ? null : of.note,
    reviewer: of.reviewerId === undefined ? 'desk' : String(of.reviewerId),
    versionSeen: of.versionSeen,
    bodySeen: candidate.bodyHash,
    madeAt: of.now,
    undoes: null,
    until: null,
    duplicateOf: null,
    facts: null,
    nonce: of.nonce,
    batch: of.batch ?? null,
  };
}

function isSame(earlier: DecisionRow, { act, candidateId }: DecisionRequest): boolean {
  return (
    earlier.kind === act.kind &&
    earlier.candidateId === candidateId &&
    (act.kind !== 'reject' || earlier.reason === act.reason)
  );
}

function newest(store: Store, candidateId: number): DecisionRow | undefined {
  return decisionsOf(store, candidateId).findLast(({ kind }) => kind !== 'note');
}

function problemWith(store: Store, { act, candidateId, now }: DecisionRequest): string | undefined {
  if (act.kind === 'snooze' && act.until <= now) return 'Choose a day in the future to snooze until.';
  if (act.kind !== 'duplicate') return undefined;
  if (act.of === candidateId)
    return 'A post cannot be a duplicate of itself. Give the number of the other post.';
  const other = candidateRow(store, act.of);
  if (other === undefined)
    return `There is no post ${act.of} on the desk. Give the number of the other post.`;
  if (other.state === 'duplicate')
    return `Post ${act.of} is a duplicate itself. Give the number of the post it repeats.`;
  return undefined;
}

function write(store: Store, candidate: CandidateRow, order: DecisionRequest): number {
  const { act } = order;
  const record = {
    ...recordOf(candidate, { ...order, kind: act.kind }),
    reason: act.kind === 'reject' ? act.reason : null,
    until: act.kind === 'snooze' ? act.until : null,
    duplicateOf: act.kind === 'duplicate' ? act.of : null,
    facts: act.kind === 'edit' ? act.facts : null,
  };
  const decisionId = addNoted(store, record, order.reviewerId);
  settle(store, candidate);
  return decisionId;
}

/** Adds a decision; whom its note mentions is kept with it. */
function addNoted(store: Store, record: DecisionRecord, writerId: number): number {
  const decisionId = addDecision(store, record);
  const { candidateId, madeAt: at, note } = record;
  keepMentions(store, { decisionId, candidateId, at }, { text: note ?? '', writerId });
  return decisionId;
}

function twinsToTake(
  store: Store,
  candidate: CandidateRow,
  { withTwins, act }: DecisionRequest,
): CandidateRow[] {
  if (withTwins !== true || (act.kind !== 'accept' && act.kind !== 'reject')) return [];
  return sameStoryAs(store, candidate).filter(({ state }) => state === 'new');
}
