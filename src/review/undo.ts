import {
  addDecision,
  type DecisionRow,
  decisionById,
  decisionByNonce,
  decisionsOf,
  decisionsOfBatch,
  standingDecisionsBy,
} from '../store/decisions.ts';
import { passStoryOn } from '../store/clusters.ts';
import { candidateRow } from '../store/desk.ts';
import { type Store, inTransaction } from '../store/open.ts';
import { recordOf, settle } from './decide.ts';
import { standingOf } from './decision.ts';

export type Undone =
  | { readonly kind: 'done'; readonly of: DecisionRow; readonly count: number }
  | { readonly kind: 'repeated' }
  /** Somebody decided on the same post since: theirs must be undone first. */
  | { readonly kind: 'overtaken'; readonly by: DecisionRow }
  | { readonly kind: 'nothing' };

/** Who undoes, when, and by which form. */
export type UndoOrder = {
  readonly reviewerId: number;
  readonly now: number;
  readonly nonce: string;
  /** The decision to undo; without it, the newest of the person's own that can be. */
  readonly decisionId?: number;
};

/**
 * Undoes a decision, however old, with everything that was decided with it. The decision stays; the undo is a row of its own,
 * and the candidate falls back to the decision before.
 */
export function undo(store: Store, order: UndoOrder): Undone {
  return inTransaction(store, () => {
    if (decisionByNonce(store, order.nonce) !== undefined) return { kind: 'repeated' };
    const target =
      order.decisionId === undefined
        ? lastOwn(store, order.reviewerId)
        : decisionById(store, order.decisionId);
    if (target === undefined || target.isUndone || target.kind === 'undo' || target.kind === 'note')
      return { kind: 'nothing' };
    const above = aboveOf(store, target);
    if (above !== undefined) return { kind: 'overtaken', by: above };
    const all = [target, ...companions(store, target)];
    for (const [index, decision] of all.entries())
      undoOne(store, decision, { ...order, nonce: index === 0 ? order.nonce : `${order.nonce}/${index}` });
    for (const { candidateId } of all) passStoryOn(store, candidateId, candidateId);
    return { kind: 'done', of: target, count: all.length };
  });
}

/**
 * The last thing a person did that an undo would take back: a decision or a correction, everything they ever did, newest first,
 * passing over what others have decided on since.
 */
export function lastOwn(store: Store, reviewerId: number): DecisionRow | undefined {
  // The newest is nearly always it.
  for (let limit = 1; ; limit *= 8) {
    const own = standingDecisionsBy(store, String(reviewerId), limit);
    const found = own.find((decision) => aboveOf(store, decision) === undefined);
    if (found !== undefined || own.length < limit) return leaderOf(store, found);
  }
}

// A twin that was swept along is not what the person decided: its leader is.
function leaderOf(store: Store, decision: DecisionRow | undefined): DecisionRow | undefined {
  if (decision?.batch === null || decision === undefined) return decision;
  const leader = decisionsOfBatch(store, decision.batch).find(
    (other) => !other.isUndone && aboveOf(store, other) === undefined,
  );
  return leader ?? decision;
}

/** The standing decision on the same candidate that came after this one, if any. */
function aboveOf(store: Store, decision: DecisionRow): DecisionRow | undefined {
  const all = decisionsOf(store, decision.candidateId);
  if (decision.kind === 'edit')
    return all.find((other) => other.kind === 'edit' && !other.isUndone && other.id > decision.id);
  const { top } = standingOf(all);
  return top !== undefined && top.id > decision.id ? top : undefined;
}

function companions(store: Store, decision: DecisionRow): DecisionRow[] {
  if (decision.batch === null) return [];
  return decisionsOfBatch(store, decision.batch).filter(
    (other) => other.id !== decision.id && !other.isUndone && aboveOf(store, other) === undefined,
  );
}

function undoOne(store: Store, decision: DecisionRow, order: UndoOrder): void {
  const candidate = candidateRow(store, decision.candidateId);
  if (candidate === undefined) throw new Error(`decision ${decision.id} has no candidate`);
  addDecision(store, {
    ...recordOf(candidate, { ...order, kind: 'undo', versionSeen: candidate.version, note: '' }),
    undoes: decision.id,
  });
  settle(store, candidate);
}
