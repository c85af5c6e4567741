import { classify, type PostText } from '../classify/classify.ts';
import { marksOf } from '../classify/lines/marks.ts';
import { type RuleSet, rulesOfPack, withCorrections } from '../classify/rules.ts';
import type { Corrections } from '../model/corrections.ts';
import { auditChances } from './found/audits.ts';
import { learnCorrections, type Lesson } from './corrections.ts';
import type { LabelledPost } from './labelled.ts';
import { auc, type Ranked } from './simulate.ts';
import type { TrainedSet } from './train.ts';

/** A reviewer reads so many at a time, of which so many are drawn from below the line. */
const BATCH = { read: 10, drawn: 2 };
/** What is learnt after so many decisions is judged by posts that were not read. */
const DECISIONS = [50, 300];
const JUDGED = 0.4;

/** What reading with and without learning from decisions finds. */
export type AsItGoes = {
  /** The posts in the order of reading, audits included: by the score that never learns, and as decisions correct it. */
  readonly frozen: Ranked;
  readonly learning: Ranked;
};

/** AUC on posts left unread, after so many decisions or what there was. */
export type TaughtAfter = { readonly decisions: number; readonly frozen: number; readonly learning: number };

type Read = Lesson & { readonly post: PostText; readonly wanted: boolean };

/**
 * Reads posts that a set has not seen as a reviewer would: ten at a time, eight from the top and two drawn from below the line, learning anew
 * as a crawl does. @param random answers from 0 up to 1; the same one gives the same figures.
 */
export function readAsItGoes(
  posts: readonly LabelledPost[],
  set: TrainedSet,
  random: () => number,
): AsItGoes {
  const rules = rulesOfPack(set.pack, set.weights);
  const all = toRead(posts, set, rules);
  const inOrder = (learns: boolean): Ranked =>
    read(all, rules, { random, most: all.length, learns }).lessons.map(({ wanted }, at) => {
      return { score: -at, wanted };
    });
  return { frozen: inOrder(false), learning: inOrder(true) };
}

/** What decisions on most of the posts teach about the others; [] where those are of one kind. */
export function judgeAsItGoes(
  posts: readonly LabelledPost[],
  set: TrainedSet,
  random: () => number,
): readonly TaughtAfter[] {
  const rules = rulesOfPack(set.pack, set.weights);
  const all = toRead(posts, set, rules);
  const shuffled = all.map((one) => ({ one, at: random() })).toSorted((a, b) => a.at - b.at);
  const cut = Math.round(JUDGED * all.length);
  const judged = shuffled.slice(0, cut).map(({ one }) => one);
  const stream = shuffled.slice(cut).map(({ one }) => one);
  return DECISIONS.flatMap((most) => {
    const { lessons, corrections } = read(stream, rules, { random, most, learns: true });
    const [frozen, learning] = [areaUnder(judged, scoreOf), areaUnder(judged, scorer(rules, corrections))];
    return Number.isNaN(frozen) ? [] : [{ decisions: lessons.length, frozen, learning }];
  });
}

function toRead(posts: readonly LabelledPost[], { weights }: TrainedSet, rules: RuleSet): Read[] {
  return posts.map((post) => {
    const marks = marksOf(post.read, weights);
    const score = classify(post, rules, marks).score;
    return { post, url: post.url, wanted: post.wanted, accepted: post.wanted, marks, score, chance: 1 };
  });
}

/** Reads until so many are decided: the posts in their order, each with its chance, and what they taught at last. */
function read(
  posts: readonly Read[],
  rules: RuleSet,
  {
    random,
    most,
    learns,
  }: { readonly random: () => number; readonly most: number; readonly learns: boolean },
): { readonly lessons: readonly Read[]; readonly corrections: Corrections | undefined } {
  const { lines, thresholds } = rules;
  let left = posts.map((one) => ({ one, score: one.score }));
  const lessons: Read[] = [];
  let corrections: Corrections | undefined;
  let learntFrom = 0;
  while (left.length > 0 && lessons.length < most) {
    left.sort((a, b) => b.score - a.score);
    const top = left.splice(0, BATCH.read - BATCH.drawn);
    const below = left.filter(({ score }) => score < thresholds.queue);
    const chances = auditChances(
      below.map(({ score }) => score),
      thresholds.queue,
      BATCH.drawn,
    );
    const drawn = new Map(
      below.flatMap(({ one }, at) => (random() < (chances[at] ?? 0) ? [[one, chances[at] ?? 1]] : [])),
    );
    lessons.push(...top.map(({ one }) => one), ...[...drawn].map(([one, chance]) => ({ ...one, chance })));
    left = left.filter(({ one }) => !drawn.has(one));
    if (!learns || lines === null) continue;
    if (lessons.length - learntFrom < Math.max(BATCH.read, learntFrom / 10)) continue;
    learntFrom = lessons.length;
    corrections = learnCorrections(lessons, lines.weights);
    const score = scorer(rules, corrections);
    left = left.map(({ one }) => ({ one, score: score(one) }));
  }
  return { lessons, corrections };
}

function scorer(rules: RuleSet, corrections: Corrections | undefined): (one: Read) => number {
  if (corrections === undefined) return scoreOf;
  const taught = withCorrections(rules, corrections);
  return ({ post, marks }) => classify(post, taught, marks).score;
}

function scoreOf({ score }: Read): number {
  return score;
}

function areaUnder(posts: readonly Read[], score: (one: Read) => number): number {
  return auc(posts.map((one) => ({ wanted: one.wanted, score: score(one) })));
}
