import { classify } from '../classify/classify.ts';
import type { Pack, PackRule } from '../classify/pack/pack.ts';
import { rulesOfPack, type RuleSet } from '../classify/rules.ts';
import { type Fit, fitLogistic, type SparseRow } from './logistic.ts';
import type { LabelledPost } from './labelled.ts';
import { balance } from './balance.ts';

/** The most that a rule may weigh in a pack: with it, points tell what share of its weight a rule earned. */
const WHOLE = 20;
/**
 * Half a logit in the text and a quarter in the title, for or against: what a kind of evidence is worth before any post is seen. What a long
 * page is about cannot be made up for, so too few words of buying are worth more.
 */
const PRIOR = { text: 0.5, title: 0.25, scarce: 5 };
const STRICTNESS = 10;
const ROUNDS = 400;
/** Score points for one logit. */
export const POINTS = 3;

/** Learns what each rule of a pack weighs in the text and in the title: the sign it has is kept. */
export function trainRules(
  posts: readonly LabelledPost[],
  pack: Pack,
): { readonly pack: Pack; readonly logits: Fit } {
  const whole = wholeRules(pack);
  const places = new Map(pack.rules.filter(isLearnt).map(({ id }, at) => [id, at * 2]));
  const learnt = pack.rules.filter(({ id }) => places.has(id));
  const signs = learnt.flatMap(({ weight }) => [Math.sign(weight), Math.sign(weight)]);
  const prior = learnt.flatMap(({ weight, scarce }) => [
    Math.sign(weight) * (scarce === undefined ? PRIOR.text : PRIOR.scarce),
    Math.sign(weight) * PRIOR.title,
  ]);
  const wanted = posts.map((post) => post.wanted);
  const fit = fitLogistic({
    rows: posts.map((post) => sharesOf(post, whole, places)),
    wanted,
    counts: balance(posts),
    prior,
    signs,
    strictness: STRICTNESS,
    rounds: ROUNDS,
  });
  return { pack: withWeights(pack, places, fit.weights), logits: fit };
}

/** What is missing, and how long a text is, weigh what a person wrote: in what is labelled, length tells more than it should. */
export function isLearnt({ lacks, length, names }: PackRule): boolean {
  return lacks === undefined && length === undefined && names === undefined;
}

/** What share of its weight each rule earned: in the text at its place, in the title at the next. */
function sharesOf(post: LabelledPost, whole: RuleSet, places: ReadonlyMap<string, number>): SparseRow {
  return classify(post, whole).hits.flatMap(({ rule, field, full }) => {
    const place = places.get(rule);
    return place === undefined ? [] : [field === 'title' ? place + 1 : place, Math.abs(full) / WHOLE];
  });
}

/** The pack with every rule at the most that it may weigh, and nothing that takes points away again. */
function wholeRules(pack: Pack): RuleSet {
  const { lines: _, group_cap: _cap, ...rest } = pack;
  return rulesOfPack({
    ...rest,
    groups: Object.fromEntries(
      Object.entries(pack.groups).map(([id, { label }]) => [id, { label, required: false }]),
    ),
    gates: [],
    rules: pack.rules.filter(isLearnt).map((rule) => ({
      ...rule,
      weight: Math.sign(rule.weight) * WHOLE,
      title: Math.sign(rule.weight) * WHOLE,
    })),
  });
}

function withWeights(pack: Pack, places: ReadonlyMap<string, number>, weights: readonly number[]): Pack {
  const points = (place: number) => Math.round((weights[place] ?? 0) * POINTS * 10) / 10;
  return {
    ...pack,
    rules: pack.rules.map((rule) => {
      const place = places.get(rule.id);
      if (place === undefined) return rule;
      const tenth = Math.sign(rule.weight) / 10;
      return { ...rule, weight: points(place) === 0 ? tenth : points(place), title: points(place + 1) };
    }),
  };
}
