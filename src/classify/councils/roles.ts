import type { CouncilRole } from '../../model/verdict.ts';
import { AFTER_LINE, AFTER_STOP, CAPITAL, type Tokens, tokenText } from '../tokens.ts';

/**
 * What a name does where it stands: `acts` did something ("Merton left a framework", "Kent's cabinet"), `place` is where something
 * is ("in Devon", "a Shropshire town council"), `plain` neither.
 */
export type Mention = 'acts' | 'place' | 'plain';

type Range = { readonly first: number; readonly end: number };

const BEFORE_PLACES = words('in near across around from to outside within throughout between neighbouring');
/** After a name that others are compared with, or that stands for many. */
const BEFORE_EXAMPLES = words('like including with alongside beside neighbours joins join joining follows');
/** Others who carry a place's name: they buy, the council does not. */
const OTHERS = words(
  `hospital hospitals nhs police constabulary commissioner fire ambulance transit clinical ccg school schools public university
   college academy trust foundation chamber probation`,
);
/** Smaller councils within it. */
const SMALLER = words('town parish community');
/** What may follow a name that does nothing: no verb. */
const NO_VERB = words(
  'and or of in for to with at by on from that which who as but where when while whose than council councils',
);
/** What a council has, and acts by. */
const ORGANS = words(
  'council councillors cabinet executive officers procurement commissioning housing buyers team leader mayor',
);
/** Past tenses without `ed`; those of speaking are left out, for people speak. */
const IRREGULAR = words(
  'bought left found chose let cut built set made spent won began took gave put held brought sold split kept grew ran became had has was saw sought rose led',
);
/** Ends in `ed` and says that a person spoke. */
const SPOKEN = words(
  'added explained argued warned replied claimed commented insisted admitted stressed agreed',
);
/** Words between a name and its verb: "Kent has now saved". */
const MOST_BETWEEN = 2;

/** What a mention is worth for having bought: that of the first council that a text tells of, counts further. */
const WORTH = { title: 3, acts: 3, cued: 1.5, plain: 1, place: 0 } as const;
const FIRST = 2;
/** More mentions than make so much say nothing further. */
const MOST_WORTH = 6;
/** Of what the council that stands out most has: less is in passing. */
const IN_PASSING = 0.25;

/** What the name at these tokens does there. `cued`: a word beside it makes a council of it. */
export function standingOf(tokens: Tokens, range: Range, cued: boolean): Mention {
  const before = range.first > 0 && runsOn(tokens, range.first) ? tokenText(tokens, range.first - 1) : '';
  const isOwner = isPossessive(tokens, range);
  if (!isOwner && (BEFORE_EXAMPLES.has(before) || (!cued && BEFORE_PLACES.has(before)))) return 'place';
  if (hasDone(tokens, range.end) || (before === '' && hasVerb(tokens, range.end))) return 'acts';
  const isOrgan = runsOn(tokens, range.end) && ORGANS.has(tokenText(tokens, range.end));
  return isOwner && isOrgan ? 'acts' : 'plain';
}

/** Whether the name belongs to another body of that place: "Dorset Police", "Boston's transit agency", "a Shropshire town council". */
export function isAnothers(tokens: Tokens, range: Range): boolean {
  const { end } = range;
  if (!runsOn(tokens, end)) return false;
  const after = tokenText(tokens, end);
  if (SMALLER.has(after)) return runsOn(tokens, end + 1) && tokenText(tokens, end + 1) === 'council';
  return OTHERS.has(after) && (isCapital(tokens, end) || isPossessive(tokens, range));
}

/** Whether a name that is also a surname does here what councils do and people do not tell of: it stands alone before a verb. */
export function actsAlone(tokens: Tokens, { first, end }: Range): boolean {
  const isSurname = first > 0 && runsOn(tokens, first) && isCapital(tokens, first - 1);
  return !isSurname && isDone(tokens, end);
}

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

/** Whether something was done within the next words: "Kent has now saved". */
function hasDone(tokens: Tokens, end: number): boolean {
  for (let at = end; at <= end + MOST_BETWEEN; at += 1) {
    if (!runsOn(tokens, at) || isCapital(tokens, at)) return false;
    if (isDone(tokens, at)) return true;
  }
  return false;
}

/** Whether a name that opens a sentence is its subject: a word follows at once that joins it to nothing else. */
function hasVerb(tokens: Tokens, end: number): boolean {
  if (!runsOn(tokens, end) || isCapital(tokens, end) || NO_VERB.has(tokenText(tokens, end))) return false;
  return /^\s+$/.test(tokens.text.slice(tokens.to[end - 1], tokens.from[end]));
}

function isDone(tokens: Tokens, at: number): boolean {
  if (!runsOn(tokens, at) || isCapital(tokens, at)) return false;
  const word = tokenText(tokens, at);
  return IRREGULAR.has(word) || (word.length > 4 && word.endsWith('ed') && !SPOKEN.has(word));
}

function isPossessive({ text, to }: Tokens, { end }: Range): boolean {
  return /^['’]/.test(text.slice(to[end - 1], (to[end - 1] ?? 0) + 1));
}

/** Whether no sentence ended before this token, and a line did not. */
function runsOn({ count, flags }: Tokens, at: number): boolean {
  return at < count && ((flags[at] ?? 0) & (AFTER_STOP | AFTER_LINE)) === 0;
}

function isCapital({ flags }: Tokens, at: number): boolean {
  return ((flags[at] ?? 0) & CAPITAL) !== 0;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
