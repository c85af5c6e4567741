import type { CompiledRule, Pair } from './pack/compile.ts';
import type { GazetteerList } from './pack/lists.ts';
import { firstBeyond, type Matches, rangesOf, type RangesPart } from './matcher.ts';
import { addRange, type FoundRanges, joinRanges, NO_RANGES } from './ranges.ts';
import { AFTER_LINE, type Tokens } from './tokens.ts';
import type { PostField, Span } from '../model/verdict.ts';

/** A field of a post, read: its tokens and everything that was found in it (`first, end` pairs of tokens, in order). */
export type FieldReading = {
  readonly field: PostField;
  readonly tokens: Tokens;
  readonly matches: Matches;
  readonly lists: Readonly<Record<GazetteerList, Int32Array>>;
};

/** More words than a reader will look at; a rule scores once, however often it matches. */
const MOST_SPANS = 20;

/** The words in a field that a rule stands on, at about `most` places of each way to see it, and no more spans than `shown`; null where it does not fire. */
export function evidenceIn(
  rule: CompiledRule,
  reading: FieldReading,
  most = MOST_SPANS,
  shown = Infinity,
): Span[] | null {
  if (!mayFire(rule, reading)) return null;
  const found = rangesIn(rule, reading, most);
  if (found.count === 0) return null;
  joinRanges(found);
  return spansOf(found, reading.tokens, shown);
}

/** How many spans `evidenceIn` gives, 0 for null: most rules stand on terms alone, and need none to be counted. */
export function countIn(rule: CompiledRule, reading: FieldReading, most = MOST_SPANS): number {
  if (!mayFire(rule, reading)) return 0;
  const { any, unless, lists, near } = rule;
  const { from, to } = reading.matches;
  const isPlain = any !== null && lists.length === 0 && near.length === 0;
  if (isPlain && (unless === null || from[unless.set] === to[unless.set]))
    return Math.min(most, ((to[any] ?? 0) - (from[any] ?? 0)) / 2);
  const found = rangesIn(rule, reading, most);
  joinRanges(found);
  return found.count / 2;
}

/** Used by every rule: what it stands on is counted, or made spans of, before the next is asked. */
const FOUND: FoundRanges = { ranges: new Int32Array(1024), count: 0 };

function rangesIn(rule: CompiledRule, reading: FieldReading, most: number): FoundRanges {
  const { matches, tokens, lists } = reading;
  FOUND.count = 0;
  const search: Search = {
    matches,
    tokens,
    most,
    spared: rule.unless === null ? NO_PART : rangesOf(matches, rule.unless.set),
    sparedWithin: rule.unless?.within ?? 0,
  };
  if (rule.any !== null) addSingles(search, rangesOf(matches, rule.any));
  for (const list of rule.lists) addSingles(search, { ranges: lists[list], from: 0, to: lists[list].length });
  for (const pair of rule.near) addPairs(search, pair);
  return FOUND;
}

/** What is looked at for one rule. `spared` are the places of terms that make others mean something else so close to them. */
type Search = Pick<FieldReading, 'matches' | 'tokens'> & {
  readonly most: number;
  readonly spared: RangesPart;
  readonly sparedWithin: number;
};

const NO_PART: RangesPart = { ranges: NO_RANGES, from: 0, to: 0 };

/** Most rules have nothing in most fields: this is all that they cost. */
function mayFire({ any, lists, near }: CompiledRule, reading: FieldReading): boolean {
  const { from, to } = reading.matches;
  if (any !== null && from[any] !== to[any]) return true;
  for (const { a, b } of near) if (from[a] !== to[a] && from[b] !== to[b]) return true;
  for (const list of lists) if (reading.lists[list].length > 0) return true;
  return false;
}

/** Whether the words from token `first` up to `end` stand, or an `unless` term is too near. */
function stands({ spared, sparedWithin }: Search, first: number, end: number): boolean {
  if (spared.from === spared.to) return true;
  const next = firstBeyond(spared, 1, first - sparedWithin - 1);
  return next === spared.to || (spared.ranges[next] ?? 0) > end + sparedWithin;
}

function addSingles(search: Search, { ranges, from, to }: RangesPart): void {
  for (let at = from; at < to && FOUND.count < search.most * 2; at += 2) {
    const first = ranges[at] ?? 0;
    const end = ranges[at + 1] ?? 0;
    if (stands(search, first, end)) addRange(FOUND, first, end);
  }
}

/** For each `b` the nearest `a` before it, and unless the order is fixed the nearest after it: one pass along both. */
function addPairs(search: Search, { a, b, within, ordered }: Pair): void {
  const { tokens } = search;
  const { ranges, from, to } = search.matches;
  const aBegin = numberAt(from, a);
  const aLast = numberAt(to, a);
  const bLast = numberAt(to, b);
  if (aBegin === aLast) return;
  const enough = FOUND.count + search.most * 2;
  let after = aBegin;
  for (let at = numberAt(from, b); at < bLast && FOUND.count < enough; at += 2) {
    const first = numberAt(ranges, at);
    const end = numberAt(ranges, at + 1);
    while (after < aLast && numberAt(ranges, after + 1) <= first) after += 2;
    if (after > aBegin && areClose(numberAt(ranges, after - 1), first, within, tokens)) {
      const before = numberAt(ranges, after - 2);
      if (stands(search, before, end)) {
        addRange(FOUND, before, numberAt(ranges, after - 1));
        addRange(FOUND, first, end);
      }
    }
    if (ordered) continue;
    // An `a` that shares a word with this `b` is not a second thing besides it.
    const next = after < aLast && numberAt(ranges, after) < end ? after + 2 : after;
    if (next >= aLast || !areClose(end, numberAt(ranges, next), within, tokens)) continue;
    const aEnd = numberAt(ranges, next + 1);
    if (!stands(search, first, aEnd)) continue;
    addRange(FOUND, numberAt(ranges, next), aEnd);
    addRange(FOUND, first, end);
  }
}

function numberAt(numbers: Int32Array, at: number): number {
  return numbers[at] ?? 0;
}

/** Whether what ends at a token and what begins at another stand in one line and no further from each other than this. */
function areClose(from: number, to: number, within: number, { flags }: Tokens): boolean {
  if (from > to || to - from > within) return false;
  for (let token = from; token <= to; token += 1) if (((flags[token] ?? 0) & AFTER_LINE) !== 0) return false;
  return true;
}

/** Token ranges as spans of text, the first so many. */
function spansOf({ ranges, count }: FoundRanges, { from, to }: Tokens, shown: number): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < count && spans.length < shown; at += 2)
    spans.push([from[ranges[at] ?? 0] ?? 0, to[(ranges[at + 1] ?? 0) - 1] ?? 0]);
  return spans;
}
