import type { Reason } from '../model/decision.ts';
import type { Hit } from '../model/verdict.ts';
import { fitLogistic } from './logistic.ts';

/** A decided post as far as a report asks. */
export type Judged = {
  readonly title: string;
  readonly url: string;
  readonly sourceId: string;
  readonly accepted: boolean;
  readonly reason: Reason | null;
  /** How likely it was to be read. */
  readonly chance: number;
  readonly score: number;
  readonly hits: readonly Hit[];
};

/** How a rule does on posts that were decided. */
export type RuleReport = {
  readonly rule: string;
  readonly fired: number;
  readonly accepted: number;
  /** The share accepted of those it fired on, each post counted for as many as it stands for; with 95 % Wilson bounds. */
  readonly precision: { readonly share: number; readonly low: number; readonly high: number };
  /** How much likelier a post that it fires on is accepted than any. */
  readonly lift: number;
  /** Accepted posts that would be below the line without it. */
  readonly soleCatches: number;
  /** Posts where it points the other way than the decision. */
  readonly conflicts: number;
  readonly reasons: readonly (readonly [Reason, number])[];
  readonly bySource: readonly {
    readonly source: string;
    readonly fired: number;
    readonly accepted: number;
  }[];
  /** The newest posts that it was right about, and wrong, at most three of each. */
  readonly right: readonly { readonly title: string; readonly url: string }[];
  readonly wrong: readonly { readonly title: string; readonly url: string }[];
  /** As the pack has it; of a rule in shadow what it would count. */
  readonly weight: number;
  /** What decisions would make of it, at most half as much again or half as little; null where they are too few. */
  readonly proposed: number | null;
};

export type ReportedRule = { readonly id: string; readonly weight: number };

const SHOWN = 3;
const ENOUGH = { decided: 50, ofEach: 5 };
const POINTS = 3;

/** How each rule does, from the newest decision to the oldest. Pure; rules that never fired on a decided post are there with zeros. */
export function reportRules(
  judged: readonly Judged[],
  rules: readonly ReportedRule[],
  line: number,
): RuleReport[] {
  const base = shareOf(judged).share;
  const proposed = proposeWeights(judged, rules);
  return rules.map(({ id, weight }, at) => {
    const fired = judged.filter(({ hits }) => hits.some(({ rule }) => rule === id));
    const precision = shareOf(fired);
    const isRight = ({ accepted }: Judged) => accepted === weight > 0;
    return {
      rule: id,
      fired: fired.length,
      accepted: fired.filter(({ accepted }) => accepted).length,
      precision,
      lift: base === 0 ? 0 : precision.share / base,
      soleCatches: fired.filter((post) => post.accepted && isSoleCatch(post, id, line)).length,
      conflicts: fired.filter((post) => !isRight(post)).length,
      reasons: tally(fired.flatMap(({ reason }) => (reason === null ? [] : [reason]))),
      bySource: bySource(fired),
      right: fired.filter(isRight).slice(0, SHOWN).map(named),
      wrong: fired
        .filter((post) => !isRight(post))
        .slice(0, SHOWN)
        .map(named),
      weight,
      proposed: proposed?.[at] ?? null,
    };
  });
}

/** A share with its 95 % bounds (Wilson 1927); each post counts for as many as it stands for, so bounds are by the effective number. */
function shareOf(posts: readonly Pick<Judged, 'accepted' | 'chance'>[]): RuleReport['precision'] {
  const weights = posts.map(({ chance }) => 1 / Math.max(chance, 0.001));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return { share: 0, low: 0, high: 1 };
  const share = posts.reduce((sum, { accepted }, at) => sum + (accepted ? (weights[at] ?? 0) : 0), 0) / all;
  const effective = all ** 2 / weights.reduce((sum, weight) => sum + weight ** 2, 0);
  const z = 1.96;
  const wide = 1 + z ** 2 / effective;
  const middle = (share + z ** 2 / (2 * effective)) / wide;
  const half = (z * Math.sqrt((share * (1 - share)) / effective + z ** 2 / (4 * effective ** 2))) / wide;
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

function isSoleCatch({ score, hits }: Judged, id: string, line: number): boolean {
  const own = hits.reduce((sum, { rule, points }) => sum + (rule === id ? points : 0), 0);
  return score >= line && score - own < line;
}

function proposeWeights(judged: readonly Judged[], rules: readonly ReportedRule[]): number[] | null {
  const accepted = judged.filter((post) => post.accepted).length;
  if (judged.length < ENOUGH.decided || Math.min(accepted, judged.length - accepted) < ENOUGH.ofEach)
    return null;
  const places = new Map(rules.map(({ id }, at) => [id, at]));
  const { weights } = fitLogistic({
    rows: judged.map(({ hits }) =>
      hits.flatMap(({ rule, full }) => {
        const at = places.get(rule);
        const weight = at === undefined ? undefined : rules[at]?.weight;
        return at === undefined || weight === undefined || weight === 0 ? [] : [at, full / weight];
      }),
    ),
    wanted: judged.map((post) => post.accepted),
    counts: judged.map(({ chance }) => Math.min(10, 1 / Math.max(chance, 0.001))),
    prior: rules.map(({ weight }) => weight / POINTS),
    signs: rules.map(({ weight }) => Math.sign(weight)),
    strictness: 10,
    rounds: 200,
  });
  return rules.map(({ weight }, at) => {
    const learnt = Math.abs((weights[at] ?? 0) * POINTS);
    const bounded = Math.min(Math.abs(weight) * 1.5, Math.max(Math.abs(weight) / 2, learnt));
    return (Math.sign(weight) * Math.round(bounded * 10)) / 10;
  });
}

function bySource(fired: readonly Judged[]): RuleReport['bySource'] {
  return tally(fired.map(({ sourceId }) => sourceId)).map(([source, count]) => ({
    source,
    fired: count,
    accepted: fired.filter((post) => post.sourceId === source && post.accepted).length,
  }));
}

function tally<T>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]);
}

function named({ title, url }: Judged) {
  return { title, url };
}
