import { cautionFor } from './cautions.ts';
import { type Gazetteer, type Named, type Sighting, sightNames } from './gazetteer.ts';
import { type Mention, standingOf } from './roles.ts';
import { councilCue, joined, nextTo } from './surroundings.ts';
import { type Tokens, tokenText } from '../tokens.ts';
import type { PostField } from '../../model/verdict.ts';

/** A name in its field, with what stands around it. */
export type Seen = {
  readonly sighting: Sighting;
  readonly field: PostField;
  readonly tokens: Tokens;
  /** The token range with the words that make a council of it ("Bury Borough Council"), or null. */
  readonly cued: { readonly first: number; readonly end: number } | null;
  /** The word came from a name further on: "Slough and Reading councils". */
  readonly shared: boolean;
  /** It stands in a list with a council that needs no cue: "Highland and Falkirk". */
  readonly listed: boolean;
  /** What it does there. */
  readonly standing: Mention;
  /** The state or country right after it. */
  readonly within: (Named & { kind: 'region' }) | undefined;
};

/** The names in a field of a post, with what stands around each. */
export function seeNames(gazetteer: Gazetteer, field: PostField, tokens: Tokens): Seen[] {
  const sightings = sightNames(gazetteer, tokens);
  const seen = sightings.map((sighting, at): Seen => {
    const cued = councilCue(tokens, sighting);
    const next = sightings[at + 1];
    const end = cued?.end ?? sighting.end;
    const region = next === undefined ? undefined : regionFor(sighting, next);
    const within =
      next !== undefined && region !== undefined && nextTo(tokens, end, next.first, region.brief)
        ? region
        : undefined;
    const standing = standingOf(tokens, cued ?? sighting, cued !== null);
    const listed = isListed(sightings, at, tokens);
    return { sighting, field, tokens, cued, within, standing, shared: false, listed };
  });
  shareCues(seen);
  shareStandings(seen);
  return seen;
}

function isListed(sightings: readonly Sighting[], at: number, tokens: Tokens): boolean {
  const [before, here, after] = [sightings[at - 1], sightings[at], sightings[at + 1]];
  if (here === undefined) return false;
  const beside = (one: Sighting | undefined, other: Sighting | undefined) =>
    one !== undefined && other !== undefined && joined(tokens, one.end, other.first);
  return (
    (before !== undefined && isSure(before) && beside(before, here)) ||
    (after !== undefined && isSure(after) && beside(here, after))
  );
}

function isSure({ entry }: Sighting): boolean {
  return entry.named.some((named) => named.kind === 'council') && cautionFor(entry.name) === undefined;
}

/** The state or country that a name stands for; `WA` is Western Australia after Perth and Washington after Seattle. */
function regionFor({ entry }: Sighting, next: Sighting): (Named & { kind: 'region' }) | undefined {
  const regions = next.entry.named.filter((named) => named.kind === 'region');
  const known = entry.named.flatMap((named) => (named.kind === 'place' ? [named.region] : []));
  return regions.find((region) => known.includes(region.name)) ?? regions[0];
}

/** Gives every name of "Reading, Bracknell Forest and Wokingham councils" the word that stands after the last. */
function shareCues(seen: Seen[]): void {
  for (let at = seen.length - 2; at >= 0; at -= 1) {
    const here = seen[at];
    const next = seen[at + 1];
    if (here === undefined || next === undefined || here.cued !== null || next.cued === null) continue;
    if (joined(here.tokens, here.sighting.end, next.sighting.first) && isPlural(next))
      seen[at] = { ...here, cued: here.sighting, shared: true };
  }
}

/** In "East Devon, Mid Devon and Teignbridge bought" all did; in "in Devon and Cornwall" both are places. */
function shareStandings(seen: Seen[]): void {
  const take = (at: number, from: number, standing: Mention) => {
    const here = seen[at];
    const other = seen[from];
    if (here?.standing === 'plain' && other?.standing === standing) seen[at] = { ...here, standing };
  };
  for (let at = seen.length - 2; at >= 0; at -= 1) if (areJoined(seen, at)) take(at, at + 1, 'acts');
  for (let at = 1; at < seen.length; at += 1) if (areJoined(seen, at - 1)) take(at, at - 1, 'place');
}

function areJoined(seen: readonly Seen[], at: number): boolean {
  const here = seen[at];
  const next = seen[at + 1];
  if (here === undefined || next === undefined) return false;
  return joined(here.tokens, (here.cued ?? here.sighting).end, (next.cued ?? next.sighting).first);
}

function isPlural({ tokens, cued, shared }: Seen): boolean {
  return shared || (cued !== null && tokenText(tokens, cued.end - 1) === 'councils');
}
