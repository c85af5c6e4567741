import { runsOn, SPOKEN, words } from './around.ts';
import { cautionFor } from './cautions.ts';
import { type Gazetteer, type Named, type Sighting, sightNames } from './gazetteer.ts';
import { type Mention, standingOf } from './standing.ts';
import { tellsOfBuying } from './clients.ts';
import { councilCue, joined, nextTo } from './surroundings.ts';
import { beginsAnothers, isAnothers } from './whose-name.ts';
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
  /** Nothing but a comma or "and" stands between it and the name before: of a list all are first, or none. */
  readonly goesOn: boolean;
  /** Others of that place, or several, have it in their name: "Devon and Somerset Fire Service". */
  readonly carried: boolean;
  /** What it does there. */
  readonly standing: Mention;
  /** The state or country right after it. */
  readonly within: (Named & { kind: 'region' }) | undefined;
};

/** So many names of a field are looked at, ten times what any real post has: 200,000 characters of place names held a server for a fifth of a second. */
const MOST_NAMES = 1000;

/** Where a capital is a name's, not a headline's. */
const IN_RUNNING_TEXT: ReadonlySet<PostField> = new Set(['lede', 'body']);
const AND = /(?:\band|&)(?:\s+the)?\s*$/;
/** So many names in a row are a list that may be of whomever. */
const SHORTEST_ROLL = 2;

/** Those of whom some are named, and what follows when they are the subject. */
const MANY = words('councils authorities boroughs');
const HAVE = words('are were have had will');

const BY_ITSELF = { shared: false, listed: false, goesOn: false, carried: false, standing: 'plain' } as const;

/** The names in a field of a post, with what stands around each. */
export function seeNames(gazetteer: Gazetteer, field: PostField, tokens: Tokens): Seen[] {
  const sightings = sightNames(gazetteer, tokens).slice(0, MOST_NAMES);
  const seen = sightings.map((sighting, at): Seen => {
    const cued = cueOf(sightings, at, tokens);
    const next = sightings[at + 1];
    const end = cued?.end ?? sighting.end;
    const region = next === undefined ? undefined : regionFor(sighting, next);
    const within =
      next !== undefined && region !== undefined && nextTo(tokens, end, next.first, region.brief)
        ? region
        : undefined;
    const { named } = sighting.entry;
    // A region is a cue for others, whatever it does there.
    if (named[0]?.kind === 'region' && named.length === 1)
      return { ...BY_ITSELF, sighting, field, tokens, cued, within };
    const standing = standingOf(tokens, cued ?? sighting, cued !== null);
    const listed = isListed(sightings, at, tokens);
    const carried =
      isAnothers(tokens, sighting) || (IN_RUNNING_TEXT.has(field) && beginsAnothers(tokens, sighting));
    return { sighting, field, tokens, cued, within, carried, standing, shared: false, listed, goesOn: false };
  });
  for (let at = 1; at < seen.length; at += 1) {
    const here = seen[at];
    if (here !== undefined && areJoined(seen, at - 1)) seen[at] = { ...here, goesOn: true };
  }
  shareCues(seen);
  shareNames(seen);
  liftSubjects(seen);
  shareStandings(seen);
  leaveRolls(seen);
  return seen;
}

