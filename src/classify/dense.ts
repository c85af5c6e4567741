import { onceEach } from '../base/once-each.ts';
import { shareOfLeading } from './councils/leading-name.ts';
import type { CompiledRule } from './pack/compile.ts';
import type { Fired } from './score.ts';
import type { PostField } from '../model/verdict.ts';

/** How density becomes points: `words` is the length at which one find counts once, `half` the density that earns half. */
export type Density = { readonly words: number; readonly half: number };

/** How often a rule stands in a field. */
export type CountIn = (field: PostField) => number;

/** What a rule earns in a field, in tenths, and how often it stands in the text, for what it earns there. */
export type Earned = { readonly field: PostField; readonly tenths: number; readonly finds: number };

/** What a find counts where it stands: the first paragraph says what a post is about. */
const TEXT_FIELDS: readonly { readonly field: PostField; readonly counts: number }[] = [
  { field: 'lede', counts: 1.5 },
  { field: 'heading', counts: 1 },
  { field: 'body', counts: 1 },
];
/** Words of a kind that stand everywhere are counted this far, in one field; further ones change little. */
export const MOST_FINDS = 60;
/** Even of a text of five words one find is not everything. */
const FEWEST_WORDS = 20;

/**
 * What a rule earns in the title and in the text, apart. In the text its finds are divided by the root of the length, and
 * each further one earns less: weight × d / (d + half), where d = finds / √((words + 20) / density.words). Long pages hold
 * every word somewhere, short ones hold few; this ranks both alike. Without density a rule scores once, in the field where it is worth most.
 */
export function earnedBy(
  rule: CompiledRule,
  countIn: CountIn,
  words: number,
  density: Density | null,
): Earned[] {
  if (density === null) return bestField(rule, countIn);
  if (rule.names !== null) return earnedByNames(rule, countIn('body'), words);
  if (rule.dense === null || rule.scarce !== null || rule.length !== null) return [];
  const { title, text } = rule.dense;
  let [finds, weighed, most, best]: [number, number, number, PostField] = [0, 0, 0, 'lede'];
  for (const { field, counts } of TEXT_FIELDS) {
    const times = countIn(field);
    const here = counts * times;
    finds += times;
    weighed += here;
    if (here > most) [most, best] = [here, field];
  }
  const isTitled = (title !== 0 || text === 0) && countIn('title') > 0;
  const earned: Earned[] = isTitled ? [{ field: 'title', tenths: title, finds: 0 }] : [];
  const half = rule.half ?? density.half;
  if (finds > 0) {
    const dense = weighed / Math.sqrt(lengthIn(density, words));
    earned.push({ field: best, tenths: Math.round(text * (dense / (dense + half))), finds });
  }
  return earned;
}

/** As much as a rule could earn in any post and no less, as hits in the fields that gates ask for. */
export function mostEarned(rule: CompiledRule, density: Density | null): Earned[] {
  if (density === null) {
    const tenths = rule.fields[0]?.points ?? 0;
    return [
      { field: 'title', tenths, finds: 0 },
      { field: 'lede', tenths, finds: MOST_FINDS },
    ];
  }
  if (rule.names !== null) return [{ field: 'body', tenths: rule.dense?.text ?? 0, finds: 0 }];
  if (rule.dense === null || rule.scarce !== null || rule.length !== null) return [];
  return [
    { field: 'title', tenths: rule.dense.title, finds: 0 },
    { field: 'lede', tenths: rule.dense.text, finds: MOST_FINDS },
  ];
}

/** What a rule about names earns, by how much one stands out (`leadingName`), and of that the share that its length gives it. */
function earnedByNames({ names, dense, length }: CompiledRule, leading: number, words: number): Earned[] {
  if (names === null || leading === 0) return [];
  const scattered = Math.max(
    0,
    Math.min(1, (names.one - shareOfLeading(leading)) / (names.one - names.many)),
  );
  const tenths = Math.round((dense?.text ?? 0) * scattered * (length === null ? 1 : shareAt(length, words)));
  return tenths === 0 ? [] : [{ field: 'body', tenths, finds: 0 }];
}

function bestField({ fields }: CompiledRule, countIn: CountIn): Earned[] {
  const best = fields.find(({ field }) => countIn(field) > 0);
  if (best === undefined) return [];
  const finds = TEXT_FIELDS.reduce((sum, { field }) => sum + countIn(field), 0);
  return [{ field: best.field, tenths: best.points, finds }];
}

/** A rule that was found in a post, and where. */
export type FoundRule = { readonly rule: CompiledRule; readonly countIn: CountIn };

