import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { DAY } from '../../base/durations.ts';
import { judge, marksFor } from '../../classify/classify.ts';
import { type Judgement, weighAnew } from '../../classify/weigh.ts';
import { layOnDesk } from '../../candidates/lay-on-desk.ts';
import { groupSameStory } from '../../candidates/same-story.ts';
import { workOn } from '../../candidates/text-work.ts';
import type { Marks } from '../../model/marks.ts';
import { dropRequestsBefore } from '../../store/manners.ts';
import { judgedPost } from '../../store/judged.ts';
import { keepMarks, keptMarks } from '../../store/marks.ts';
import { inSlices, type Store } from '../../store/open.ts';
import { endRescoring, noteRescored, rescoringOwed } from '../../store/packs.ts';
import { bodyHashOf, dropPagesBefore, lastPost, postToRead } from '../../store/posts.ts';
import { dropLinesBut } from '../../store/source-lines.ts';
import { passUnsketched, unsketched } from '../../store/sketches.ts';
import { keepVerdict, lastScored, noteScored, type SeenScored, staleVerdicts } from '../../store/verdicts.ts';
import { candidateOfPost } from '../../store/whereabouts.ts';
import { drawAudits } from './draw-audits.ts';
import { learnFromDecisions } from './learn-from-decisions.ts';
import { rankWaiting } from './rank-waiting.ts';
import { setLines } from './set-lines.ts';
import type { Tools } from '../tools.ts';

/** Pages as they were read are kept for replays of the last 90 days; the manners ledger for a year and a month. */
const KEEP_PAGES_MS = 90 * DAY;
const KEEP_REQUESTS_MS = 396 * DAY;
/** Posts that are scored before they are written: a reviewer's decision waits for none of that. */
const BATCH = 50;
/** Sketches are made before the transaction that compares them, some 2 ms each. */
const SKETCH_BATCH = 5;

/**
 * What a crawl does when its rounds are done: old copies go, posts that were scored by other rules are scored anew, those of a store
 * from before sketches get theirs, what reviewers decided is learnt from, each source's line is worked out, and some posts from below the line are drawn as audits. A stop signal leaves the rest for the next
 * crawl; other work of the process has its turn after each few posts.
 */
export async function housekeep(tools: Tools): Promise<void> {
  const { store, now } = tools;
  dropPagesBefore(store, now() - KEEP_PAGES_MS);
  dropRequestsBefore(store, now() - KEEP_REQUESTS_MS);
  await sketchAnew(tools);
  if (!(await scoreStale(tools))) return;
  if ((await learnFromDecisions(tools)) && !(await scoreStale(tools))) return;
  setLines(tools);
  drawAudits(tools);
}

async function sketchAnew({ store, stop }: Tools): Promise<void> {
  while (!stop.aborted) {
    const posts = unsketched(store, SKETCH_BATCH);
    if (posts.length === 0) return;
    inSlices(
      store,
      posts.map((postId) => sketchOne(store, postId)),
    );
    await turnOfOthers();
  }
}

/** Makes the sketch of a post; answers what is then to be done in a transaction. */
function sketchOne(store: Store, postId: number): () => void {
  const [post, id] = [postToRead(store, postId), candidateOfPost(store, postId)];
  if (post === undefined || id === undefined) return () => passUnsketched(store, postId);
  const sketch = workOn(post).sketch();
  return () => groupSameStory(store, { id, postId, sketch });
}

/** Scores posts anew that other rules scored. Answers whether all are done. */
async function scoreStale(tools: Tools): Promise<boolean> {
  const { store, rulesHash, stop } = tools;
  const owedSince = rescoringOwed(store)?.owedSince;
  const seen = seenScored(tools, owedSince !== undefined);
  // Whatever was seen with other rules is not so any more once these begin.
  if (seen.until === 0) noteScored(store, seen);
  // By ascending number, so that a post that cannot be scored is passed once and never waited on.
  for (let after = seen.until; !stop.aborted;) {
    const until = lastPost(store);
    const stale = staleVerdicts(store, rulesHash, after, BATCH);
    const last = stale.at(-1);
    if (last === undefined) {
      if (owedSince !== undefined) endRescoring(store, owedSince);
      if (until > seen.until) noteScored(store, { ...seen, until });
      return true;
    }
    // Lines of sources that stood beside another line of the pack say nothing about this one. Few posts are scored as soon as ranked.
    if (after === seen.until) {
      dropLinesBut(store, tools.rules.thresholds.queue);
      if (stale.length === BATCH) await rankWaiting(tools);
    }
    const scored = stale.flatMap((postId) => scoreOne(tools, postId));
    inSlices(
      store,
      scored.map((one) => () => keepScored(tools, one)),
    );
    after = last;
    if (owedSince !== undefined) noteRescored(store, { owedSince, after });
    await turnOfOthers();
  }
  return false;
}

/**
 * Up to where nothing need be looked at: all had a verdict of these rules within the day, and who adds or revises a post scores it. To look at
 * all of a large store takes as long as a hundred pages.
 */
function seenScored({ store, rulesHash, now }: Tools, isOwed: boolean): SeenScored {
  const last = lastScored(store);
  const at = now();
  const holds = last?.rulesHash === rulesHash && last.seenAt <= at && last.seenAt > at - DAY;
  return holds && !isOwed ? last : { rulesHash, until: 0, seenAt: at };
}

type ScoredAnew = Judgement & {
  readonly postId: number;
  readonly bodyHash: string;
  /** What was read for the learnt lines and is not kept yet. */
  readonly marks: Marks | undefined;
};

/** Scores a stored post by the present rules. Where only weights changed its text is not read, and it is tagged only where no one did so before. */
function scoreOne({ store, rules }: Tools, postId: number): ScoredAnew[] {
  const judged = judgedPost(store, postId, rules.edition);
  const weighed = judged && weighAnew(judged, rules);
  if (weighed) return [{ postId, bodyHash: judged.bodyHash, ...weighed, marks: undefined }];
  const post = postToRead(store, postId);
  if (post === undefined) return [];
  const { bodyHash } = post;
  const kept = keptMarks(store, postId, bodyHash);
  const marks = marksFor(post, rules, kept);
  return [{ postId, bodyHash, ...judge(post, rules, marks), marks: marks === kept ? undefined : marks }];
}

/**
 * Lays a post on the desk if its new score brings it there. A candidate that fell below the line stays: what a person has been shown is
 * never taken away by a rule. A post whose text became another meanwhile has a verdict on that already.
 */
function keepScored({ store, rules, now }: Tools, scored: ScoredAnew): void {
  const { postId, bodyHash, verdict, finds, marks } = scored;
  if (bodyHashOf(store, postId) !== bodyHash) return;
  if (marks !== undefined) keepMarks(store, postId, bodyHash, marks);
  keepVerdict(store, { postId, rulesHash: rules.hash, bodyHash, verdict, finds }, now());
  const sketch = () => workOn(postToRead(store, postId) ?? NOTHING).sketch();
  layOnDesk(store, { postId, sketch, verdict, origin: 'rules', held: null, now: now() }, false);
}

/** Of a post that went meanwhile. */
const NOTHING = { title: '', blocks: [] } as const;
