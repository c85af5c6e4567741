import type { CompiledRule, Pair } from './pack/compile.ts';
import type { GazetteerList } from './pack/lists.ts';
import type { Matches } from './matcher.ts';
import { AFTER_LINE, type Tokens } from './tokens.ts';
import type { PostField, Span } from '../model/verdict.ts';

/** A field of a post, read: its tokens and everything that was found in it (`first, end` pairs of tokens, in order). */
export type FieldReading = {
  readonly field: PostField;
  readonly tokens: Tokens;
  readonly matches: Matches;
  readonly lists: Readonly<Record<GazetteerList, readonly number[]>>;
};

/** More words than a reader will look at; a rule scores once, however often it matches. */
const MOST_SPANS = 20;
const NONE: readonly number[] = [];

/** The words in a field that a rule stands on, at about `most` places of each way to see it; null where it does not fire. */
export function evidenceIn(rule: CompiledRule, reading: FieldReading, most = MOST_SPANS): Span[] | null {
  const found = mayFire(rule, reading) ? rangesIn(rule, reading, most) : NONE;
  return found.length === 0 ? null : spansOf(found, reading.tokens);
}

/** How many spans `evidenceIn` gives, 0 for null: most rules stand on terms alone, and need none to be counted. */
export function countIn(rule: CompiledRule, reading: FieldReading, most = MOST_SPANS): number {
  if (!mayFire(rule, reading)) return 0;
  const { any, unless, lists, near } = rule;
  const isPlain = any !== null && lists.length === 0 && near.length === 0;
  if (isPlain && (unless === null || reading.matches.of[unless.set] === undefined))
    return Math.min(most, (reading.matches.of[any]?.length ?? 0) / 2);
  const found = rangesIn(rule, reading, most);
  return found.length === 0 ? 0 : spansOf(found, reading.tokens).length;
}

function rangesIn(rule: CompiledRule, reading: FieldReading, most: number): number[] {
  const found: number[] = [];
  const unless = rule.unless === null ? undefined : reading.matches.of[rule.unless.set];
  const spared: Spared = { ranges: unless ?? NONE, within: rule.unless?.within ?? 0 };
  if (rule.any !== null) addSingles(reading.matches.of[rule.any], spared, found, most);
  for (const list of rule.lists) addSingles(reading.lists[list], spared, found, most);
  for (const pair of rule.near) addPairs(pair, reading, spared, { found, most });
  return found;
}

/** Most rules have nothing in most fields: this is all that they cost. */
function mayFire({ any, lists, near }: CompiledRule, reading: FieldReading): boolean {
  if (any !== null && reading.matches.of[any] !== undefined) return true;
  for (const pair of near)
    if (reading.matches.of[pair.a] !== undefined && reading.matches.of[pair.b] !== undefined) return true;
  for (const list of lists) if (reading.lists[list].length > 0) return true;
  return false;
}

/** Where terms stand that make others mean something else so close to them. */
type Spared = { readonly ranges: readonly number[]; readonly within: number };

/** Whether the words from token `first` up to `end` stand, or an `unless` term is too near. */
function stands({ ranges, within }: Spared, first: number, end: number): boolean {
  if (ranges.length === 0) return true;
  const next = firstEndingAfter(ranges, first - within - 1);
  return next === ranges.length || (ranges[next] ?? 0) > end + within;
}

/** Place of the first range that ends after a token, by halving; `ranges.length` if none does. */
function firstEndingAfter(ranges: readonly number[], token: number): number {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle * 2 + 1] ?? 0) > token) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}

function addSingles(
  ranges: readonly number[] | undefined,
  spared: Spared,
  found: number[],
  most: number,
): void {
  if (ranges === undefined) return;
  for (let at = 0; at < ranges.length && found.length < most * 2; at += 2) {
    const first = ranges[at] ?? 0;
    const end = ranges[at + 1] ?? 0;
    if (stands(spared, first, end)) found.push(first, end);
  }
}

/** For each `b` the nearest `a` before it, and unless the order is fixed the nearest after it: one pass along both. */
function addPairs(
  pair: Pair,
  { matches, tokens }: FieldReading,
  spared: Spared,
  { found, most }: { readonly found: number[]; readonly most: number },
): void {
  const as = matches.of[pair.a];
  const bs = matches.of[pair.b];
  if (as === undefined || bs === undefined) return;
  const enough = found.length + most * 2;
  const add = (aFirst: number, aEnd: number, first: number, end: number) => {
    if (stands(spared, Math.min(aFirst, first), Math.max(aEnd, end))) found.push(aFirst, aEnd, first, end);
  };
  let after = 0;
  for (let b = 0; b < bs.length && found.length < enough; b += 2) {
    const first = bs[b] ?? 0;
    const end = bs[b + 1] ?? 0;
    while (after < as.length && (as[after + 1] ?? 0) <= first) after += 2;
    const aEnd = after === 0 ? first + 1 : (as[after - 1] ?? 0);
    if (areClose(aEnd, first, pair.within, tokens)) add(as[after - 2] ?? 0, aEnd, first, end);
    // An `a` that shares a word with this `b` is not a second thing besides it.
    const next = (as[after] ?? 0) < end ? after + 2 : after;
    const aFirst = pair.ordered ? 0 : (as[next] ?? 0);
    if (areClose(end, aFirst, pair.within, tokens)) add(aFirst, as[next + 1] ?? 0, first, end);
  }
}

/** Whether what ends at a token and what begins at another stand in one line and no further from each other than this. */
function areClose(from: number, to: number, within: number, { flags }: Tokens): boolean {
  if (from > to || to - from > within) return false;
  for (let token = from; token <= to; token += 1) if (((flags[token] ?? 0) & AFTER_LINE) !== 0) return false;
  return true;
}

/** Token ranges as spans of text, in order, overlapping ones joined. */
function spansOf(ranges: readonly number[], tokens: Tokens): Span[] {
  const spans: [number, number][] = [];
  let areApart = true;
  for (let at = 0, end = 0; at < ranges.length; at += 2) {
    const from = tokens.from[ranges[at] ?? 0] ?? 0;
    areApart &&= from >= end;
    end = tokens.to[(ranges[at + 1] ?? 0) - 1] ?? 0;
    spans.push([from, end]);
  }
  // Those of one list are, and most rules have no other.
  return areApart ? spans : joinedSpans(spans);
}

function joinedSpans(spans: [number, number][]): Span[] {
  spans.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const joined: [number, number][] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last === undefined || span[0] >= last[1]) joined.push(span);
    else last[1] = Math.max(last[1], span[1]);
  }
  return joined;
}
