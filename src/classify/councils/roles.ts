import type { CouncilRole } from '../../model/verdict.ts';
import type { Mention } from './standing.ts';

/** What a mention is worth for having bought: that of the first council that a text tells of, counts further. */
const WORTH = { title: 3, acts: 3, cued: 1.5, plain: 1, place: 0 } as const;
const FIRST = 2;
/** More mentions than make so much say nothing further. */
const MOST_WORTH = 6;
/** Of what the council that stands out most has: less is in passing. */
const IN_PASSING = 1 / 3;

/** The points of one mention; `isFirst` of the first that is no mere place. */
export function worthOf(standing: Mention, inTitle: boolean, cued: boolean, isFirst: boolean): number {
  const first = isFirst && standing !== 'place' ? FIRST : 0;
  if (inTitle) return standing === 'place' ? WORTH.plain : WORTH.title + first;
  return (standing === 'plain' && cued ? WORTH.cued : WORTH[standing]) + first;
}

/**
 * Who bought, by the points of each: those that come near the one with most. Where a post tells of one place only, whoever governs it
 * bought, unless it is a county: much happens in a county that others do.
 */
export function rolesOf(points: readonly number[], isCounty: (at: number) => boolean): CouncilRole[] {
  if (points.length === 1 && points[0] === 0) return [isCounty(0) ? 'named' : 'buyer'];
  const counted = points.map((own) => Math.min(own, MOST_WORTH));
  const least = Math.max(...counted) * IN_PASSING;
  return counted.map((own) => (own > 0 && own >= least ? 'buyer' : 'named'));
}
