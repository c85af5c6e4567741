import type { Verdict } from '../model/verdict.ts';
import { addCandidate, type CandidateOrigin } from '../store/candidates.ts';
import type { Store } from '../store/open.ts';
import { lineOfPost } from '../store/source-lines.ts';
import { groupSameStory } from './same-story.ts';

/** A stored post, and what speaks for showing it to reviewers; the sketch of its text is asked for where it is new to them. */
export type ScoredPost = {
  readonly postId: number;
  readonly sketch: () => Uint32Array;
  readonly verdict: Verdict;
  readonly origin: CandidateOrigin;
  /** Why reviewers should not see it yet (a storm), or null. */
  readonly held: string | null;
  /** Unix ms. */
  readonly now: number;
};

/**
 * Makes a post a candidate if it scored above the line of its source or a person sent it, and finds the others that tell its story where it is
 * new there or `isNewText`. Once a candidate, it stays one. The caller holds a transaction.
 */
export function layOnDesk(
  store: Store,
  { postId, sketch, verdict, origin, held, now }: ScoredPost,
  isNewText: boolean,
): { readonly candidateId: number | null; readonly isNewCandidate: boolean } {
  if (origin === 'rules' && !isAbove(verdict, lineOfPost(store, postId)))
    return { candidateId: null, isNewCandidate: false };
  const { id, isNew } = addCandidate(store, { postId, origin, held, at: now, verdict });
  if (isNew || isNewText) groupSameStory(store, { id, postId, sketch: sketch() });
  return { candidateId: id, isNewCandidate: isNew };
}

/** Below the line of the pack, what a gate holds stays held. */
function isAbove({ score, band, caps }: Verdict, line: number | undefined): boolean {
  if (line === undefined) return band !== 'below';
  return score >= line && (band !== 'below' || caps.length === 0);
}
