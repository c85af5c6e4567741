import type { DecisionRow } from '../store/decisions.ts';

/** Why a post is no case study: one key each, `1` to `9`, in this order. `teaches` is the rule group that a reason speaks to. */
export const REASONS = [
  { key: '1', slug: 'notice', label: 'Tender notice', teaches: 'not' },
  { key: '2', slug: 'event', label: 'Event', teaches: 'not' },
  { key: '3', slug: 'guidance', label: 'Guidance', teaches: 'shape' },
  { key: '4', slug: 'advert', label: 'Supplier advert', teaches: 'not' },
  { key: '5', slug: 'no-buying', label: 'No buying step', teaches: 'act' },
  { key: '6', slug: 'no-public-body', label: 'No public body', teaches: 'body' },
  { key: '7', slug: 'no-result', label: 'No result', teaches: 'outcome' },
  { key: '8', slug: 'not-relevant', label: 'Not English or not relevant', teaches: 'not' },
  { key: '9', slug: 'other', label: 'Other', teaches: 'none' },
] as const;

export type Reason = (typeof REASONS)[number]['slug'];

/** The reason a text names, or undefined. */
export function toReason(slug: string): Reason | undefined {
  return REASONS.find((reason) => reason.slug === slug)?.slug;
}

/** What a reviewer may correct of what was proposed. */
export type Facts = {
  readonly councils: readonly { readonly code: string; readonly name: string }[];
  readonly topics: readonly string[];
  readonly practices: readonly string[];
  readonly stage: string;
  readonly evidence: string;
};

/** Where a candidate stands. */
export type CandidateState = 'new' | 'accepted' | 'rejected' | 'second' | 'snoozed' | 'duplicate';

/** What a candidate's decisions add up to. */
export type Standing = {
  readonly state: CandidateState;
  readonly until: number | null;
  readonly isDisputed: boolean;
  readonly facts: string | null;
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

/** A decision in words: `Rejected: tender notice`. */
export function decisionWords(decision: Pick<DecisionRow, 'kind' | 'reason' | 'duplicateOf'>): string {
  if (decision.kind === 'reject') {
    const reason = REASONS.find(({ slug }) => slug === decision.reason);
    return `Rejected: ${(reason?.label ?? 'other').toLowerCase().replace('english', 'English')}`;
  }
  if (decision.kind === 'duplicate') return `Duplicate of post ${decision.duplicateOf ?? '?'}`;
  return WORDS[decision.kind] ?? decision.kind;
}

const WORDS: Readonly<Record<string, string>> = {
  accept: 'Accepted',
  second: 'Second opinion asked for',
  snooze: 'Snoozed',
  wake: 'Back after a snooze',
  undo: 'Undid a decision',
  edit: 'Corrected what was proposed',
  note: 'Note',
};