/** Words are not scarce any more where so many stand in each `density.words`: one in some 170 words. */
const ENOUGH = 0.35;

type Besides = Readonly<Record<'scarce' | 'length' | 'lacks', readonly CompiledRule[]>>;

/** A few of a pack's hundred rules are asked of every post for what is not in it, 100,000 posts in a row. */
const besidesOf = onceEach((rules: readonly CompiledRule[]): Besides => {
  const live = rules.filter(
    ({ dense, status }) => dense !== null && status !== 'draft' && status !== 'retired',
  );
  const of = (kind: keyof Besides) => live.filter((rule) => rule[kind] !== null);
  return {
    scarce: of('scarce'),
    length: of('length').filter(({ lacks, names }) => lacks === null && names === null),
    lacks: of('lacks'),
  };
});

/** What a pack that scores by density gives and takes for no find: for how long a text is, and for words that are few in it. */
export function unfoundHits(
  rules: readonly CompiledRule[],
  found: readonly FoundRule[],
  words: number,
  density: Density | null,
): Fired[] {
  return density === null ? [] : [...scarceHits(rules, found, words, density), ...lengthHits(rules, words)];
}

/**
 * What is taken for words that are few for the length of a post: none in short texts, which may say it in others. What a text is about
 * fills a share of it, so here length is not discounted by its root: of 5,000 words ten are few.
 */
function scarceHits(
  rules: readonly CompiledRule[],
  found: readonly FoundRule[],
  words: number,
  density: Density,
): Fired[] {
  return hitsBesides(besidesOf(rules).scarce, (rule, most) => {
    if (rule.scarce === null) return 0;
    const { from, to } = rule.scarce;
    const long = Math.min(1, Math.log(Math.max(1, words / from)) / Math.log(to / from));
    if (long === 0) return 0;
    const finds = found.reduce((sum, one) => sum + (isCounted(rule, one.rule.id) ? findsOf(one) : 0), 0);
    return most * long * Math.max(0, 1 - finds / (ENOUGH * lengthIn(density, words)));
  });
}

/** What the length of a text brings by itself: one of some hundred words holds of everything without being diluted yet. */
function lengthHits(rules: readonly CompiledRule[], words: number): Fired[] {
  return hitsBesides(besidesOf(rules).length, ({ length }, most) =>
    length === null ? 0 : most * shareAt(length, words),
  );
}

function shareAt(points: NonNullable<CompiledRule['length']>, words: number): number {
  const next = points.findIndex(([at]) => at > words);
  const [after, before] = [points.at(next), points[next - 1]];
  if (next === 0 || after === undefined || before === undefined) return after?.[1] ?? 0;
  const way = Math.log(words / before[0]) / Math.log(after[0] / before[0]);
  return before[1] + way * (after[1] - before[1]);
}

/** Whether a rule about scarce words counts those of another, or its own. */
export function isCounted({ id, scarce }: CompiledRule, other: string): boolean {
  return scarce !== null && (id === other || scarce.also.includes(other));
}

function findsOf({ countIn }: FoundRule): number {
  return TEXT_FIELDS.reduce((sum, { field, counts }) => sum + counts * countIn(field), 0);
}

/**
 * What is taken where groups and rules together earned little: all of the rule's weight where they earned nothing, none from `points` on; of both
 * the share that its length gives it, if it has one.
 */
export function lackingHits(rules: readonly CompiledRule[], fired: readonly Fired[], words: number): Fired[] {
  return hitsBesides(besidesOf(rules).lacks, ({ lacks, length }, most) => {
    if (lacks === null) return 0;
    const earned = fired.reduce(
      (sum, one) =>
        sum +
        (lacks.groups.includes(one.group) || lacks.rules.includes(one.rule) ? Math.max(0, one.tenths) : 0),
      0,
    );
    return most * (length === null ? 1 : shareAt(length, words)) * Math.max(0, 1 - earned / lacks.tenths);
  });
}

/** Hits of rules that stand in no place of a text; `tenthsOf` is told a rule's whole weight there, in tenths. */
function hitsBesides(
  rules: readonly CompiledRule[],
  tenthsOf: (rule: CompiledRule, most: number) => number,
): Fired[] {
  const hits: Fired[] = [];
  for (const rule of rules) {
    const { id, group, dense } = rule;
    const tenths = Math.round(tenthsOf(rule, dense?.text ?? 0));
    if (tenths !== 0) hits.push({ rule: id, group, tenths, field: 'body', spans: [] });
  }
  return hits;
}

/** How long a text is, counted in the words in which one find counts once. */
function lengthIn({ words: once }: Pick<Density, 'words'>, words: number): number {
  return (words + FEWEST_WORDS) / once;
}
