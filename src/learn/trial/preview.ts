import { onceEach } from '../../base/once-each.ts';
import { countFinds, judge, type PostText } from '../../classify/classify.ts';
import { type CompiledPack, compilePack } from '../../classify/pack/compile.ts';
import type { Pack } from '../../classify/pack/pack.ts';
import type { FoundRule } from '../../classify/dense.ts';
import {
  foundBy,
  type FoundInPost,
  linesFired,
  type Rescoring,
  rescoringFor,
  scoreFound,
} from '../../classify/rescore.ts';
import type { RuleSet } from '../../classify/rules.ts';
import { bandOf } from '../../classify/score.ts';
import type { Edition } from '../../model/finds.ts';
import type { Band } from '../../model/verdict.ts';
import { decidedPosts } from '../../store/decided.ts';
import { type KeptVerdict, keptVerdicts, verdictCount } from '../../store/finds.ts';
import { keptMarks } from '../../store/marks.ts';
import type { Store } from '../../store/open.ts';
import { postToRead, storedPost } from '../../store/posts.ts';
import { asTaught } from '../taught.ts';

/** A post that other rules would put on the other side of the line. */
export type Moved = {
  readonly postId: number;
  readonly title: string;
  readonly url: string;
  readonly said: 'accepted' | 'rejected' | 'undecided';
  readonly before: { readonly score: number; readonly band: Band };
  readonly after: { readonly score: number; readonly band: Band };
};

/** How many posts move, by what was decided of them. */
export type MovedCounts = Readonly<Record<Moved['said'], number>>;

/** What other rules would change: `lost` fall below the line, `gained` rise above it; accepted ones first, then rejected ones, then the newest. */
export type Preview = {
  /** How many posts were weighed. */
  readonly read: number;
  /** How many of them had their text read again: the others could not move. */
  readonly reread: number;
  /** How many were left out: none, since all are weighed. */
  readonly left: number;
  readonly lost: readonly Moved[];
  readonly gained: readonly Moved[];
  /** All that move, whether or not they are listed. */
  readonly counts: { readonly lost: MovedCounts; readonly gained: MovedCounts };
};

type Options = {
  /** Is told now and then how many posts were weighed, of how many. */
  readonly tell?: (read: number, of: number) => void;
  /** So many of those that move are listed on each side. */
  readonly most?: number;
};

const TELL_AFTER = 500;
const ORDER: readonly Moved['said'][] = ['accepted', 'rejected', 'undecided'];

/**
 * Which stored posts would change side under other rules. What each post holds is on record, so only rules that look for something else
 * than before need texts, and of those only the ones that could move. Takes seconds: not for a thread that others wait for.
 */
export function previewRules(
  store: Store,
  { next, inForce }: { readonly next: RuleSet; readonly inForce: Pack },
  options: Options = {},
): Preview {
  const { tell = () => {}, most = Infinity } = options;
  const weigh = weigher(store, asTaught(store, next), inForce);
  const of = verdictCount(store);
  const moved: Weighed[] = [];
  let [read, reread] = [0, 0];
  for (const post of keptVerdicts(store)) {
    if (read % TELL_AFTER === 0) tell(read, of);
    read += 1;
    const weighed = weigh(post);
    if (weighed === undefined) continue;
    if (weighed.isReread) reread += 1;
    if ((weighed.band === 'below') !== (post.band === 'below')) moved.push(weighed);
  }
  tell(read, read);
  const [lost, gained] = [true, false].map((isLost) =>
    moved.filter(({ band }) => (band === 'below') === isLost),
  );
  const sort = sorter(store);
  const listed = (some: readonly Weighed[] = []) =>
    sort(some)
      .slice(0, most)
      .flatMap((one) => movedOf(store, one));
  return {
    ...{ read, reread, left: 0, lost: listed(lost), gained: listed(gained) },
    counts: { lost: countBy(lost), gained: countBy(gained) },
  };
}

/** A post under other rules; `score` in tenths. */
type Weighed = {
  readonly post: KeptVerdict;
  readonly score: number;
  readonly band: Band;
  readonly isReread: boolean;
};

