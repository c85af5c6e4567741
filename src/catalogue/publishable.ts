import * as z from 'zod';
import { resolveUrl } from '../base/url.ts';
import type { Verdict } from '../model/verdict.ts';
import { candidateFacts } from '../store/entries.ts';
import type { Store } from '../store/open.ts';
import { storedPost } from '../store/posts.ts';
import { verdictOf } from '../store/verdicts.ts';

/** A candidate as the publishing form meets it: what is known of the post, and why the rules spoke for it. */
export type Publishable = {
  readonly candidateId: number;
  readonly state: string;
  readonly acceptedAt: number;
  readonly url: string;
  readonly urlKey: string;
  readonly sourceId: string;
  readonly title: string;
  /** The publisher's own text: for the editor and for checks, never for a public page. */
  readonly text: string;
  readonly published: string | null;
  readonly datePrecision: string;
  readonly councils: readonly { readonly code: string; readonly as: string }[];
  readonly topics: readonly string[];
  readonly practices: readonly string[];
  readonly stage: string;
  readonly evidence: string;
  /** Rules that fired for it, by id, the weightiest first. */
  readonly why: readonly string[];
};

const BlocksSchema = z.array(z.object({ text: z.string() }));
const VerdictSchema = z.object({
  hits: z.array(z.object({ rule: z.string(), points: z.number() })).default([]),
  councils: z.array(z.object({ code: z.string(), as: z.string() })).default([]),
  topics: z.array(z.string()).default([]),
  practices: z.array(z.string()).default([]),
  stage: z.string().default('unknown'),
  evidence: z.string().default('claimed'),
}) satisfies z.ZodType<Pick<Verdict, 'stage' | 'evidence'>>;

/** Only what a reviewer corrected; councils are named there, not quoted. */
const FactsSchema = z.object({
  councils: z.array(z.object({ code: z.string(), name: z.string() })),
  topics: z.array(z.string()),
  practices: z.array(z.string()),
  stage: z.string(),
  evidence: z.string(),
});

/** Reads a candidate for publishing; undefined when there is none. */
export function readPublishable(store: Store, candidateId: number): Publishable | undefined {
  const candidate = candidateFacts(store, candidateId);
  const post = candidate === undefined ? undefined : storedPost(store, candidate.postId);
  if (candidate === undefined || post === undefined) return undefined;
  const verdict = VerdictSchema.parse(JSON.parse(verdictOf(store, post.id)?.verdict ?? '{}'));
  const text = BlocksSchema.parse(JSON.parse(post.blocks)).map((block) => block.text);
  return {
    candidateId,
    state: candidate.state,
    acceptedAt: candidate.decidedAt,
    // http and https only: what is not an address is never made a link.
    url: resolveUrl(post.url, undefined) ?? '',
    urlKey: post.key,
    sourceId: post.sourceId,
    title: post.title,
    text: text.join('\n\n'),
    published: post.published,
    datePrecision: post.datePrecision,
    ...(candidate.facts === null ? factsOf(verdict) : correctedFacts(candidate.facts, verdict)),
    why: speakingRules(verdict.hits),
  };
}

type Facts = Pick<Publishable, 'councils' | 'topics' | 'practices' | 'stage' | 'evidence'>;

function factsOf({ councils, topics, practices, stage, evidence }: z.output<typeof VerdictSchema>): Facts {
  return { councils, topics, practices, stage, evidence };
}

function correctedFacts(json: string, verdict: z.output<typeof VerdictSchema>): Facts {
  const facts = FactsSchema.parse(JSON.parse(json));
  const quoted = new Map(verdict.councils.map(({ code, as }) => [code, as]));
  return {
    ...facts,
    councils: facts.councils.map(({ code, name }) => ({ code, as: quoted.get(code) ?? name })),
  };
}

function speakingRules(hits: readonly { readonly rule: string; readonly points: number }[]): string[] {
  const speaking = hits.filter((hit) => hit.points > 0).sort((a, b) => b.points - a.points);
  return [...new Set(speaking.map((hit) => hit.rule))].slice(0, 6);
}
