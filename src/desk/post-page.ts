import { randomUUID } from 'node:crypto';
import type { Verdict } from '../model/verdict.ts';
import { type DecisionRow, decisionsOf } from '../store/decisions.ts';
import { type CandidateRow, claimOf, sameStoryAs } from '../store/desk.ts';
import { storedPost } from '../store/posts.ts';
import { assignedOf } from '../store/assignments.ts';
import { reviewerRows } from '../store/reviewers.ts';
import { verdictOf } from '../store/verdicts.ts';
import { shorten } from '../web/words.ts';
import { casePath } from '../catalogue/entry.ts';
import { entryOfCandidate } from '../store/entries.ts';
import { type Banner, undoOffer } from './banner.ts';
import { decisionWords, standingOf, proposedFacts } from '../review/decision.ts';
import { REASONS } from '../model/decision.ts';
import type { DeskDeps } from './deps.ts';
import { frameOf } from './frame.ts';
import { keysOf } from './keys.ts';
import type { Person } from '../model/person.ts';
import { sourceName } from '../base/source.ts';
import { postCard } from './post/post-card.ts';
import type { DeskView } from '../review/view-query.ts';

/** Everything a post's page shows. */
export type PostAsked = {
  readonly person: Person;
  readonly view: DeskView;
  readonly banner?: Banner | undefined;
  /** A note that was typed and could not be saved. */
  readonly note?: string;
};

/** The page of one candidate, in HTML. */
export function postPage(deps: DeskDeps, candidate: CandidateRow, asked: PostAsked): string {
  const post = storedPost(deps.store, candidate.postId);
  if (post === undefined) throw new Error(`candidate ${candidate.id} has no post`);
  const verdict = verdictOf(deps.store, candidate.postId);
  return deps.views('desk/post.njk', {
    ...frameOf(deps, asked.person, asked.view),
    ...postCard(deps, post, verdict),
    title: shorten(post.title, 120),
    candidate,
    banner: asked.banner,
    note: asked.note ?? '',
    nonce: randomUUID(),
    reasons: REASONS,
    keys: keysOf(asked.person.keys),
    facts: factsOf(deps, candidate, verdict),
    sameStory: sameStoryAs(deps.store, candidate).map((other) => otherView(deps, other)),
    history: historyOf(decisionsOf(deps.store, candidate.id)),
    claim: claimByOther(deps, candidate.id, asked.person),
    assigned: assignedOf(deps.store, candidate.id),
    colleagues: reviewerRows(deps.store).filter(
      ({ id, role, disabledAt }) => id !== asked.person.id && role !== 'reader' && disabledAt === null,
    ),
    undoable: undoOffer(deps, asked.person.id),
    entry: entryOf(deps, candidate.id),
  });
}

/** The entry of this post, if any: what readers see of it, or that it was withdrawn, and why. */
function entryOf({ store }: DeskDeps, candidateId: number) {
  const entry = entryOfCandidate(store, candidateId);
  return entry && { id: entry.id, path: casePath(entry), withdrawn: entry.withdrawn };
}

function factsOf(deps: DeskDeps, candidate: CandidateRow, verdict: Verdict) {
  const facts = proposedFacts(candidate.facts, verdict);
  const { topics, practices, stages, evidence } = deps.taxonomy;
  const label = (all: readonly { slug: string; label: string }[], slug: string) =>
    all.find((taxon) => taxon.slug === slug)?.label ?? slug;
  const because = (slug: string) => (verdict.because[slug] ?? []).slice(0, 3).join(', ');
  return {
    isEdited: candidate.facts !== null,
    councils: facts.councils.map(({ name, code }) => ({
      label: name,
      because: verdict.councils.find((council) => council.code === code)?.as ?? '',
    })),
    topics: facts.topics.map((slug) => ({ label: label(topics, slug), because: because(slug) })),
    practices: facts.practices.map((slug) => ({ label: label(practices, slug), because: because(slug) })),
    stage: label(stages, facts.stage),
    evidence: label(evidence, facts.evidence),
  };
}

function otherView(deps: DeskDeps, other: CandidateRow) {
  return {
    id: other.id,
    title: shorten(other.title, 140),
    source: sourceName(deps.sources, other.sourceId),
    state: other.state,
  };
}

function historyOf(decisions: readonly DecisionRow[]) {
  const { top } = standingOf(decisions);
  return decisions
    .map((decision) => ({
      id: decision.id,
      words: decisionWords(decision),
      by: decision.by,
      at: decision.madeAt,
      until: decision.until,
      note: decision.note,
      isUndone: decision.isUndone,
      canUndo: decision.id === top?.id && decision.kind !== 'wake',
    }))
    .reverse();
}

function claimByOther(deps: DeskDeps, candidateId: number, person: Person) {
  const claim = claimOf(deps.store, candidateId, deps.now());
  return claim === undefined || claim.reviewerId === person.id ? undefined : claim;
}