/** Weighs posts under other rules; undefined of one that cannot move. */
function weigher(store: Store, next: RuleSet, inForce: Pack): (post: KeptVerdict) => Weighed | undefined {
  const planOf = onceEach((edition: Edition) => makePlan(next, edition, inForce));
  return (post) => {
    const { finds } = post;
    if (finds === undefined) return judgeAgain(store, next, post);
    const lines = linesFired(finds, next);
    if (lines === undefined) return judgeAgain(store, next, post);
    const { rescoring, part } = planOf(finds.edition);
    const { words, counts } = finds;
    const found = foundBy(counts, (at) => rescoring.rulesAt[at] ?? []);
    const weighed = (also: readonly FoundRule[], isReread: boolean) => {
      const score = scoreFound({ found: [...found, ...also], lines, words }, next) / 10;
      return { post, score, band: bandOf(score, next.thresholds), isReread };
    };
    if (part === undefined) return weighed([], false);
    if (cannotMove(post, { found, lines, words }, rescoring)) return undefined;
    const text = postToRead(store, post.postId);
    if (text === undefined) return undefined;
    const { changed } = rescoring;
    const also =
      changed !== null && !changed.mayHold(wordsOf(text))
        ? foundBy(counts, (at) => changed.rulesAt[at] ?? [])
        : foundBy(countFinds(text, part, next.density), (at) => rulesAt(rescoring, at));
    return weighed(also, true);
  };
}

/** What a pack must do for posts of one edition, and the rules that must be looked for in texts, compiled by themselves. */
type Plan = { readonly rescoring: Rescoring; readonly part: CompiledPack | undefined };

function makePlan(next: RuleSet, edition: Edition, inForce: Pack): Plan {
  const rescoring = rescoringFor(next, edition, inForce);
  const ids = new Set(rescoring.missing.map(({ id }) => id));
  if (ids.size === 0) return { rescoring, part: undefined };
  return {
    rescoring,
    part: compilePack({ ...next.source, rules: next.source.rules.filter(({ id }) => ids.has(id)) }),
  };
}

function wordsOf({ title, url, blocks }: PostText): string {
  return [title, url, ...blocks.map((block) => block.text)].join('\n');
}

/** The part of a pack holds the missing rules in their order. */
function rulesAt({ missing }: Rescoring, at: number) {
  const rule = missing[at];
  return rule === undefined ? [] : [rule];
}

function cannotMove({ band }: KeptVerdict, held: FoundInPost, { bounds, rules }: Rescoring): boolean {
  if (bounds === null) return false;
  const supposed = band === 'below' ? bounds.high : bounds.low;
  const isAbove = scoreFound(held, rules, supposed) / 10 >= rules.thresholds.queue;
  return isAbove === (band !== 'below');
}

function judgeAgain(store: Store, next: RuleSet, post: KeptVerdict): Weighed | undefined {
  const stored = storedPost(store, post.postId);
  if (stored === undefined) return undefined;
  const { verdict } = judge(stored, next, keptMarks(store, post.postId, stored.bodyHash));
  return { post, score: verdict.score, band: verdict.band, isReread: true };
}

/** Accepted ones first, then rejected ones, the newest decision first; then the newest posts. */
function sorter(store: Store): (moved: readonly Weighed[]) => Weighed[] {
  const decidedAt = new Map(decidedPosts(store).map(({ postId }, at) => [postId, at]));
  return (moved) =>
    moved.toSorted(
      ({ post: one }, { post: other }) =>
        ORDER.indexOf(one.state) - ORDER.indexOf(other.state) ||
        (decidedAt.get(one.postId) ?? 0) - (decidedAt.get(other.postId) ?? 0) ||
        other.postId - one.postId,
    );
}

function countBy(moved: readonly Weighed[] = []): MovedCounts {
  const count = (said: Moved['said']) => moved.filter(({ post }) => post.state === said).length;
  return { accepted: count('accepted'), rejected: count('rejected'), undecided: count('undecided') };
}

function movedOf(store: Store, { post, score, band }: Weighed): Moved[] {
  const text = postToRead(store, post.postId);
  if (text === undefined) return [];
  return [
    {
      ...{ postId: post.postId, title: text.title, url: text.url, said: post.state },
      before: { score: post.score, band: post.band },
      after: { score, band },
    },
  ];
}
