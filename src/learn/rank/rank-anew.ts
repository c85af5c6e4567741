import { onceEach } from '../../base/once-each.ts';
import { correctionSummer } from '../../classify/lines/corrections.ts';
import { foundBy, linesFired, rescoringFor, scoreFound } from '../../classify/rescore.ts';
import type { RuleSet } from '../../classify/rules.ts';
import { withLines } from '../../classify/score.ts';
import type { Edition } from '../../model/finds.ts';
import type { Store } from '../../store/open.ts';
import { allRankable, firstRankable, type Rankable, type RankedBy } from '../../store/rankable.ts';

/** Some candidates that other weights rank elsewhere: their numbers, and their scores in tenths. */
export type Ranking = { readonly ids: readonly number[]; readonly tenths: readonly number[] };

/** So many that are dealt first are ranked right, and told within a second as far as they were the first before. */
const FIRST = 5000;

/**
 * What waiting candidates score by other weights, or by what decisions taught since, without reading their texts: those of which the rules look
 * for something else than was looked for are left out. Those that are dealt first come first; behind them those that come to be
 * among so many of the first, or cease to. What stands behind the first before and after is left to scoring anew, since nobody sees it
 * meanwhile. Takes a second for 100,000: not for a thread that others wait for.
 */
export function* rankAnew(store: Store, rules: RuleSet, first = FIRST): Generator<Ranking> {
  const by: RankedBy = { pack: rules.packHash, weights: rules.lines?.weights.edition ?? null };
  const tenthsOf = tenthsBy(rules);
  const weigh = (one: Rankable): Weighed => {
    const before = Math.round(one.score * 10);
    return { id: one.candidateId, before, after: tenthsOf(one) ?? before };
  };
  const best = firstRankable(store, by, first).map(weigh);
  yield rankingOf(best);
  if (best.length < first) return;
  const told = new Set(best.map(({ id }) => id));
  const all = Array.from(allRankable(store, by), weigh);
  const least = Int32Array.from(all, ({ after }) => after).sort()[all.length - first] ?? -Infinity;
  yield rankingOf(all.filter(({ id, before, after }) => !told.has(id) && Math.max(before, after) >= least));
}

/** A candidate's score in tenths, as it is dealt and as it would be. */
type Weighed = { readonly id: number; readonly before: number; readonly after: number };

function rankingOf(weighed: readonly Weighed[]): Ranking {
  const moved = weighed.filter(({ before, after }) => before !== after);
  return { ids: moved.map(({ id }) => id), tenths: moved.map(({ after }) => after) };
}

/** What a candidate scores by these rules, in tenths; undefined where only its text can tell. */
function tenthsBy(rules: RuleSet): (one: Rankable) => number | undefined {
  const planOf = onceEach((edition: Edition) => rescoringFor(rules, edition, rules.source));
  const taughtSum = taughtSummer(rules);
  return (one) => {
    const { found } = one;
    const decisions = taughtSum(one);
    if (decisions === undefined) return undefined;
    const lines = linesFired({ lines: { ...found.lines, decisions } }, rules);
    if (lines === undefined) return undefined;
    if (!('counts' in found))
      return withLines(
        found.besides,
        lines.reduce((sum, { tenths }) => sum + tenths, 0),
      );
    const { missing, rulesAt } = planOf(found.edition);
    if (missing.length > 0) return undefined;
    return scoreFound(
      { found: foundBy(found.counts, (at) => rulesAt[at] ?? []), lines, words: found.words },
      rules,
    );
  };
}

/** Null where decisions count for nothing; undefined where what they count on was not read of this text. */
type TaughtSum = (one: Rankable) => number | null | undefined;

function taughtSummer({ lines }: RuleSet): TaughtSum {
  if (lines === null || lines.taught === null) return () => null;
  const sum = correctionSummer(lines.weights, lines.taught);
  return ({ url, wording }) => (wording === undefined ? undefined : sum(url, wording));
}
