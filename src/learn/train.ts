import { classify } from '../classify/classify.ts';
import { linesOf } from '../classify/lines/lines.ts';
import { marksOf } from '../classify/lines/marks.ts';
import { withPlaces, type Weights } from '../classify/lines/weights.ts';
import type { Pack } from '../classify/pack/pack.ts';
import { rulesOfPack, type RuleSet } from '../classify/rules.ts';
import { balance } from './balance.ts';
import { foldOf } from './fold.ts';
import type { LabelledPost } from './labelled.ts';
import { POINTS, trainRules } from './train-rules.ts';
import { scaled, trainTelling, trainWording } from './train-lines.ts';

/** Rules, wording and telling count like this, each measured in its own usual spread on posts of sources it did not see. */
const COUNTS = { rules: 1.5, wording: 0.4, telling: 0.25 };
const FOLDS = 5;
const NOTHING: Scores = { whole: 0, rules: 0 };

/** A pack with learnt weights, and the lines beside it. */
export type TrainedSet = { readonly pack: Pack; readonly weights: Weights };

/** Learns everything from labelled posts; borderline ones must have been left out. */
export function train(posts: readonly LabelledPost[], pack: Pack): TrainedSet {
  const { pack: trained } = trainRules(posts, pack);
  const wording = trainWording(posts);
  const telling = trainTelling(posts);
  const spread = spreadsUnseen(posts);
  const unit = rulesSpread(posts, trained) / COUNTS.rules;
  return {
    pack: trained,
    weights: withPlaces(
      scaled(wording, (COUNTS.wording * unit) / spread.wording.deviation, spread.wording.mean, 2),
      scaled(telling, (COUNTS.telling * unit) / spread.telling.deviation, spread.telling.mean, 2),
    ),
  };
}

/** Rules ready to score with, of what was trained. */
function rulesOfTrained({ pack, weights }: TrainedSet): RuleSet {
  return rulesOfPack(pack, weights);
}

/** What a set gives a post: in all, and by the rules alone. */
export type Scores = { readonly whole: number; readonly rules: number };

/** Scores of posts by a set, in their order. */
function scoreAll(posts: readonly LabelledPost[], set: TrainedSet): Scores[] {
  const rules = rulesOfTrained(set);
  const alone = rulesOfPack({ ...set.pack, lines: undefined });
  return posts.map((post) => {
    const marks = marksOf(post.read, set.weights);
    return { whole: classify(post, rules, marks).score, rules: classify(post, alone).score };
  });
}

/** Scores of each post by what was learnt from the other sources. @param isLearntFrom which posts teach: those that the labeller was sure of, unless told. */
export function scoreOutOfFold(
  posts: readonly LabelledPost[],
  pack: Pack,
  isLearntFrom = ({ borderline }: LabelledPost): boolean => !borderline,
): (Scores & { readonly post: LabelledPost })[] {
  const scores: (Scores & { readonly post: LabelledPost })[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const own = posts.filter(({ source }) => foldOf(source, FOLDS) === fold);
    const others = posts.filter((post) => isLearntFrom(post) && foldOf(post.source, FOLDS) !== fold);
    const given = scoreAll(own, train(others, pack));
    for (const [at, post] of own.entries()) scores.push({ post, ...(given[at] ?? NOTHING) });
  }
  return scores;
}

type Spread = { readonly mean: number; readonly deviation: number };

/** How the lines' logits spread over posts of sources that they did not see: over seen ones they spread too wide. */
function spreadsUnseen(posts: readonly LabelledPost[]): {
  readonly wording: Spread;
  readonly telling: Spread;
} {
  const wording: Counted[] = [];
  const telling: Counted[] = [];
  const counts = new Map(balance(posts).map((count, at) => [posts[at], count]));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = posts.filter(({ source }) => foldOf(source, FOLDS) !== fold);
    const weights = withPlaces(trainWording(others), trainTelling(others));
    for (const post of posts.filter(({ source }) => foldOf(source, FOLDS) === fold)) {
      const marks = marksOf(post.read, weights);
      for (const { line, points } of linesOf(marks, { wording: 1, telling: 1 }, weights))
        (line === 'wording' ? wording : telling).push([points, counts.get(post) ?? 1]);
    }
  }
  return { wording: spreadOf(wording), telling: spreadOf(telling) };
}

function rulesSpread(posts: readonly LabelledPost[], pack: Pack): number {
  const rules = rulesOfPack({ ...pack, lines: undefined });
  const counts = balance(posts);
  return (
    spreadOf(posts.map((post, at) => [classify(post, rules).score, counts[at] ?? 1])).deviation || POINTS
  );
}

/** A value, and how much its post counts. */
type Counted = readonly [value: number, count: number];

function spreadOf(values: readonly Counted[]): Spread {
  const all = values.reduce((sum, [, count]) => sum + count, 0) || 1;
  const mean = values.reduce((sum, [value, count]) => sum + value * count, 0) / all;
  const square = values.reduce((sum, [value, count]) => sum + count * (value - mean) ** 2, 0) / all;
  return { mean, deviation: Math.sqrt(square) || 1 };
}
