import type { Besides } from '../model/finds.ts';
import type { Band, Cap, Hit } from '../model/verdict.ts';

/** A group of rules, caps in tenths; null for none. */
export type Group = { readonly id: string; readonly label: string; readonly cap: number | null };

/**
 * Caps the score (tenths) when none of its groups was found; or, unless all rules of `unless` were found, when a rule of `whenTitle`
 * stands in the title, one of `whenOpening` in the title or first paragraph, or one of `whenOften` that many `times` in the text; or when
 * no rule of `whenNone` was found; or when the rules of `whenLittle` earned no more than so many tenths together.
 */
export type ScoreGate = {
  readonly whenMissing: readonly string[];
  readonly whenTitle: readonly string[];
  readonly whenOpening: readonly string[];
  readonly whenOften: readonly string[];
  readonly times: number;
  readonly unless: readonly string[];
  readonly whenNone: readonly string[];
  readonly whenLittle: { readonly rules: readonly string[]; readonly tenths: number } | null;
  /** It stands before texts of so many words or more. */
  readonly fromWords: number;
  readonly cap: number;
  readonly say: string;
};

/** A rule that fired, and what it is worth where it did, in tenths; `finds` is how often it stands in the text, where it is worth something there. */
export type Fired = Omit<Hit, 'points' | 'full'> & { readonly tenths: number; readonly finds?: number };

/** The group of the learnt lines. */
export const LEARNT = 'learnt';

/** A score and what it is made of; worked out in whole tenths, so that sums are exact. */
export type Scored = { readonly score: number; readonly hits: readonly Hit[]; readonly caps: readonly Cap[] };

/**
 * Adds up what fired. First each group keeps to its cap, then every gate whose groups are all missing lowers the sum to its
 * own cap. What a cap takes is taken from the weakest points first, so that those left sum to the score, exactly.
 */
export function scoreHits(
  fired: readonly Fired[],
  groups: readonly Group[],
  gates: readonly ScoreGate[],
  words: number,
): Scored {
  const points = fired.map((hit) => hit.tenths);
  for (const { id, cap } of groups) {
    if (cap === null) continue;
    const members = [...points.keys()].filter((at) => fired[at]?.group === id);
    const sum = total(members.map((at) => points[at] ?? 0));
    if (Math.abs(sum) > cap) takeFrom(points, members, sum - Math.sign(sum) * cap);
  }
  const before = total(points);
  const lowering = gates
    .filter((gate) => gate.cap < before && isShut(gate, fired, words))
    .sort((one, other) => other.cap - one.cap);
  const lowest = lowering.at(-1)?.cap;
  if (lowest !== undefined) takeFrom(points, [...points.keys()], before - lowest);
  return {
    score: total(points) / 10,
    hits: fired.map(({ rule, group, field, spans, tenths }, at) => {
      return { rule, group, points: (points[at] ?? 0) / 10, full: tenths / 10, field, spans };
    }),
    caps: lowering.map(({ say, cap }) => ({ say, cap: cap / 10 })),
  };
}

/** On which side of the lines a score lies. */
export function bandOf(
  score: number,
  { queue, strong }: { readonly queue: number; readonly strong: number },
): Band {
  if (score >= strong) return 'strong';
  return score >= queue ? 'queue' : 'below';
}

/**
 * What all that fired besides the learnt lines comes to, so that lines alone can be weighed anew; null in a pack that has
 * a group for them. No gate can ask for what is none of a pack's.
 */
export function besidesLines(
  fired: readonly Fired[],
  { groups, gates }: { readonly groups: readonly Group[]; readonly gates: readonly ScoreGate[] },
  words: number,
): Omit<Besides, 'pack'> | null {
  if (groups.some(({ id }) => id === LEARNT)) return null;
  const shut = gates.filter((gate) => isShut(gate, fired, words)).map(({ cap }) => cap);
  return { tenths: cappedSum(fired, groups), ceiling: shut.length === 0 ? null : Math.min(...shut) };
}

/** The score, in tenths, that `totalTenths` gives when lines are added that together are worth so much. */
export function withLines({ tenths, ceiling }: Omit<Besides, 'pack'>, lines: number): number {
  return Math.min(tenths + lines, ceiling ?? Infinity);
}

/** The score alone that `scoreHits` gives, in tenths: for many posts at once. */
export function totalTenths(
  fired: readonly Fired[],
  groups: readonly Group[],
  gates: readonly ScoreGate[],
  words: number,
): number {
  let score = cappedSum(fired, groups);
  for (const gate of gates) if (gate.cap < score && isShut(gate, fired, words)) score = gate.cap;
  return score;
}

function cappedSum(fired: readonly Fired[], groups: readonly Group[]): number {
  const sums = new Map<string, number>();
  for (const { group, tenths } of fired) sums.set(group, (sums.get(group) ?? 0) + tenths);
  for (const { id, cap } of groups) {
    const sum = sums.get(id);
    if (sum !== undefined && cap !== null && Math.abs(sum) > cap) sums.set(id, Math.sign(sum) * cap);
  }
  let total = 0;
  for (const sum of sums.values()) total += sum;
  return total;
}

function isShut(gate: ScoreGate, fired: readonly Fired[], words: number): boolean {
  const { whenMissing, whenTitle, whenOpening, whenOften, times, whenNone, whenLittle, fromWords } = gate;
  if (words < fromWords) return false;
  if (whenMissing.length > 0 && !fired.some(({ group, tenths }) => tenths > 0 && whenMissing.includes(group)))
    return true;
  if (whenNone.length > 0 && !fired.some(({ rule }) => whenNone.includes(rule))) return true;
  if (whenLittle !== null && earnedTogether(fired, whenLittle.rules) <= whenLittle.tenths) return true;
  const stands = fired.some(
    ({ rule, field, finds = 0 }) =>
      (field === 'title' && (whenTitle.includes(rule) || whenOpening.includes(rule))) ||
      (field === 'lede' && whenOpening.includes(rule)) ||
      (finds >= times && whenOften.includes(rule)),
  );
  return stands && !isDone(gate, fired);
}

/** What rules added to a score, in tenths. */
function earnedTogether(fired: readonly Fired[], rules: readonly string[]): number {
  return fired.reduce((sum, { rule, tenths }) => sum + (rules.includes(rule) ? Math.max(0, tenths) : 0), 0);
}

/** Whether all that keeps a gate open was found. */
function isDone({ unless }: ScoreGate, fired: readonly Fired[]): boolean {
  return unless.length > 0 && unless.every((rule) => fired.some((hit) => hit.rule === rule));
}

/** Takes an excess off points of its own sign, the smallest first, none past zero. */
function takeFrom(points: number[], members: readonly number[], excess: number): void {
  const sign = Math.sign(excess);
  const order = members
    .filter((at) => Math.sign(points[at] ?? 0) === sign)
    .sort((one, other) => Math.abs(points[one] ?? 0) - Math.abs(points[other] ?? 0) || other - one);
  let left = Math.abs(excess);
  for (const at of order) {
    const taken = Math.min(left, Math.abs(points[at] ?? 0));
    points[at] = (points[at] ?? 0) - sign * taken;
    left -= taken;
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
