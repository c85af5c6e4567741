import { earnedBy, lackingHits, unfoundHits } from './dense.ts';
import type { CompiledRule } from './pack/compile.ts';
import { foundBy } from './rescore.ts';
import type { RuleSet } from './rules.ts';
import { correctionParts } from './lines/corrections.ts';
import { lineHits, linesOf, type SummedLine, taughtLine } from './lines/lines.ts';
import { bandOf, besidesLines, type Fired, scoreHits } from './score.ts';
import type { Finds, KeptJudgement } from '../model/finds.ts';
import type { Marks } from '../model/marks.ts';
import type { LearntLine, PostField, Span, Verdict } from '../model/verdict.ts';

/** A verdict, and what its points were worked out from; null of a post without a word. */
export type Judgement = { readonly verdict: Verdict; readonly finds: Finds | null };

/** What was found in a post: all that a verdict tells and no weight changes. */
export type FoundInText = Pick<Finds, 'counts' | 'words'> & {
  readonly spansOf: (rule: CompiledRule, field: PostField) => readonly Span[];
  readonly facts: Facts;
};
type Facts = Pick<Verdict, 'councils' | 'topics' | 'practices' | 'stage' | 'evidence' | 'because'>;

/** Of a rule that counts now and did not when its places were kept. */
const NOT_KEPT: readonly Span[] = [];

/**
 * The verdict that rules of the kept one's edition give by other weights: as if the text were read again. Undefined where only the text can tell,
 * since what the learnt lines read is not kept, or a rule counts in a field where it did not.
 */
export function weighAnew(
  { url, verdict, finds: { counts, words }, marks }: KeptJudgement,
  rules: RuleSet,
): Judgement | undefined {
  const { lines } = rules;
  if (lines !== null && marks?.edition !== lines.weights.edition) return undefined;
  const { councils, topics, practices, stage, evidence, because } = verdict;
  const kept = new Map(verdict.hits.map(({ rule, field, spans }) => [`${rule} ${field}`, spans]));
  const found: FoundInText = {
    ...{ counts, words, facts: { councils, topics, practices, stage, evidence, because } },
    spansOf: ({ id }, field) => kept.get(`${id} ${field}`) ?? NOT_KEPT,
  };
  const fired = rulesFired(found, rules);
  if (fired.some(({ spans }) => spans === NOT_KEPT)) return undefined;
  return weigh(found, fired, linesIn(url, marks, rules), rules);
}

/** What the learnt lines give. */
export function linesIn(url: string, marks: Marks | undefined, { lines }: RuleSet): SummedLine[] {
  if (lines === null || marks === undefined) return [];
  const { on, weights, taught } = lines;
  const summed = linesOf(marks, on, weights);
  if (taught === null) return summed;
  return [...summed, taughtLine(correctionParts(url, marks, weights, taught))];
}

/** What was found in a post that holds a word, weighed. @param fired what `rulesFired` gave of it. */
export function weigh(
  { counts, words, facts }: FoundInText,
  fired: readonly Fired[],
  lines: readonly SummedLine[],
  rules: RuleSet,
): Judgement {
  const besides = besidesLines(fired, rules, words);
  return {
    verdict: sumUp(facts, fired, lines, rules, words),
    finds: {
      ...findsOf(counts, words, lines, rules),
      besides: besides && { pack: rules.packHash, ...besides },
    },
  };
}

/** The verdict on a post without a word. */
export function wordless(facts: Facts, rules: RuleSet): Judgement {
  return { verdict: sumUp(facts, [], [], rules, 0), finds: null };
}

function sumUp(
  facts: Facts,
  fired: readonly Fired[],
  lines: readonly SummedLine[],
  { groups, gates, thresholds }: RuleSet,
  words: number,
): Verdict {
  const all = inOrder([...fired, ...lineHits(lines)]);
  const { score, hits, caps } = scoreHits(all, groups, gates, words);
  return {
    score,
    band: bandOf(score, thresholds),
    hits,
    caps,
    lines: lines.map(({ line, terms }) => {
      return { line, points: hits.find(({ rule }) => rule === `learnt.${line}`)?.points ?? 0, terms };
    }),
    ...facts,
  };
}

/** The rules that earn something in a post, and those that do by what it lacks. */
export function rulesFired({ counts, words, spansOf }: FoundInText, { compiled, density }: RuleSet): Fired[] {
  const found = foundBy(counts, (at) => compiled.rules.slice(at, at + 1));
  const fired = found.flatMap(({ rule, countIn }) =>
    earnedBy(rule, countIn, words, density).map((earned): Fired => {
      return { rule: rule.id, group: rule.group, ...earned, spans: spansOf(rule, earned.field) };
    }),
  );
  fired.push(...unfoundHits(compiled.rules, found, words, density));
  return [...fired, ...lackingHits(compiled.rules, fired, words)];
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
