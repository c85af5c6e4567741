import { layOnDesk } from '../../candidates/lay-on-desk.ts';
import { auditChances, auditsOwed } from '../../learn/found/audits.ts';
import { workOn } from '../../candidates/text-work.ts';
import { auditDebt, keepAudit, postsOffDesk } from '../../store/audits.ts';
import { inTransaction } from '../../store/open.ts';
import { postToRead } from '../../store/posts.ts';
import { sourceLines } from '../../store/source-lines.ts';
import { verdictOf } from '../../store/verdicts.ts';
import type { Tools } from '../tools.ts';

/**
 * Lays posts from below the line on the desk as audits, one for each four decisions since the last were drawn: only they tell what
 * the rules miss. Each post's chance to be drawn is kept with it. Answers how many were drawn.
 * @param random answers from 0 up to 1.
 */
export function drawAudits(
  tools: Pick<Tools, 'store' | 'rules' | 'now'>,
  random: () => number = Math.random,
): number {
  const { store, now } = tools;
  const owed = auditsOwed(auditDebt(store));
  if (owed === 0) return 0;
  // The rules are compiled only where there is something to draw.
  const packLine = tools.rules.thresholds.queue;
  const lines = sourceLines(store);
  const below = postsOffDesk(store)
    .map((one) => ({ ...one, short: (lines.get(one.sourceId)?.line ?? packLine) - one.score }))
    .filter(({ short }) => short > 0);
  const chances = auditChances(
    below.map(({ short }) => -short),
    0,
    owed,
  );
  const drawn = below.flatMap(({ postId }, at) => {
    const chance = chances[at] ?? 0;
    return random() < chance ? [{ postId, chance }] : [];
  });
  inTransaction(store, () => {
    for (const { postId, chance } of drawn) {
      const post = postToRead(store, postId);
      if (post === undefined) continue;
      keepAudit(store, postId, chance, now());
      layOnDesk(
        store,
        {
          ...{ postId, sketch: workOn(post).sketch, verdict: verdictOf(store, postId) },
          ...{ origin: 'sample', held: null, now: now() },
        },
        false,
      );
    }
  });
  return drawn.length;
}
