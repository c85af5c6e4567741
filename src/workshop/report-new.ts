import type { Strategy } from '../base/strategies.ts';
import { likeLinksOutside } from './like-links.ts';
import type { NewSource } from './new-source.ts';
import { triedCard, type TriedCard } from './try-source.ts';
import { sayRobots, type SiteSurvey } from './survey/survey-site.ts';
import { type DeadEnd, approachName, type ApproachKind } from './survey/approach.ts';

/** What came of `sources new`, as `--json` prints it. */
export type NewReport = {
  readonly id: string;
  readonly file: string;
  readonly home: string;
  readonly robots: string;
  readonly discover: Strategy;
  readonly witness: Strategy | null;
  readonly chosen: { readonly discover: string; readonly witness: string | null };
  /** How many posts can be reached; at least so many where `postsAreAll` is false. */
  readonly posts: number;
  readonly postsAreAll: boolean;
  /** The first five cards, as they are read. */
  readonly cards: readonly Pick<TriedCard, 'url' | 'title' | 'date'>[];
  /** Links on the first page that look like those of the cards and stand outside of them; 0 of what is no page for people. */
  readonly likeLinksOutside: number;
  /** Every approach that was tried, the best first, and those that lead nowhere. */
  readonly tried: readonly (
    | {
        readonly kind: ApproachKind;
        readonly posts: number;
        readonly score: number;
        readonly seen: readonly string[];
      }
    | DeadEnd
  )[];
  /** Their folders. */
  readonly recordings: readonly string[];
  readonly check: { readonly checks: number; readonly faults: readonly string[] };
  readonly requests: number;
  readonly seconds: number;
};

export function reportNew(
  survey: SiteSurvey,
  { loaded, recordings, check }: NewSource,
  cost: { readonly requests: number; readonly ms: number },
): NewReport {
  const { first, witness, ways, deadEnds } = survey;
  const isTried = [...ways, ...deadEnds].some(({ kind }) => kind === 'browser');
  return {
    id: loaded.source.id,
    file: loaded.file,
    home: loaded.source.home,
    robots: sayRobots(survey.robots),
    discover: first.strategy,
    witness: witness?.strategy ?? null,
    chosen: {
      discover: approachName(first.kind),
      witness: witness === undefined ? null : approachName(witness.kind),
    },
    posts: first.reach,
    cards: first.cards.slice(0, 5).map(triedCard),
    likeLinksOutside: likeLinksOutside(first, survey.basics),
    postsAreAll: first.isSure,
    tried: [
      ...ways.map(({ kind, reach, rating, seen }) => ({ kind, posts: reach, score: rating.score, seen })),
      ...deadEnds,
      ...(isTried
        ? []
        : [{ kind: 'browser' as const, why: 'not tried, since the listing shows posts without one' }]),
    ],
    recordings,
    check: {
      checks: check.checks.length,
      faults: check.checks.flatMap(({ what, fault }) => (fault === undefined ? [] : [`${what}: ${fault}`])),
    },
    requests: cost.requests,
    seconds: Math.round(cost.ms / 100) / 10,
  };
}
