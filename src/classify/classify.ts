import type { Block } from '../model/post.ts';
import { type Density, earnedBy, lackingHits, MOST_FINDS, unfoundHits } from './dense.ts';
import { countIn, evidenceIn, type FieldReading } from './evidence.ts';
import { NO_RANGES } from './ranges.ts';
import { findCouncils, type FoundNames, type Ranges } from './councils/find-councils.ts';
import type { CompiledPack, CompiledRule } from './pack/compile.ts';
import { findTerms, type Matches } from './matcher.ts';
import { foundBy } from './rescore.ts';
import type { RuleSet } from './rules.ts';
import { correctionParts, teachableIn } from './lines/corrections.ts';
import { lineHits, linesOf, type SummedLine, taughtLine } from './lines/lines.ts';
import { readMarks } from './lines/marks.ts';
import type { Marks } from '../model/marks.ts';
import { bandOf, besidesLines, type Fired, scoreHits } from './score.ts';
import { type Tokens, tokenise } from './tokens.ts';
import { FIND_WIDTH, type Finds } from '../model/finds.ts';
import { type LearntLine, POST_FIELDS, type PostField, type Span, type Verdict } from '../model/verdict.ts';

/** What of a post is judged. */
export type PostText = { readonly url: string; readonly title: string; readonly blocks: readonly Block[] };

const KEPT = 200_000;
/** More places than a reader will look at; density counts them all. */
const SHOWN_SPANS = 6;
const NO_NAMES: FieldReading['lists'] = {
  councils: NO_RANGES,
  'public-bodies': NO_RANGES,
  places: NO_RANGES,
};

/** A verdict, and what its points were worked out from; null of a post without a word. */
export type Judgement = { readonly verdict: Verdict; readonly finds: Finds | null };

/** As `judge`, of which it answers the verdict. */
export function classify(post: PostText, rules: RuleSet, marks?: Marks): Verdict {
  return judge(post, rules, marks).verdict;
}

/**
 * Scores a post by the rules and, where the pack asks for them, by the learnt lines. Time is linear in its text; touches
 * nothing; the same post and rules give the same verdict.
 * @param marks what the learnt lines read of this text, where it was kept; it is read anew otherwise.
 */
export function judge(post: PostText, rules: RuleSet, marks?: Marks): Judgement {
  const tokens = fieldTokens(post, rules.compiled);
  const found = findCouncils(rules.compiled.gazetteer, tokens);
  const readings = readFields(tokens, found, rules.compiled);
  const isEmpty = POST_FIELDS.every((field) => tokens[field].count === 0);
  const lines = isEmpty ? [] : linesRead(post, rules, marks);
  const words = wordsIn(readings);
  const counts = countsIn(readings, rules.compiled, rules.density);
  const byRules = isEmpty ? [] : rulesFired(counts, readings, words, rules);
  const { score, hits, caps } = scoreHits(
    inOrder([...byRules, ...lineHits(lines)]),
    rules.groups,
    rules.gates,
    words,
  );
  const verdict: Verdict = {
    score,
    band: bandOf(score, rules.thresholds),
    hits,
    caps,
    lines: lines.map(({ line, terms }) => {
      return { line, points: hits.find(({ rule }) => rule === `learnt.${line}`)?.points ?? 0, terms };
    }),
    councils: found.councils.map(({ code, name, as, role }) => ({ code, name, as, role })),
    ...rules.tagger.tag(readings),
  };
  const besides = besidesLines(byRules, rules, words);
  const finds = {
    ...findsOf(counts, words, lines, rules),
    besides: besides && { pack: rules.packHash, ...besides },
  };
  return { verdict, finds: isEmpty ? null : finds };
}

/**
 * What the learnt lines read of a post, to be kept with its text; where the rules use none, what was read before, if anything was.
 * @param kept what was read of the same text before.
 */
export function marksFor(post: PostText, { lines }: RuleSet, kept?: Marks): Marks | undefined {
  return lines === null ? kept : readMarks(post, lines.weights, kept);
}

function linesRead(post: PostText, { lines }: RuleSet, marks: Marks | undefined): SummedLine[] {
  if (lines === null) return [];
  const { on, weights, taught } = lines;
  const read = readMarks(post, weights, marks);
  if (taught === null) return linesOf(read, on, weights);
  const parts = correctionParts(teachableIn(post.url, read, weights), taught);
  return [...linesOf(read, on, weights), taughtLine(parts)];
}

/** How often rules were found in a post, as `Finds` has it: those of a part of a pack, such as one rule that was changed. */
export function countFinds(post: PostText, part: CompiledPack, density: Density | null): Uint16Array {
  const tokens = fieldTokens(post, part);
  const asksForNames = part.rules.some(({ lists }) => lists.length > 0);
  const found = asksForNames ? findCouncils(part.gazetteer, tokens) : undefined;
  return countsIn(readFields(tokens, found, part), part, density);
}

