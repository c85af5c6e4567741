import type { Sighting } from './gazetteer.ts';
import { AFTER_LINE, AFTER_STOP, CAPITAL, type Tokens, tokenText } from '../tokens.ts';

const COUNCIL_WORDS = new Set(
  'council councils councillors corporation authority mbc mdc cc bc dc'.split(' '),
);
const TIER_WORDS = new Set('metropolitan borough district city county unitary'.split(' '));
const BEFORE_OF = new Set(
  'city borough county council councils cities boroughs counties districts'.split(' '),
);
/** In words; what says it is a title and goes on must not be read again for every name in it. */
const LONGEST_TITLE = 60;
const OTHERS = new Set(
  `university college school hospital united fc rovers wanderers albion street road lane avenue square airport cathedral
   castle prison festival economics mail post herald echo gazette times advertiser standard building metropolitan beckett
   brookes hallam john`.split(/\s+/),
);
const TITLES = new Set(
  'university bishop archbishop duke duchess earl prince princess lord college bank hospital hospitals diocese'.split(
    ' ',
  ),
);
/** In characters: `, and the ` with room to spare. */
const LONGEST_JOINT = 12;

/**
 * The range of a name with the words that make it a council: "Bury Council", "Kent county council", "City of York",
 * "Reading and Slough councils" counts for Slough only. Null when nothing beside it does.
 */
export function councilCue(
  tokens: Tokens,
  { first, end, entry }: Sighting,
): { first: number; end: number } | null {
  if (entry.words.length > 1 && COUNCIL_WORDS.has(lastWord(entry.name))) return { first, end };
  const after = afterTiers(tokens, end);
  if (continues(tokens, after) && COUNCIL_WORDS.has(tokenText(tokens, after)))
    return { first, end: after + 1 };
  if (after > end && isCapital(tokens, end)) return { first, end: after };
  if (first >= 2 && tokenText(tokens, first - 1) === 'of' && BEFORE_OF.has(tokenText(tokens, first - 2)))
    return { first: first - 2, end };
  return null;
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1).toLowerCase();
}

function afterTiers(tokens: Tokens, end: number): number {
  let at = end;
  while (continues(tokens, at) && TIER_WORDS.has(tokenText(tokens, at))) at += 1;
  return at;
}

function continues(tokens: Tokens, at: number): boolean {
  return at < tokens.count && ((tokens.flags[at] ?? 0) & AFTER_STOP) === 0;
}

function isCapital(tokens: Tokens, at: number): boolean {
  return ((tokens.flags[at] ?? 0) & CAPITAL) !== 0;
}

/**
 * Whether an ordinary word stands in a title as a place would: "Reading: how we …", "Bury's new contract", or with its
 * capital inside a title that is otherwise written small.
 */
export function headlined(tokens: Tokens, { first, end }: Sighting): boolean {
  const after = tokens.text.slice(tokens.to[end - 1], (tokens.to[end - 1] ?? 0) + 2);
  if (first === 0) return after.startsWith(':') || /^['’]s?/.test(after);
  if (((tokens.flags[first] ?? 0) & AFTER_STOP) !== 0) return false;
  for (let at = 1; at < Math.min(tokens.count, LONGEST_TITLE); at += 1)
    if (!isCapital(tokens, at) && (tokens.to[at] ?? 0) - (tokens.from[at] ?? 0) > 4) return true;
  return false;
}

/** Whether the name is only part of another: "University of York", "Leeds United", "Oxford Street", "New Reading". */
export function namesSomethingElse(tokens: Tokens, { first, end }: Sighting): boolean {
  if (continues(tokens, end) && isCapital(tokens, end) && OTHERS.has(tokenText(tokens, end))) return true;
  if (first === 0 || ((tokens.flags[first] ?? 0) & AFTER_STOP) !== 0) return false;
  const before = tokenText(tokens, first - 1);
  if (before === 'new' && isCapital(tokens, first - 1)) return true;
  return before === 'of' && first >= 2 && TITLES.has(tokenText(tokens, first - 2));
}

/** Whether nothing but a comma or "and" stands between two names. */
export function joined(tokens: Tokens, end: number, first: number): boolean {
  const from = tokens.to[end - 1] ?? 0;
  const to = tokens.from[first] ?? 0;
  if (to - from > LONGEST_JOINT) return false;
  const between = tokens.text.slice(from, to);
  return /^\s*(,|(?:,\s*)?(and|&))(?:\s+the)?\s*$/.test(between);
}

/** Whether what starts at `first` belongs to the name that ends at `end`: "Durham, NC", "Boston (Massachusetts)". */
export function nextTo(tokens: Tokens, end: number, first: number, brief: boolean): boolean {
  const gap = first - end;
  if (((tokens.flags[first] ?? 0) & AFTER_LINE) !== 0) return false;
  if (gap === 0) return !brief || /^[\s,(]+$/.test(tokens.text.slice(tokens.to[end - 1], tokens.from[first]));
  return !brief && gap === 1 && tokenText(tokens, end) === 'in';
}
