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

/** What speaks for one council of a post. `isSaid`: told of as a council, or as who did something; `isArea`: of a county that no word makes a council of; `county`: the code of the county around it, or ''. */
export type BuyingClaim = {
  readonly code: string;
  readonly county: string;
  readonly isArea: boolean;
  readonly points: number;
  readonly isSaid: boolean;
};

/**
 * Who bought, by the points of each: those that come near the one with most. Where a post tells of one place only, whoever governs it
 * bought, unless it is a county: much happens in a county that others do. Where other bodies buy and no council is told of, only places, none did; nor did a county that only says where its district is, or a district that says where in the county.
 * @param hasOthers whether the post tells of other bodies that buy: asked only where it matters.
 */
export function rolesOf(claims: readonly BuyingClaim[], hasOthers: () => boolean): CouncilRole[] {
  const [only] = claims;
  if (!claims.some(({ isSaid }) => isSaid) && hasOthers()) return claims.map(() => 'named');
  if (claims.length === 1 && only?.points === 0) return [only.isArea ? 'named' : 'buyer'];
  const counted = claims.map((own) => (isPlaceOf(own, claims) ? 0 : Math.min(own.points, MOST_WORTH)));
  const least = Math.max(...counted) * IN_PASSING;
  return counted.map((own) => (own > 0 && own >= least ? 'buyer' : 'named'));
}

/** Whether it is named only as a place, of one that is told of. */
function isPlaceOf(own: BuyingClaim, claims: readonly BuyingClaim[]): boolean {
  if (own.isSaid) return false;
  return claims.some(
    ({ isSaid, code, county }) =>
      isSaid && (county === own.code || (own.county !== '' && own.county === code)),
  );
}
