import type { CaseFacts } from './case-facts.ts';

/** Why a post is not a case study: one key each, `1` to `9`, in this order. `teaches` is the rule group that a reason speaks to. */
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

export const REASON_SLUGS: readonly Reason[] = REASONS.map(({ slug }) => slug);

/** What a reviewer may say of a candidate, and what the desk itself writes besides. */
export const DECISION_KINDS = [
  ...(['accept', 'reject', 'second', 'snooze', 'duplicate', 'edit'] as const),
  ...(['note', 'undo', 'wake'] as const),
] as const;
/** Where a candidate stands. */
export const CANDIDATE_STATES = ['new', 'accepted', 'rejected', 'second', 'snoozed', 'duplicate'] as const;

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
  /** What readers are to see of it, as far as a reviewer has prepared it for an editor; the first two where they differ from the page's own. */
  readonly title?: string;
  readonly publisher?: string;
  readonly blurb?: string;
  readonly story?: CaseFacts;
};
export type DecisionKind = (typeof DECISION_KINDS)[number];
export type CandidateState = (typeof CANDIDATE_STATES)[number];
