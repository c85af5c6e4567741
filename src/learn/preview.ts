import { setImmediate as turn } from 'node:timers/promises';
import { classify } from '../classify/classify.ts';
import type { RuleSet } from '../classify/rules.ts';
import type { Band } from '../model/verdict.ts';
import { decidedPosts, newestUndecided } from '../store/decided.ts';
import { asTaught } from './taught.ts';
import { keptMarks } from '../store/marks.ts';
import type { Store } from '../store/open.ts';
import { storedPost } from '../store/posts.ts';
import { verdictOf } from '../store/verdicts.ts';

/** A post that other rules would put on the other side of the line. */
export type Moved = {
  readonly postId: number;
  readonly title: string;
  readonly url: string;
  readonly said: 'accepted' | 'rejected' | 'undecided';
  readonly before: { readonly score: number; readonly band: Band };
  readonly after: { readonly score: number; readonly band: Band };
};

/** What other rules would change: `lost` fall below the line, `gained` rise above it. */
export type Preview = {
  readonly read: number;
  /** How many posts were left out: of those that nobody decided only the newest are read. */
  readonly left: number;
  readonly lost: readonly Moved[];
  readonly gained: readonly Moved[];
};

/** Others get a turn after so many posts: a desk that previews goes on answering. */
const PAUSE = 10;
/** Of the undecided so many are read; every decided post is. */
const MOST_UNDECIDED = 2000;

/**
 * Which stored posts would change side under other rules: first those that were decided, the newest decision first, then the newest.
 * @param tell is told now and then how many posts were read, of how many.
 */
export async function previewRules(
  store: Store,
  next: RuleSet,
  tell: (read: number, of: number) => void = () => {},
): Promise<Preview> {
  const rules = asTaught(store, next);
  const decided = new Map(decidedPosts(store).map(({ postId, state }) => [postId, state]));
  const all = newestUndecided(store, Number.MAX_SAFE_INTEGER);
  const ids = [...decided.keys(), ...all.slice(0, MOST_UNDECIDED)];
  const moved: Moved[] = [];
  for (const [at, postId] of ids.entries()) {
    if (at % PAUSE === 0) {
      tell(at, ids.length);
      await turn();
    }
    const one = movedBy(store, rules, postId, decided.get(postId) ?? 'undecided');
    if (one !== undefined) moved.push(one);
  }
  tell(ids.length, ids.length);
  const isLost = ({ after }: Moved) => after.band === 'below';
  return {
    read: ids.length,
    left: all.length - Math.min(all.length, MOST_UNDECIDED),
    lost: moved.filter(isLost),
    gained: moved.filter((one) => !isLost(one)),
  };
}

/** Accepted posts that the rules would no longer find: saving them needs a reason. */
export function acceptedLost({ lost }: Preview): Moved[] {
  return lost.filter(({ said }) => said === 'accepted');
}

function movedBy(store: Store, next: RuleSet, postId: number, said: Moved['said']): Moved | undefined {
  const post = storedPost(store, postId);
  if (post === undefined) return undefined;
  const before = verdictOf(store, postId);
  const after = classify(post, next, keptMarks(store, postId, post.bodyHash));
  if ((before.band === 'below') === (after.band === 'below')) return undefined;
  const { title, url } = post;
  return {
    ...{ postId, title, url, said },
    before: { score: before.score, band: before.band },
    after: { score: after.score, band: after.band },
  };
}
