import { layOnDesk } from '../../candidates/lay-on-desk.ts';
import { FEWEST_DECIDED, sourceLine } from '../../learn/found/source-line.ts';
import { workOn } from '../../candidates/text-work.ts';
import { decidedByScore, postsOffDesk } from '../../store/audits.ts';
import { inTransaction } from '../../store/open.ts';
import { postToRead } from '../../store/posts.ts';
import { decidedBySource, keepLine, type SourceLine, sourceLines } from '../../store/source-lines.ts';
import { verdictOf } from '../../store/verdicts.ts';
import type { Tools } from '../tools.ts';

/**
 * Works out anew the line of each source of which more was decided, or which other rules have scored since; where it fell, posts that
 * stand above it now are laid on the desk. What is there stays, wherever the line goes.
 */
export function setLines(tools: Pick<Tools, 'store' | 'rules' | 'rulesHash' | 'now'>): void {
  const { store, rulesHash } = tools;
  const before = sourceLines(store);
  for (const [sourceId, decided] of decidedBySource(store)) {
    const last = before.get(sourceId);
    const isKnown = last?.decided === decided && last.rulesHash === rulesHash;
    // The rules are compiled only where there is something to work out.
    if (isKnown || (last === undefined && decided < FEWEST_DECIDED)) continue;
    const { queue, strong } = tools.rules.thresholds;
    const line = sourceLine({ ...decidedByScore(store, sourceId), line: queue }, strong);
    move(tools, { sourceId, line, packLine: queue, decided, rulesHash }, last?.line ?? queue);
  }
}

function move({ store, now }: Pick<Tools, 'store' | 'now'>, line: SourceLine, from: number): void {
  inTransaction(store, () => {
    keepLine(store, line);
    if (line.line >= from) return;
    for (const { postId, score } of postsOffDesk(store, line.sourceId)) {
      const post = score < line.line ? undefined : postToRead(store, postId);
      if (post === undefined) continue;
      const verdict = verdictOf(store, postId);
      const { sketch } = workOn(post);
      layOnDesk(store, { postId, sketch, verdict, origin: 'rules', held: null, now: now() }, false);
    }
  });
}
