import { decidedOrigins, decisionTimes } from '../store/decisions.ts';
import { takeClaim } from '../store/desk.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { nextForReview, type QueuePosition, reviewCount } from '../store/review-queue.ts';
import { type Decided, type DecisionRequest, decideWithin, wakeSleepers } from './decide.ts';
import { type DeskView, isWaitingView } from './view-query.ts';

/** How long an opened post is kept from others. */
export const CLAIM_MS = 10 * 60_000;

/** Every so many decisions one is drawn from the audit sample: a fifth of what each person reads is from below the line. */
const SAMPLE_EVERY = 5;

/** Counting stops here: beyond it the page says "more than". */
const COUNT_MOST = 1000;

type Asked = {
  readonly view: DeskView;
  readonly reviewerId: number;
  readonly now: number;
  readonly after?: QueuePosition | undefined;
};

const USUAL_PACE = 25_000;

/**
 * Deals the next post of a view that nobody else holds. Where posts wait, it is claimed, and the last one is followed by the first;
 * in a view of what was decided before, it is only turned to.
 */
export function claimNext(store: Store, asked: Asked): number | undefined {
  wakeSleepers(store, asked.now);
  return inTransaction(store, () => dealWithin(store, asked));
}

/**
 * Decides, and deals the next post of the view: in one transaction, so that whoever decides waits once for another writer, and once
 * for the disk. Nothing is dealt where nothing was decided.
 */
export function decideAndDeal(
  store: Store,
  order: DecisionRequest,
  from: Pick<Asked, 'view' | 'after'>,
): { readonly decided: Decided; readonly next: number | undefined } {
  const { reviewerId, now } = order;
  wakeSleepers(store, now);
  return inTransaction(store, () => {
    const decided = decideWithin(store, order);
    const isDone = decided.kind === 'done' || decided.kind === 'repeated';
    return { decided, next: isDone ? dealWithin(store, { ...from, reviewerId, now }) : undefined };
  });
}

function dealWithin(store: Store, asked: Asked): number | undefined {
  const id = sampleFor(store, asked) ?? pick(store, asked);
  if (id !== undefined && isWaitingView(asked.view.slug))
    takeClaim(store, {
      candidateId: id,
      reviewerId: asked.reviewerId,
      now: asked.now,
      until: asked.now + CLAIM_MS,
    });
  return id;
}

/** How much is left, in words: `14 left, about 6 minutes`; of what was decided before nothing is left, there are just `14 posts`. */
export function progressWords(store: Store, view: DeskView, reviewerId: number): string {
  const left = reviewCount(store, view.filter, COUNT_MOST + 1);
  if (left === 0) return isWaitingView(view.slug) ? 'Nothing left' : 'No posts';
  if (left > COUNT_MOST) return isWaitingView(view.slug) ? 'More than 1,000 left' : 'More than 1,000 posts';
  if (!isWaitingView(view.slug)) return `${left.toLocaleString('en-GB')} ${left === 1 ? 'post' : 'posts'}`;
  const minutes = Math.max(
    1,
    Math.round((left * paceOf(decisionTimes(store, String(reviewerId), 30))) / 60_000),
  );
  const time =
    minutes < 90 ? `${minutes} minute${minutes === 1 ? '' : 's'}` : `${Math.round(minutes / 60)} hours`;
  return `${left.toLocaleString('en-GB')} left, about ${time}`;
}

/** The median time between decisions (ms); a gap of more than five minutes was a break. Newest first. */
function paceOf(times: readonly number[]): number {
  const gaps = times
    .slice(1)
    .map((time, index) => (times[index] ?? time) - time)
    .filter((gap) => gap > 0 && gap < 300_000)
    .sort((a, b) => a - b);
  return gaps.length < 5 ? USUAL_PACE : (gaps[Math.floor(gaps.length / 2)] ?? USUAL_PACE);
}

function pick(store: Store, { view, reviewerId, now, after }: Asked): number | undefined {
  const onwards = nextForReview(store, view.filter, { reviewerId, now, after });
  // What was decided before stays in its view: to start at the top again would never end.
  if (!isWaitingView(view.slug)) return onwards;
  return (
    onwards ?? (after === undefined ? undefined : nextForReview(store, view.filter, { reviewerId, now }))
  );
}

function sampleFor(store: Store, { view, reviewerId, now }: Asked): number | undefined {
  if (view.query !== '') return undefined;
  const id = nextForReview(store, { states: ['new'], order: 'score', origin: 'sample' }, { reviewerId, now });
  if (id === undefined) return undefined;
  const origins = decidedOrigins(store, String(reviewerId), SAMPLE_EVERY - 1);
  return origins.length < SAMPLE_EVERY - 1 || origins.includes('sample') ? undefined : id;
}
