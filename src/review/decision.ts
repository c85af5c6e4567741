import { type CandidateState, type Facts, REASONS } from '../model/decision.ts';
import { buyersOf, type Verdict } from '../model/verdict.ts';
import type { DecisionRow } from '../store/decisions.ts';
import { longTime } from '../web/words.ts';

/** What a candidate's decisions add up to. */
export type Standing = {
  readonly state: CandidateState;
  readonly until: number | null;
  readonly isDisputed: boolean;
  readonly facts: Facts | null;
  /** The decision that makes the state; undefined while nobody has decided. */
  readonly top: DecisionRow | undefined;
};

const STATES: Readonly<Record<string, CandidateState>> = {
  accept: 'accepted',
  reject: 'rejected',
  second: 'second',
  snooze: 'snoozed',
  duplicate: 'duplicate',
  wake: 'new',
};

const WORDS: Readonly<Record<string, string>> = {
  accept: 'Accepted',
  second: 'Second opinion asked for',
  snooze: 'Snoozed',
  wake: 'Back after a snooze',
  undo: 'Undid a decision',
  edit: 'Corrected what was proposed',
  note: 'Note',
};

/** The state of a candidate: that of its newest decision that was not undone. Pure, so that it can be checked against the store. */
export function standingOf(decisions: readonly DecisionRow[]): Standing {
  const valid = decisions.filter((decision) => !decision.isUndone);
  const top = valid.findLast((decision) => STATES[decision.kind] !== undefined);
  const state = (top === undefined ? undefined : STATES[top.kind]) ?? 'new';
  return {
    state,
    until: state === 'snoozed' ? (top?.until ?? null) : null,
    isDisputed: isDisputed(valid, state),
    facts: valid.findLast((decision) => decision.kind === 'edit')?.facts ?? null,
    top,
  };
}

// Disputed: somebody asked for a second opinion, or the last words of all who judged it are a tie.
function isDisputed(valid: readonly DecisionRow[], state: CandidateState): boolean {
  if (state === 'second') return true;
  const last = new Map<string, string>();
  for (const { kind, reviewer } of valid)
    if (kind === 'accept' || kind === 'reject') last.set(reviewer, kind);
  const accepts = [...last.values()].filter((kind) => kind === 'accept').length;
  return accepts > 0 && accepts * 2 === last.size;
}

/** Who decided while somebody else was looking, and what: `Ana was faster: accepted, 3 October 2026 at 14:05`. */
export function fasterWords(by: DecisionRow): string {
  return `${by.by} was faster: ${decisionWords(by).toLowerCase()}, ${longTime(by.madeAt)}`;
}

/** A decision in words: `Rejected: tender notice`. */
export function decisionWords(decision: Pick<DecisionRow, 'kind' | 'reason' | 'duplicateOf'>): string {
  if (decision.kind === 'reject') {
    const reason = REASONS.find(({ slug }) => slug === decision.reason);
    return `Rejected: ${(reason?.label ?? 'other').toLowerCase().replace('english', 'English')}`;
  }
  if (decision.kind === 'duplicate') return `Duplicate of post ${decision.duplicateOf ?? '?'}`;
  return WORDS[decision.kind] ?? decision.kind;
}

/** What is proposed of a candidate: an edit's facts, or else its verdict's. */
export function proposedFacts(edited: Facts | null, verdict: Verdict): Facts {
  if (edited !== null) return edited;
  const { topics, practices, stage, evidence } = verdict;
  return {
    councils: buyersOf(verdict).map(({ code, name }) => ({ code, name })),
    topics,
    practices,
    stage,
    evidence,
  };
}