/** What makes a council of a name. "Essex councils" are many, of which Essex is none; "Reading and Slough councils" are two. */
function cueOf(sightings: readonly Sighting[], at: number, tokens: Tokens): Seen['cued'] {
  const [before, here] = [sightings[at - 1], sightings[at]];
  const cued = here === undefined ? null : councilCue(tokens, here);
  if (here === undefined || cued === null || tokenText(tokens, cued.end - 1) !== 'councils') return cued;
  return before !== undefined && joined(tokens, before.end, here.first) ? cued : null;
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

/** Whether a name is that of a council and nothing else, by all we know. */
export function isSure({ entry }: Sighting): boolean {
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

/** In "Devon and Somerset Fire Service" neither is the council. */
function shareNames(seen: Seen[]): void {
  for (let at = seen.length - 2; at >= 0; at -= 1) {
    const here = seen[at];
    if (here === undefined || here.cued !== null || seen[at + 1]?.carried !== true) continue;
    if (seen[at + 1]?.goesOn === true && AND.test(between(seen, at))) seen[at] = { ...here, carried: true };
  }
}

/**
 * In "East Devon, Mid Devon and Teignbridge bought" all did, and all of "together with Cotswold and Stroud"; in "in Devon and Cornwall" both are
 * places, and so are all of "neighbours such as Lincoln and York have bought".
 */
function shareStandings(seen: Seen[]): void {
  const take = (at: number, from: number, standing: Mention, isSure = false) => {
    const here = seen[at];
    const other = seen[from];
    if (here === undefined || other?.standing !== standing) return;
    if (here.standing === 'plain' || isSure) seen[at] = { ...here, standing };
  };
  for (let at = seen.length - 2; at >= 0; at -= 1)
    if (seen[at + 1]?.goesOn === true) take(at, at + 1, 'acts');
  for (let at = 1; at < seen.length; at += 1) {
    if (seen[at]?.goesOn !== true) continue;
    take(at, at - 1, 'acts');
    take(at, at - 1, 'place', AND.test(between(seen, at - 1)));
  }
}

/** "Councils including Leeds, York and Hull have bought": all did. */
function liftSubjects(seen: Seen[]): void {
  for (let first = 0, end = 1; first < seen.length; first = end, end += 1) {
    while (seen[end]?.goesOn === true) end += 1;
    const [head, last] = [seen[first], seen[end - 1]];
    if (head?.standing !== 'place' || last === undefined || !isOfMany(head)) continue;
    const after = (last.cued ?? last.sighting).end;
    if (!runsOn(last.tokens, after) || !HAVE.has(tokenText(last.tokens, after))) continue;
    for (const [at, one] of seen.slice(first, end).entries()) seen[first + at] = { ...one, standing: 'acts' };
  }
}

/** Whether a name is the first of councils that are told of together: "councils including the City of York". */
function isOfMany({ tokens, cued, sighting }: Seen): boolean {
  const at = (cued ?? sighting).first - 1;
  const joint = at > 0 && tokenText(tokens, at) === 'the' ? at - 1 : at;
  return joint > 0 && tokenText(tokens, joint) === 'including' && MANY.has(tokenText(tokens, joint - 1));
}

/** Those of a list that no one buys in, as who came, who owns or who was given: "it is owned by Kent, Medway and Swale". */
function leaveRolls(seen: Seen[]): void {
  for (let first = 0, end = 1; first < seen.length; first = end, end += 1) {
    while (seen[end]?.goesOn === true) end += 1;
    const last = seen[end - 1];
    if (last === undefined || end - first < SHORTEST_ROLL || last.field === 'title') continue;
    const roll = seen.slice(first, end);
    if (roll.some(({ standing }) => standing === 'acts') || isSpeaking(last)) continue;
    if (tellsOfBuying(last.tokens, roll[0]?.sighting.first ?? 0, last.sighting.end)) continue;
    for (const [at, one] of roll.entries()) seen[first + at] = { ...one, standing: 'place' };
  }
}

function isSpeaking({ tokens, cued, sighting }: Seen): boolean {
  const { end } = cued ?? sighting;
  return runsOn(tokens, end) && SPOKEN.has(tokenText(tokens, end));
}

function areJoined(seen: readonly Seen[], at: number): boolean {
  const here = seen[at];
  const next = seen[at + 1];
  if (here === undefined || next === undefined) return false;
  return joined(here.tokens, (here.cued ?? here.sighting).end, (next.cued ?? next.sighting).first);
}

/** What stands between a name and the next; names that are joined stand near each other. */
function between(seen: readonly Seen[], at: number): string {
  const here = seen[at];
  const next = seen[at + 1];
  if (here === undefined || next === undefined) return '';
  const { text, to, from } = here.tokens;
  return text.slice(to[(here.cued ?? here.sighting).end - 1], from[(next.cued ?? next.sighting).first]);
}

function isPlural({ tokens, cued, shared }: Seen): boolean {
  return shared || (cued !== null && tokenText(tokens, cued.end - 1) === 'councils');
}
