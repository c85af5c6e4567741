import { onceEach } from '../../base/once-each.ts';
import { correctionSummer } from '../../classify/lines/corrections.ts';
import { foundBy, linesFired, type Rescoring, rescoringFor, scoreFound } from '../../classify/rescore.ts';
import type { RuleSet } from '../../classify/rules.ts';
import type { Edition } from '../../model/finds.ts';
import type { Store } from '../../store/open.ts';
import { allWaiting, type WaitingCandidate, waitingFirst } from '../../store/finds.ts';

/** Some candidates that other weights rank elsewhere: their numbers, and their scores in tenths. */
export type Ranking = { readonly ids: readonly number[]; readonly tenths: readonly number[] };

/** So many are weighed before what came of them is told: the best are dealt anew within a second, however many wait. */
const TOLD_AFTER = 5000;

/**
 * What waiting candidates score by other weights, or by what decisions taught since, without reading their texts: those of which the rules look
 * for something else than was looked for are left out. Those that are dealt first come first. Takes seconds for 100,000: not for a thread that others wait for.
 */
export function* rankAnew(store: Store, rules: RuleSet, toldAfter = TOLD_AFTER): Generator<Ranking> {
  const planOf = onceEach((edition: Edition) => rescoringFor(rules, edition, rules.source));
  const taughtSum = taughtSummer(rules);
  const totalBy: TotalBy = (one) => totalOf(one, rules, planOf(one.finds.edition), taughtSum);
  const first = waitingFirst(store, toldAfter);
  yield* rankingsOf(first, totalBy, toldAfter);
  if (first.length < toldAfter) return;
  const told = new Set(first.map(({ candidateId }) => candidateId));
  const others: TotalBy = (one) => (told.has(one.candidateId) ? undefined : totalBy(one));
  yield* rankingsOf(allWaiting(store), others, toldAfter);
}

type TotalBy = (one: WaitingCandidate) => number | undefined;

function* rankingsOf(
  waiting: Iterable<WaitingCandidate>,
  totalBy: TotalBy,
  toldAfter: number,
): Generator<Ranking> {
  let weighed = 0;
  let [ids, tenths]: [number[], number[]] = [[], []];
  for (const one of waiting) {
    const total = totalBy(one);
    if (total !== undefined && total !== Math.round(one.score * 10)) {
      ids.push(one.candidateId);
      tenths.push(total);
    }
    weighed += 1;
    if (weighed % toldAfter !== 0) continue;
    yield { ids, tenths };
    [ids, tenths] = [[], []];
  }
  if (ids.length > 0) yield { ids, tenths };
}

function totalOf(
  one: WaitingCandidate,
  rules: RuleSet,
  { missing, rulesAt }: Rescoring,
  taughtSum: TaughtSum,
): number | undefined {
  if (missing.length > 0) return undefined;
  const { words, counts, lines } = one.finds;
  const decisions = taughtSum(one);
  if (decisions === undefined) return undefined;
  const fired = linesFired({ ...one.finds, lines: { ...lines, decisions } }, rules);
  if (fired === undefined) return undefined;
  return scoreFound({ found: foundBy(counts, (at) => rulesAt[at] ?? []), lines: fired, words }, rules);
}

/** Null where decisions count for nothing; undefined where what they count on was not read of this text. */
type TaughtSum = (one: WaitingCandidate) => number | null | undefined;

function taughtSummer({ lines }: RuleSet): TaughtSum {
  if (lines === null || lines.taught === null) return () => null;
  const { edition } = lines.weights;
  const sum = correctionSummer(lines.weights, lines.taught);
  return ({ url, marks }) => (marks === undefined || marks.edition !== edition ? undefined : sum(url, marks));
}
