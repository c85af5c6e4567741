import type { Queue } from 'bullmq';
import { messageOf } from '../src/base/errors.ts';
import { JOB_OPTIONS, VISITS, type VisitJob } from './jobs.ts';
import { type QueuedVisit, VisitFailed, VisitWithdrawn } from './queue.ts';

/** A visit that was asked for and is not answered yet, and how to answer it. */
export type VisitOrder<V extends QueuedVisit, R> = {
  readonly id: string;
  readonly job: VisitJob<V>;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
  /** When Redis was last known to have it; 0 while it never had. */
  seenAt: number;
  /** A handing over is under way: it may take as long as Redis is away. */
  handing: boolean;
};

/** What a hub looks after: the orders under way are the truth, and the queue in Redis is made to fit them. */
export type Hub<V extends QueuedVisit, R> = {
  readonly queue: Queue<VisitJob<V>>;
  readonly orders: Map<string, VisitOrder<V, R>>;
  /** How long a visit that vanished from Redis is left to the worker that may still be at it. */
  readonly graceMs: number;
  readonly isConnected: () => boolean;
  readonly onWait: (what: string | undefined) => void;
};

const WORTH_TELLING_MS = 3000;

/** Puts an order into Redis; where it is there already nothing changes. */
export async function handOver<V extends QueuedVisit, R>(
  hub: Hub<V, R>,
  order: VisitOrder<V, R>,
): Promise<void> {
  order.handing = true;
  try {
    await hub.queue.add(VISITS, order.job, { ...JOB_OPTIONS, jobId: order.id });
    order.seenAt = Date.now();
  } catch (error) {
    // Full, or read-only for a moment: it stays an order, and is handed over again.
    if (isOpen(hub, order)) hub.onWait(`waiting for Redis to take visits again (${messageOf(error)})`);
  } finally {
    order.handing = false;
  }
}

/** Looks after every order once: what failed is told, what got lost is handed over again. */
export async function tend<V extends QueuedVisit, R>(hub: Hub<V, R>): Promise<void> {
  if (!hub.isConnected()) return;
  for (const order of hub.orders.values()) if (!order.handing) await look(hub, order);
  hub.onWait(await wanting(hub));
}

async function look<V extends QueuedVisit, R>(hub: Hub<V, R>, order: VisitOrder<V, R>): Promise<void> {
  const job = await hub.queue.getJob(order.id);
  if (!isOpen(hub, order)) return;
  if (job === undefined) {
    // A flush takes the locks away, not the workers: whoever had it is given the time to answer, so that a site never
    // sees two of us at once.
    if (Date.now() - order.seenAt >= hub.graceMs) await handOver(hub, order);
  } else {
    order.seenAt = Date.now();
    if (job.finishedOn !== undefined && job.failedReason !== undefined)
      settle(hub, order)?.reject(new VisitFailed(job.failedReason));
  }
}

/** Takes an order from the list, for whoever answers it; undefined when it was answered before. */
export function settle<V extends QueuedVisit, R>(
  hub: Pick<Hub<V, R>, 'orders'>,
  order: VisitOrder<V, R>,
): VisitOrder<V, R> | undefined {
  return isOpen(hub, order) && hub.orders.delete(order.id) ? order : undefined;
}

/**
 * Calls an order off. What no worker has begun leaves Redis; for what one has, its answer is still waited for, as long as
 * `patienceMs`.
 */
export async function withdraw<V extends QueuedVisit, R>(
  hub: Hub<V, R>,
  order: VisitOrder<V, R>,
  patienceMs: number,
): Promise<void> {
  const begun = await isBegun(hub, order).catch(() => true);
  if (begun && hub.isConnected() && patienceMs > 0) await answeredWithin(hub, order, patienceMs);
  settle(hub, order)?.reject(new VisitWithdrawn(begun));
}

async function isBegun<V extends QueuedVisit, R>(hub: Hub<V, R>, order: VisitOrder<V, R>): Promise<boolean> {
  if (!hub.isConnected()) return order.seenAt > 0;
  const job = await hub.queue.getJob(order.id);
  if (job === undefined) return order.seenAt > 0;
  return (await hub.queue.remove(order.id)) !== 1;
}

async function answeredWithin<V extends QueuedVisit, R>(
  hub: Hub<V, R>,
  order: VisitOrder<V, R>,
  patienceMs: number,
): Promise<void> {
  const until = Date.now() + patienceMs;
  while (isOpen(hub, order) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** What keeps the orders from being answered, in words. */
async function wanting<V extends QueuedVisit, R>({ queue, orders }: Hub<V, R>): Promise<string | undefined> {
  const oldest = Math.min(...[...orders.values()].map(({ since }) => since));
  if (Date.now() - oldest < WORTH_TELLING_MS || (await queue.getWorkersCount()) > 0) return undefined;
  return 'waiting for a worker: none is connected to Redis; start "lamplighter work" on this machine or another';
}

function isOpen<V extends QueuedVisit, R>(
  { orders }: Pick<Hub<V, R>, 'orders'>,
  order: VisitOrder<V, R>,
): boolean {
  return orders.get(order.id) === order;
}
