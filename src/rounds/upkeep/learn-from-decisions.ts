import { messageOf } from '../../base/errors.ts';
import { marksFor } from '../../classify/classify.ts';
import type { Lesson } from '../../learn/corrections.ts';
import { learnInThread } from '../../learn/learn-in-thread.ts';
import { correctionVersions, keepCorrections } from '../../store/corrections.ts';
import { type DecidedPost, decidedPosts } from '../../store/decided.ts';
import { keptMarks } from '../../store/marks.ts';
import { storedPost } from '../../store/posts.ts';
import { verdictOf } from '../../store/verdicts.ts';
import type { Tools } from '../tools.ts';

type Learning = Pick<Tools, 'store' | 'rules' | 'now' | 'log'>;

/** Learnt anew after so many decisions more, or a tenth more where there are many. */
const STEP = { least: 10, share: 0.1 };
/** Older decisions than these teach nothing new, and tell of another time. */
const MOST_LESSONS = 2000;

/**
 * Learns from what reviewers decided, where enough was decided since the last time and nobody switched it off. Answers whether there is
 * a new version in force, by which posts are to be scored anew. What fails is told in the log, and the rules go on alone.
 */
export async function learnFromDecisions(tools: Learning): Promise<boolean> {
  const { store, now, log } = tools;
  const [last] = correctionVersions(store, 1);
  if (last !== undefined && last.corrections === null) return false;
  const decided = decidedPosts(store);
  if (!isDue(decided.length, last?.decisions ?? 0)) return false;
  const { lines } = tools.rules;
  if (lines === null) return false;
  const lessons = decided.slice(0, MOST_LESSONS).flatMap((one) => lessonOf(tools, one));
  try {
    const corrections = await learnInThread({ lessons, weights: lines.weights });
    if (corrections === undefined) return false;
    keepCorrections(store, { madeAt: now(), madeBy: null, decisions: decided.length, corrections });
    return true;
  } catch (error) {
    log('warn.not_learnt', { why: messageOf(error) });
    return false;
  }
}

function isDue(decided: number, before: number): boolean {
  return Math.abs(decided - before) >= Math.max(STEP.least, before * STEP.share);
}

/** What a decision teaches: nothing where the post lost its text. */
function lessonOf({ store, rules }: Learning, { postId, state, chance }: DecidedPost): Lesson[] {
  const post = storedPost(store, postId);
  if (post === undefined) return [];
  const marks = marksFor(post, rules, keptMarks(store, postId, post.bodyHash));
  if (marks === undefined) return [];
  const { score, lines } = verdictOf(store, postId);
  const taught = lines.find(({ line }) => line === 'decisions')?.points ?? 0;
  return [{ url: post.url, marks, score: score - taught, accepted: state === 'accepted', chance }];
}
