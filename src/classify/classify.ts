import type { Block } from '../model/post.ts';
import { type Density, MOST_FINDS } from './dense.ts';
import { countIn, evidenceIn, type FieldReading } from './evidence.ts';
import { NO_RANGES } from './ranges.ts';
import { findCouncils, type FoundNames, type Ranges } from './councils/find-councils.ts';
import { leadingName } from './councils/leading-name.ts';
import type { CompiledPack, CompiledRule } from './pack/compile.ts';
import { findTerms, type Matches } from './matcher.ts';
import type { RuleSet } from './rules.ts';
import { readMarks } from './lines/marks.ts';
import type { Marks } from '../model/marks.ts';
import { type Tokens, tokenise } from './tokens.ts';
import { type FoundInText, type Judgement, linesIn, rulesFired, weigh, wordless } from './weigh.ts';
import { FIND_WIDTH } from '../model/finds.ts';
import { POST_FIELDS, type PostField, type Span, type Verdict } from '../model/verdict.ts';

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
  const steps = judgeInSteps(post, rules, marks, spent);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `judge`, for whoever lets others have their turn between the steps, each some ten milliseconds of a text of the greatest length. */
export function* judgeInSteps(
  post: PostText,
  rules: RuleSet,
  marks?: Marks,
  spare: Spare = { tokens: new Map(), matches: new Map() },
): Generator<undefined, Judgement, undefined> {
  const tokens = fieldTokens(post, rules.compiled, spare);
  yield;
  const names = findCouncils(rules.compiled.gazetteer, tokens);
  yield;
  const readings = readFields(tokens, names, rules.compiled, spare);
  yield;
  const facts = {
    councils: names.councils.map(({ code, name, as, role }) => ({ code, name, as, role })),
    ...rules.tagger.tag(readings),
  };
  yield;
  if (POST_FIELDS.every((field) => tokens[field].count === 0)) return wordless(facts, rules);
  const found: FoundInText = {
    ...{ words: wordsIn(readings), facts, counts: countsIn(readings, rules.compiled, rules.density) },
    spansOf: (rule, field) => shownSpans(rule, field, readings, rules.density),
  };
  yield;
  return weigh(
    found,
    rulesFired(found, rules),
    linesIn(post.url, marksFor(post, rules, marks), rules),
    rules,
  );
}

/**
 * What the learnt lines read of a post, to be kept with its text; where the rules use none, what was read before, if anything was.
 * @param kept what was read of the same text before.
 */
export function marksFor(post: PostText, { lines }: RuleSet, kept?: Marks): Marks | undefined {
  return lines === null ? kept : readMarks(post, lines.weights, kept);
}

/** How often rules were found in a post, as `Finds` has it: those of a part of a pack, such as one rule that was changed. */
export function countFinds(post: PostText, part: CompiledPack, density: Density | null): Uint16Array {
  const tokens = fieldTokens(post, part, spent);
  const asksForNames = part.rules.some(({ lists }) => lists.length > 0);
  const found = asksForNames ? findCouncils(part.gazetteer, tokens) : undefined;
  return countsIn(readFields(tokens, found, part, spent), part, density);
}

/** The text of a field, which spans point into: blocks of that kind, one a line. */
export function fieldText(post: PostText, field: PostField): string {
  if (field === 'title' || field === 'url') return post[field];
  return post.blocks
    .filter((block) => block.kind === field)
    .map((block) => block.text)
    .join('\n');
}

function fieldTokens(
  post: PostText,
  compiled: CompiledPack,
  spare: Pick<Spare, 'tokens'>,
): Record<PostField, Tokens> {
  const read = (field: PostField) => {
    const tokens = tokenise(fieldText(post, field), compiled.lexicon, spare.tokens.get(field));
    if (tokens.text.length <= KEPT) spare.tokens.set(field, tokens);
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

/** Tokens of a post and what was found in them, to be written over by the next: no verdict holds on to them. Those of giants are let go. */
type Spare = { readonly tokens: Map<PostField, Tokens>; readonly matches: Map<PostField, Matches> };

/** Of the last post that was judged in one go. */
const spent: Spare = { tokens: new Map(), matches: new Map() };

function readFields(
  tokens: Record<PostField, Tokens>,
  found: FoundNames | undefined,
  { matcher }: CompiledPack,
  spare: Spare,
): FieldReading[] {
  return POST_FIELDS.map((field) => {
    const matches = findTerms(matcher, tokens[field], spare.matches.get(field));
    if (tokens[field].text.length <= KEPT) spare.matches.set(field, matches);
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
      const count = rule.names === null ? countIn(rule, reading, most) : nameIn(reading, readings);
      isFound ||= count > 0;
      place += 1;
      COUNTS[place] = count;
    }
    if (isFound) end += FIND_WIDTH;
  }
  return COUNTS.slice(0, end);
}

/** What a rule about names finds: how much one stands out, told of the body for the whole text. */
function nameIn({ field }: FieldReading, readings: readonly FieldReading[]): number {
  if (field !== 'body') return 0;
  return leadingName(
    readings.filter((one) => one.field !== 'title' && one.field !== 'url').map(({ tokens }) => tokens),
  );
}

/** Written over by each post: a list that is cut back for most rules is made anew each time that it grows. */
let COUNTS = new Uint16Array(0);

function mostBy(density: Density | null): number | undefined {
  return density === null ? undefined : MOST_FINDS;
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
