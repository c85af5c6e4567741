import type { CompiledRule } from './pack/compile.ts';
import { evidenceIn, type FieldReading } from './evidence.ts';
import type { Fired } from './score.ts';
import type { PostField, Span } from '../model/verdict.ts';

/** How density becomes points: `words` is the length at which one find counts once, `half` the density that earns half. */
export type Density = { readonly words: number; readonly half: number };

/** A reading of a post with the number of words in its text, title and address apart. */
export type WholeReading = {
  readonly fields: ReadonlyMap<PostField, FieldReading>;
  readonly words: number;
};

/** What a find counts where it stands: the first paragraph says what a post is about. */
const TEXT_FIELDS: readonly (readonly [field: PostField, counts: number])[] = [
  ['lede', 1.5],
  ['heading', 1],
  ['body', 1],
];
/** Words of a kind that stand everywhere are counted this far, in one field; further ones change little. */
const MOST_FINDS = 60;
/** Even of a text of five words one find is not everything. */
const FEWEST_WORDS = 20;
/** More places than a reader will look at; density counts them all. */
const SHOWN_SPANS = 6;

/**
 * What a rule earns in the title and in the text, apart. In the text its finds are divided by the root of the length, and
 * each further one earns less: weight × d / (d + half), where d = finds / √((words + 20) / density.words). Long pages hold
 * every word somewhere, short ones hold few; this ranks both alike.
 */
export function denseHits(rule: CompiledRule, { fields, words }: WholeReading, density: Density): Fired[] {
  if (rule.dense === null || rule.scarce !== null || rule.length !== null) return [];
  const { title, text } = rule.dense;
  const at = (field: PostField): Span[] => {
    const reading = fields.get(field);
    return reading === undefined ? [] : (evidenceIn(rule, reading, MOST_FINDS) ?? []);
  };
  const hit = (field: PostField, tenths: number, spans: readonly Span[]): Fired => ({
    rule: rule.id,
    group: rule.group,
    tenths,
    field,
    spans: spans.slice(0, SHOWN_SPANS),
  });
  const found = TEXT_FIELDS.map(([field, counts]) => ({ field, counts, spans: at(field) }));
  const finds = found.reduce((sum, { counts, spans }) => sum + counts * spans.length, 0);
  const half = rule.half ?? density.half;
  const most = found.reduce((best, one) =>
    one.counts * one.spans.length > best.counts * best.spans.length ? one : best,
  );
  const titled = title === 0 && text !== 0 ? [] : at('title');
  return [
    ...(titled.length > 0 ? [hit('title', title, titled)] : []),
    ...(finds > 0
      ? [hit(most.field, Math.round(text * share(finds, words, { ...density, half })), most.spans)]
      : []),
  ];
}

/** A rule whose terms earn this share of a weight is not scarce any more. */
const ENOUGH = 0.6;

/** What is taken for words that are few for the length of a post: none in short texts, which may say it in others. */
export function scarceHits(
  rules: readonly CompiledRule[],
  { fields, words }: WholeReading,
  density: Density,
): Fired[] {
  return rules.flatMap((rule) => {
    const { id, group, scarce, dense, status } = rule;
    if (scarce === null || dense === null || status === 'draft' || status === 'retired') return [];
    const { from, to } = scarce;
    const long = Math.min(1, Math.log(Math.max(1, words / from)) / Math.log(to / from));
    if (long === 0) return [];
    const counted = [rule, ...rules.filter((one) => scarce.also.includes(one.id))];
    const finds = counted.reduce((sum, one) => sum + findsIn(one, fields), 0);
    const tenths = Math.round(dense.text * long * Math.max(0, 1 - share(finds, words, density) / ENOUGH));
    return tenths === 0 ? [] : [{ rule: id, group, tenths, field: 'body' as const, spans: [] }];
  });
}

/** What the length of a text brings by itself: one of some hundred words holds of everything without being diluted yet. */
export function lengthHits(rules: readonly CompiledRule[], words: number): Fired[] {
  return rules.flatMap(({ id, group, length, dense, status }) => {
    if (length === null || dense === null || status === 'draft' || status === 'retired') return [];
    const tenths = Math.round(dense.text * shareAt(length, words));
    return tenths === 0 ? [] : [{ rule: id, group, tenths, field: 'body' as const, spans: [] }];
  });
}

function shareAt(points: NonNullable<CompiledRule['length']>, words: number): number {
  const next = points.findIndex(([at]) => at > words);
  const [after, before] = [points.at(next), points[next - 1]];
  if (next === 0 || after === undefined || before === undefined) return after?.[1] ?? 0;
  const way = Math.log(words / before[0]) / Math.log(after[0] / before[0]);
  return before[1] + way * (after[1] - before[1]);
}

function findsIn(rule: CompiledRule, fields: WholeReading['fields']): number {
  return TEXT_FIELDS.reduce((sum, [field, counts]) => {
    const reading = fields.get(field);
    return sum + counts * (reading === undefined ? 0 : (evidenceIn(rule, reading)?.length ?? 0));
  }, 0);
}

/** What is taken for groups that earned little: all of the rule's weight where they earned nothing, none from `points` on. */
export function lackingHits(rules: readonly CompiledRule[], fired: readonly Fired[]): Fired[] {
  return rules.flatMap(({ id, group, lacks, dense, status }) => {
    if (lacks === null || dense === null || status === 'draft' || status === 'retired') return [];
    const earned = fired.reduce(
      (sum, one) => sum + (lacks.groups.includes(one.group) ? Math.max(0, one.tenths) : 0),
      0,
    );
    const tenths = Math.round(dense.text * Math.max(0, 1 - earned / lacks.tenths));
    return tenths === 0 ? [] : [{ rule: id, group, tenths, field: 'body' as const, spans: [] }];
  });
}

function share(finds: number, words: number, { words: once, half }: Density): number {
  const dense = finds / Math.sqrt((words + FEWEST_WORDS) / once);
  return dense / (dense + half);
}
