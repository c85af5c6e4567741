import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { Failure, messageOf } from '../src/base/errors.ts';
import { connect, refuseEviction, shownUrl } from './connect.ts';
import { hubKey, PREFIX, readReply, repliesKey, VISITS, visitId, type VisitJob } from './jobs.ts';
import { type QueuedVisit, VisitFailed, type VisitQueue, VisitWithdrawn } from './queue.ts';
import { statsOf } from './stats.ts';
import { handOver, type Hub, type VisitOrder, settle, tend, withdraw } from './tend.ts';

export type BullQueueOptions<R> = {
  readonly url: string;
  /** Reads a result as the workers' `encode` wrote it. */
  readonly decode: (bytes: Buffer) => R;
  /** Hears in words what the hub waits for, and undefined once it waits no more. */
  readonly onWait: (what: string | undefined) => void;
  /** How long a visit that vanished from Redis is left to the worker that may still be at it (ms). */
  readonly graceMs?: number;
  /** Ends the waiting for a Redis that never came. */
  readonly stop?: AbortSignal;
};

// Nobody reads the stream of events: it need not grow.
const FEW_EVENTS = { events: { maxLen: 100 } };
const TEND_MS = 1000;
const HUB_TTL_MS = 15_000;
const BLOCK_S = 2;
// As long as a visit may take: nobody can still be at it after that.
const GRACE_MS = 35_000;
const STOP_PATIENCE_MS = 20_000;

/**
 * Hands visits to workers by way of Redis. Redis may vanish, restart or be flushed at any time: what is under way is known
 * here, looked after every second and handed over again where it got lost. Waits for a Redis that is not there, until `stop`.
 * @throws Failure (`config`) when Redis evicts keys, or when it was stopped while it waited.
 */
export async function bullmqQueue<V extends QueuedVisit, R>(
  options: BullQueueOptions<R>,
): Promise<VisitQueue<V, R>> {
  const { url, decode } = options;
  const hubId = randomUUID();
  const onWait = whenItChanges<string | undefined>(options.onWait, undefined);
  let isUp = false;
  const redis = connect(url, (why) => {
    isUp = why === undefined;
    onWait(isUp ? undefined : `waiting for Redis at ${shownUrl(url)} (${why})`);
  });
  try {
    await Promise.race([refuseEviction(redis), whenStopped(options.stop, url)]);
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  const queue = new Queue<VisitJob<V>>(VISITS, { connection: redis, prefix: PREFIX, streams: FEW_EVENTS });
  queue.on('error', () => undefined); // told by `connect`
  const hub: Hub<V, R> = {
    queue,
    onWait,
    orders: new Map(),
    graceMs: options.graceMs ?? GRACE_MS,
    isConnected: () => isUp && redis.status === 'ready',
  };
  const replies = connect(url, () => undefined);
  const closing = new AbortController();
  const listening = listen(replies, hubId, (bytes) => take(hub, bytes, decode), closing.signal);
  const tending = keepTending(hub, redis, hubId, closing.signal);
  return {
    perform: (visit, stop) => perform(hub, { visit, hub: hubId, refusals: 0 }, stop),
    stats: () => statsOf(queue),
    close: async () => {
      closing.abort();
      await Promise.all([...hub.orders.values()].map((order) => withdraw(hub, order, 0)));
      if (hub.isConnected()) await redis.del(hubKey(hubId), repliesKey(hubId));
      replies.disconnect();
      redis.disconnect();
      await Promise.all([listening, tending]);
      await queue.close();
    },
  };
}

/** What a command waits for that was never answered is not ended by ioredis, even when it lets the connection go. */
function whenStopped(stop: AbortSignal | undefined, url: string): Promise<never> {
  const say = `${shownUrl(url)} did not answer, and this was stopped while it waited; nothing was read, and nothing is lost`;
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(new Failure('config', say, { field: 'REDIS_URL' }));
  if (stop?.aborted === true) giveUp();
  stop?.addEventListener('abort', giveUp, { once: true });
  // Told to stop later, when nobody waits here any more.
  promise.catch(() => undefined);
  return promise;
}

async function perform<V extends QueuedVisit, R>(
  hub: Hub<V, R>,
  job: VisitJob<V>,
  stop: AbortSignal | undefined,
): Promise<R> {
  if (stop?.aborted === true) throw new VisitWithdrawn(false);
  const id = visitId(job.visit, randomUUID().slice(0, 13));
  const { promise, resolve, reject } = Promise.withResolvers<R>();
  const order: VisitOrder<V, R> = { id, job, resolve, reject, since: Date.now(), seenAt: 0, handing: false };
  hub.orders.set(id, order);
  const callOff = (): void => void withdraw(hub, order, STOP_PATIENCE_MS);
  stop?.addEventListener('abort', callOff, { once: true });
  void handOver(hub, order);
  try {
    return await promise;
  } finally {
    stop?.removeEventListener('abort', callOff);
  }
}

/** Waits for answers on the hub's own list until it is told to stop. */
async function listen(
  replies: Redis,
  hubId: string,
  onReply: (bytes: Buffer) => void,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const came = await replies.blpopBuffer(repliesKey(hubId), BLOCK_S).catch(() => null);
    if (came !== null) onReply(came[1]);
  }
}

function take<V extends QueuedVisit, R>(hub: Hub<V, R>, bytes: Buffer, decode: (bytes: Buffer) => R): void {
  const { id, result } = readReply(bytes);
  const open = hub.orders.get(id);
  // A worker that was thought dead, or a visit that was begun twice: the first answer was enough.
  if (open === undefined || settle(hub, open) === undefined) return;
  hub.onWait(undefined);
  try {
    open.resolve(decode(result));
  } catch (error) {
    open.reject(new VisitFailed(`its result could not be read: ${messageOf(error)}`, { cause: error }));
  }
}

async function keepTending<V extends QueuedVisit, R>(
  hub: Hub<V, R>,
  redis: Redis,
  hubId: string,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    // A round that fails because Redis went away is made up for by the next.
    if (hub.isConnected())
      await Promise.all([redis.set(hubKey(hubId), '1', 'PX', HUB_TTL_MS), tend(hub)]).catch(() => undefined);
    await sleep(TEND_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

function whenItChanges<T>(tell: (what: T) => void, first: T): (what: T) => void {
  let last = first;
  return (what) => {
    if (what !== last) tell((last = what));
  };
}