/** The text of a field, which spans point into: blocks of that kind, one a line. */
export function fieldText(post: PostText, field: PostField): string {
  if (field === 'title' || field === 'url') return post[field];
  return post.blocks
    .filter((block) => block.kind === field)
    .map((block) => block.text)
    .join('\n');
}

function fieldTokens(post: PostText, compiled: CompiledPack): Record<PostField, Tokens> {
  const read = (field: PostField) => {
    const tokens = tokenise(fieldText(post, field), compiled.lexicon, spent.get(field));
    if (tokens.text.length <= KEPT) spent.set(field, tokens);
    return tokens;
  };
  return {
    title: read('title'),
    heading: read('heading'),
    lede: read('lede'),
    body: read('body'),
    url: read('url'),
  };
}

/** Tokens of the last post and what was found in them, to be written over by the next: no verdict holds on to them. Those of giants are let go. */
const spent = new Map<PostField, Tokens>();
const spentMatches = new Map<PostField, Matches>();

function readFields(
  tokens: Record<PostField, Tokens>,
  found: FoundNames | undefined,
  { matcher }: CompiledPack,
): FieldReading[] {
  return POST_FIELDS.map((field) => {
    const matches = findTerms(matcher, tokens[field], spentMatches.get(field));
    if (tokens[field].text.length <= KEPT) spentMatches.set(field, matches);
    return {
      field,
      tokens: tokens[field],
      matches,
      lists: found === undefined ? NO_NAMES : listsIn(found, field),
    };
  });
}

function listsIn({ lists }: FoundNames, field: PostField): FieldReading['lists'] {
  const rangesOf = (list: Ranges) => (list[field] === undefined ? NO_RANGES : Int32Array.from(list[field]));
  return {
    councils: rangesOf(lists.councils),
    'public-bodies': rangesOf(lists['public-bodies']),
    places: rangesOf(lists.places),
  };
}

function wordsIn(readings: readonly FieldReading[]): number {
  return readings.reduce(
    (sum, { field, tokens }) => sum + (field === 'title' || field === 'url' ? 0 : tokens.count),
    0,
  );
}

/** How often each rule stands in each field, as `Finds` has it. */
function countsIn(
  readings: readonly FieldReading[],
  { rules }: CompiledPack,
  density: Density | null,
): Uint16Array {
  if (COUNTS.length < FIND_WIDTH * rules.length) COUNTS = new Uint16Array(FIND_WIDTH * rules.length);
  const most = mostBy(density);
  let end = 0;
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at];
    if (rule === undefined || rule.status === 'draft' || rule.status === 'retired') continue;
    COUNTS[end] = at;
    let isFound = false;
    let place = end;
    for (const reading of readings) {
      const count = countIn(rule, reading, most);
      isFound ||= count > 0;
      place += 1;
      COUNTS[place] = count;
    }
    if (isFound) end += FIND_WIDTH;
  }
  return COUNTS.slice(0, end);
}

/** Written over by each post: a list that is cut back for most rules is made anew each time that it grows. */
let COUNTS = new Uint16Array(0);

function mostBy(density: Density | null): number | undefined {
  return density === null ? undefined : MOST_FINDS;
}

function rulesFired(
  counts: Uint16Array,
  readings: readonly FieldReading[],
  words: number,
  { compiled, density }: RuleSet,
): Fired[] {
  const found = foundBy(counts, (at) => compiled.rules.slice(at, at + 1));
  const fired = found.flatMap(({ rule, countIn: count }) =>
    earnedBy(rule, count, words, density).map((earned): Fired => {
      return {
        rule: rule.id,
        group: rule.group,
        ...earned,
        spans: shownSpans(rule, earned.field, readings, density),
      };
    }),
  );
  fired.push(...unfoundHits(compiled.rules, found, words, density));
  return [...fired, ...lackingHits(compiled.rules, fired, words)];
}

function shownSpans(
  rule: CompiledRule,
  field: PostField,
  readings: readonly FieldReading[],
  density: Density | null,
): readonly Span[] {
  const reading = readings.find((one) => one.field === field);
  const shown = density === null ? Infinity : SHOWN_SPANS;
  return reading === undefined ? [] : (evidenceIn(rule, reading, mostBy(density), shown) ?? []);
}

function findsOf(
  counts: Uint16Array,
  words: number,
  lines: readonly SummedLine[],
  { edition }: RuleSet,
): Omit<Finds, 'besides'> {
  const sumOf = (line: LearntLine['line']) => lines.find((one) => one.line === line)?.sum ?? null;
  return {
    edition,
    words,
    counts,
    lines: { wording: sumOf('wording'), telling: sumOf('telling'), decisions: sumOf('decisions') },
  };
}

/** By weight and name, so that the order of rules in a file does not matter to a verdict. */
function inOrder(fired: readonly Fired[]): Fired[] {
  return fired.toSorted(
    (one, other) =>
      Math.abs(other.tenths) - Math.abs(one.tenths) ||
      (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : one.field < other.field ? -1 : 1),
  );
}
