import { resolveUrl } from '../base/url.ts';
import type { DatePrecision } from '../base/dates/dates.ts';
import { defined } from '../base/defined.ts';
import type { CandidateState, Facts } from '../model/decision.ts';
import { postText } from '../model/post.ts';
import type { CaseFacts } from '../model/case-facts.ts';
import { LEARNT } from '../classify/score.ts';
import { buyersOf, type Verdict } from '../model/verdict.ts';
import type { Vouched } from '../model/vouched.ts';
import { candidateFacts } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import { storedPost, type StoredPost } from '../store/posts.ts';
import { verdictOf } from '../store/verdicts.ts';

/** A candidate as the publishing form meets it: what is known of the post, and why the rules spoke for it. */
export type Publishable = {
  readonly candidateId: number;
  readonly state: CandidateState;
  readonly acceptedAt: number;
  readonly url: string;
  readonly urlKey: string;
  readonly sourceId: string;
  readonly title: string;
  /** The publisher's own text: for the editor and for checks, never for a public page. */
  readonly text: string;
  readonly published: string | null;
  readonly datePrecision: DatePrecision;
  readonly vouched: Vouched | null;
  readonly councils: readonly { readonly code: string; readonly as: string }[];
  readonly topics: readonly string[];
  readonly practices: readonly string[];
  readonly stage: string;
  readonly evidence: string;
  /** What a reviewer prepared for an editor, as far as they did. */
  readonly prepared: Pick<Facts, 'title' | 'publisher'>;
  readonly blurb?: string;
  readonly story?: CaseFacts;
  /** The candidate as it stood when it was read. */
  readonly version: number;
  /** Rules that fired for it, by id, the weightiest first. */
  readonly why: readonly string[];
};

/** Reads a candidate for publishing; undefined when there is none. */
export function readPublishable(store: Store, candidateId: number): Publishable | undefined {
  const candidate = candidateFacts(store, candidateId);
  const post = candidate === undefined ? undefined : storedPost(store, candidate.postId);
  if (candidate === undefined || post === undefined) return undefined;
  const verdict = verdictOf(store, post.id);
  return {
    candidateId,
    state: candidate.state,
    version: candidate.version,
    acceptedAt: candidate.decidedAt,
    // http and https only: what is not an address is never made a link.
    url: resolveUrl(post.url, undefined) ?? '',
    urlKey: post.key,
    sourceId: post.sourceId,
    title: post.title,
    text: postText(post),
    published: post.published,
    datePrecision: post.datePrecision,
    vouched: vouchedFor(post),
    ...(candidate.facts === null ? factsOf(verdict) : correctedFacts(candidate.facts, verdict)),
    why: speakingRules(verdict.hits),
  };
}

function vouchedFor({ evidence, published, dateOrigin }: StoredPost): Vouched | null {
  if (evidence === null) return null;
  const day = published === null ? null : { origin: dateOrigin, confirmed: evidence.published.confirmed };
  return { title: evidence.title, published: day };
}

type Proposed = Pick<
  Publishable,
  'councils' | 'topics' | 'practices' | 'stage' | 'evidence' | 'prepared' | 'blurb' | 'story'
>;

function factsOf(verdict: Verdict): Proposed {
  const { topics, practices, stage, evidence } = verdict;
  return { councils: buyersOf(verdict), topics, practices, stage, evidence, prepared: {} };
}

function correctedFacts({ title, publisher, ...facts }: Facts, verdict: Verdict): Proposed {
  const quoted = new Map(verdict.councils.map(({ code, as }) => [code, as]));
  return {
    ...facts,
    prepared: defined({ title, publisher }),
    councils: facts.councils.map(({ code, name }) => ({ code, as: quoted.get(code) ?? name })),
  };
}

// What was learnt tells a reader nothing: its words do, and they are shown on the desk.
function speakingRules(hits: Verdict['hits']): string[] {
  const speaking = hits
    .filter(({ group, points }) => points > 0 && group !== LEARNT)
    .sort((a, b) => b.points - a.points);
  return [...new Set(speaking.map((hit) => hit.rule))].slice(0, 6);
}
