import { isSubject } from './standing.ts';
import { tellsOfBuying } from './clients.ts';
import { worthOf } from './roles.ts';
import type { Seen } from './see-names.ts';

/** Named neither as a council nor as who did something: "residents of Haringey". */
export function isByTheWay({ standing, cued, field }: Seen): boolean {
  return standing === 'place' || (standing === 'plain' && cued === null && field !== 'title');
}

/** Whether a name is more than a place's here: that of a council, of who did something, or what a sentence is about. */
export function isSaid(seen: Seen): boolean {
  if (seen.standing !== 'plain') return seen.standing === 'acts';
  return !isByTheWay(seen) || isSubject(seen.tokens, seen.sighting);
}

export function weightOf({ cued, standing, field }: Seen, isFirst: boolean): number {
  return worthOf(standing, field === 'title', cued !== null, isFirst);
}

/** A name as it counts on a council's own site: what others did there, besides buying, is no buying: "Guildford had asked to have sites included". */
export function onAnothersSite(seen: Seen): Seen {
  const { standing, cued, tokens, sighting } = seen;
  if (standing !== 'acts' || cued !== null || tellsOfBuying(tokens, sighting.first, sighting.end))
    return seen;
  return { ...seen, standing: 'place' };
}
