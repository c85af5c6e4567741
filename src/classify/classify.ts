import type { Block } from '../model/post.ts';
import { denseHits, lackingHits, lengthHits, scarceHits } from './dense.ts';
import { evidenceIn, type FieldReading } from './evidence.ts';
import { findCouncils, type FoundNames } from './councils/find-councils.ts';
import type { CompiledRule } from './pack/compile.ts';
import { GAZETTEER_LISTS } from './pack/lists.ts';
import { findTerms } from './matcher.ts';
import type { RuleSet } from './rules.ts';
import { correctionParts, teachableIn } from './lines/corrections.ts';
import { lineHits, linesOf, taughtLine } from './lines/lines.ts';
import { readMarks } from './lines/marks.ts';
import type { Marks } from '../model/marks.ts';
import { type Fired, scoreHits } from './score.ts';
import { type Tokens, tokenise } from './tokens.ts';
import type { Band, LearntLine, PostField, Verdict } from '../model/verdict.ts';

/** What of a post is judged. */
export type PostText = { readonly url: string; readonly title: string; readonly blocks: readonly Block[] };

const FIELDS = ['title', 'heading', 'lede', 'body', 'url'] as const;

/** What length is counted in. */
const TEXT = ['heading', 'lede', 'body'] as const;

const KEPT = 200_000;
const NONE: readonly number[] = [];

/**
 * Scores a post by the rules and, where the pack asks for them, by the learnt lines. Time is linear in its text; touches
 * nothing; the same post and rules give the same verdict.
 * @param marks what the learnt lines read of this text, where it was kept; it is read anew otherwise.
 */
export function classify(post: PostText, rules: RuleSet, marks?: Marks): Verdict {
  const tokens = fieldTokens(post, rules);
  const found = findCouncils(rules.compiled.gazetteer, tokens);
  const readings = new Map(
    FIELDS.map((field) => [field, readField(tokens[field], listsIn(found, field), rules)]),
  );
  const isEmpty = FIELDS.every((field) => tokens[field].count === 0);
  const lines = isEmpty ? [] : linesRead(post, rules, marks);
  const fired = isEmpty ? [] : [...rulesFired(readings, rules), ...lineHits(lines)];
  const { score, hits, caps } = scoreHits(inOrder(fired), rules.groups, rules.gates);
  return {
    score,
    band: bandOf(score, rules),
    hits,
    caps,
    lines: lines.map((line) => ({
      ...line,
      points: hits.find(({ rule }) => rule === `learnt.${line.line}`)?.points ?? 0,
    })),
    councils: found.councils.map(({ code, name, as, role }) => ({ code, name, as, role })),
    ...rules.tagger.tag(readings),
  };
}

/**
 * What the learnt lines read of a post, to be kept with its text; undefined where the rules use none.
 * @param kept what was read of the same text before.
 */
export function marksFor(post: PostText, { lines }: RuleSet, kept?: Marks): Marks | undefined {
  return lines === null ? kept : readMarks(post, lines.weights, kept);
}

function linesRead(post: PostText, { lines }: RuleSet, marks: Marks | undefined): LearntLine[] {
  if (lines === null) return [];
  const { on, weights, taught } = lines;
  const read = readMarks(post, weights, marks);
  if (taught === null) return linesOf(read, on, weights);
  const parts = correctionParts(teachableIn(post.url, read, weights), taught);
  return [...linesOf(read, on, weights), taughtLine(parts)];
}

/** The text of a field, which spans point into: blocks of that kind, one a line. */
export function fieldText(post: PostText, field: PostField): string {
  if (field === 'title' || field === 'url') return post[field];
  return post.blocks
    .filter((block) => block.kind === field)
    .map((block) => block.text)
    .join('\n');
}

function fieldTokens(post: PostText, { compiled }: RuleSet): Record<PostField, Tokens> {
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

/** Tokens of the last post, to be written over by the next: no verdict holds on to them. Those of giants are let go. */
const spent = new Map<PostField, Tokens>();

function readField(tokens: Tokens, lists: FieldReading['lists'], { compiled }: RuleSet): FieldReading {
  return { tokens, matches: findTerms(compiled.matcher, tokens), lists };
}

function listsIn({ lists }: FoundNames, field: PostField): FieldReading['lists'] {
  return {
    councils: lists.councils[field] ?? NONE,
    'public-bodies': lists['public-bodies'][field] ?? NONE,
    places: lists.places[field] ?? NONE,
  };
}

function rulesFired(readings: ReadonlyMap<PostField, FieldReading>, rules: RuleSet): Fired[] {
  const fired: Fired[] = [];
  const words = TEXT.reduce((sum, field) => sum + (readings.get(field)?.tokens.count ?? 0), 0);
  for (const index of rulesToTry(readings, rules)) {
    const rule = rules.compiled.rules[index];
    if (rule === undefined || rule.status === 'draft' || rule.status === 'retired') continue;
    if (rules.density === null) fired.push(...bestField(rule, readings));
    else fired.push(...denseHits(rule, { fields: readings, words }, rules.density));
  }
  if (rules.density !== null)
    fired.push(
      ...scarceHits(rules.compiled.rules, { fields: readings, words }, rules.density),
      ...lengthHits(rules.compiled.rules, words),
    );
  return [...fired, ...lackingHits(rules.compiled.rules, fired)];
}

/** A rule that scores once, in the field where it is worth most. */
function bestField(rule: CompiledRule, readings: ReadonlyMap<PostField, FieldReading>): Fired[] {
  for (const { field, points } of rule.fields) {
    const reading = readings.get(field);
    const spans = reading === undefined ? null : evidenceIn(rule, reading);
    if (spans !== null) return [{ rule: rule.id, group: rule.group, tenths: points, field, spans }];
  }
  return [];
}

/** By weight and name, so that the order of rules in a file does not matter to a verdict. */
function inOrder(fired: readonly Fired[]): Fired[] {
  return fired.toSorted(
    (one, other) =>
      Math.abs(other.tenths) - Math.abs(one.tenths) ||
      (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : one.field < other.field ? -1 : 1),
  );
}

/** Only rules that had something found for them are tried. */
function rulesToTry(readings: ReadonlyMap<PostField, FieldReading>, { compiled }: RuleSet): Set<number> {
  const tried = new Set<number>();
  for (const { matches, lists } of readings.values()) {
    for (const set of matches.keys()) for (const rule of compiled.rulesOfSet[set] ?? []) tried.add(rule);
    for (const list of GAZETTEER_LISTS)
      if (lists[list].length > 0) for (const rule of compiled.rulesOfList[list]) tried.add(rule);
  }
  return tried;
}

function bandOf(score: number, { thresholds }: RuleSet): Band {
  if (score >= thresholds.strong) return 'strong';
  return score >= thresholds.queue ? 'queue' : 'below';
}
