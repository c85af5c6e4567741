import { isOnHosts, urlKey } from '../base/url.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { CandidateState } from '../model/decision.ts';
import type { Band } from '../model/verdict.ts';
import type { CandidateOrigin } from '../store/candidates.ts';
import { breakDownScore } from '../review/score-breakdown.ts';
import { type Ladder, ladderOf } from './try-source.ts';
import { findPost, storedPost } from '../store/posts.ts';
import { verdictOf } from '../store/verdicts.ts';
import { candidateRow, sameStoryAs } from '../store/desk.ts';
import type { Store } from '../store/open.ts';
import { candidateOfPost, waitingAt, type WaitingWhere } from '../store/whereabouts.ts';
import type { LoadedSource } from '../rounds/load-sources.ts';

/** Everything that is known of an address. */
export type Explanation = {
  readonly url: string;
  readonly key: string;
  /** Ids of the sources on whose hosts it lies. */
  readonly sources: readonly string[];
  /** Of those, the ones whose `keep` would turn it away. */
  readonly turnedAwayBy: readonly string[];
  readonly waiting: WaitingWhere | null;
  readonly post: ExplainedPost | null;
};

export type ExplainedPost = {
  readonly id: number;
  readonly url: string;
  readonly source: string;
  readonly title: string;
  readonly published: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly score: number;
  readonly band: Band;
  readonly ladder: Ladder;
  /** Null where it is none, and then the score says why. */
  readonly candidate: {
    readonly id: number;
    readonly state: CandidateState;
    readonly origin: CandidateOrigin;
    readonly held: string | null;
  } | null;
  /** The same story elsewhere. */
  readonly twins: readonly { readonly url: string; readonly title: string; readonly state: CandidateState }[];
};

/** Looks an address up under every spelling that a source gives it. */
export function explainAddress(
  url: string,
  {
    store,
    loaded,
    rules,
  }: { readonly store: Store; readonly loaded: readonly LoadedSource[]; readonly rules: RuleSet },
): Explanation {
  const covering = loaded.filter(({ source }) => isOnHosts(url, source.hosts)).map(({ source }) => source);
  const plain = { hosts: { canonical: new URL(url).host, aliases: [] }, urlRules: [], dropParams: [] };
  const keys = [...new Set([...covering, plain].map((source) => urlKey(url, source)))];
  const known = keys.map((key) => findPost(store, key)).find((post) => post !== undefined);
  return {
    url,
    key: keys[0] ?? url,
    sources: covering.map(({ id }) => id),
    turnedAwayBy: covering.filter(({ keep }) => keep?.({ url }) === false).map(({ id }) => id),
    waiting: keys.map((key) => waitingAt(store, key)).find((card) => card !== undefined) ?? null,
    post: known === undefined ? null : explainPost(store, known.id, rules),
  };
}

function explainPost(store: Store, id: number, rules: RuleSet): ExplainedPost | null {
  const post = storedPost(store, id);
  if (post === undefined) return null;
  const verdict = verdictOf(store, id);
  const candidateId = candidateOfPost(store, id);
  const candidate = candidateId === undefined ? undefined : candidateRow(store, candidateId);
  return {
    id,
    url: post.url,
    source: post.sourceId,
    title: post.title,
    published: post.published,
    firstSeen: new Date(post.firstSeen).toISOString(),
    lastSeen: new Date(post.lastSeen).toISOString(),
    score: verdict.score,
    band: verdict.band,
    ladder: ladderOf(breakDownScore(post, verdict, rules)),
    candidate:
      candidate === undefined
        ? null
        : { id: candidate.id, state: candidate.state, origin: candidate.origin, held: candidate.held },
    twins:
      candidate === undefined
        ? []
        : sameStoryAs(store, candidate).map(({ url, title, state }) => ({ url, title, state })),
  };
}
