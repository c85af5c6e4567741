import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { messageOf } from '../src/base/errors.ts';
import type { Log } from '../src/base/log.ts';
import { connect, refuseEviction, shownUrl } from './connect.ts';
import { hubKey, PREFIX, repliesKey, VISITS, type VisitJob, writeReply } from './jobs.ts';
import { type QueuedVisit, VisitRefused } from './queue.ts';

export type WorkerOptions<V extends QueuedVisit, R> = {
  readonly url: string;
  /** Visits under way at once in this process. */
  readonly concurrency: number;
  /** @throws VisitRefused where another worker may do better. */
  readonly perform: (visit: V) => Promise<R>;
  readonly encode: (result: R) => Buffer;
  readonly log: Log;
  /** How long a worker that fell silent keeps its visit (ms); it is found out within half of that again. */
  readonly lockMs?: number;
  /** Ends the wait for a Redis that is not there when the worker starts. */
  readonly stop?: AbortSignal;
};

export type StartedWorker = {
  /**
   * Lets the visits in hand end. False where Redis is away meanwhile: BullMQ waits for it then, whatever it is told, so only
   * the end of the process lets go of it.
   */
  readonly close: () => Promise<boolean>;
};

// Longer than the slowest page takes to parse, so that a busy worker is not thought dead.
const LOCK_MS = 10_000;
// A visit that took five workers with it is not given to a sixth.
const MOST_KILLED = 4;
const MOST_REFUSALS = 15;
const REFUSED_PAUSE_MS = 200;
const MOST_PUSHES = 120;
const PUSH_AGAIN_MS = 500;
const REPLIES_TTL_MS = 10 * 60_000;
const BELIEVE_MS = 5000;
const SIGN_AGAIN_MS = 2000;
// A Redis that is away so long when a worker is told to end is not waited for: nothing can be answered, and others take its visits over.
const AWAY_MS = 3000;
const LOOK_MS = 100;

/**
 * Takes visits from Redis, performs them and answers the hub that asked. Waits for a Redis that is not there.
 * @throws Failure (`config`) when Redis evicts keys.
 */
export async function startWorker<V extends QueuedVisit, R>(
  options: WorkerOptions<V, R>,
): Promise<StartedWorker> {
  const { url, log, lockMs = LOCK_MS } = options;
  let said: string | undefined;
  const redis = connect(url, (why) => {
    if (why === undefined) log('worker.connected', { redis: shownUrl(url) });
    // Once, and not at every try: a night without Redis would fill a disk.
    else if (why !== said) log('worker.waits', { redis: shownUrl(url), why });
    said = why;
  });
  const isThere = await Promise.race([
    refuseEviction(redis).then(() => true),
    whenStopped(options.stop),
  ]).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  if (!isThere) {
    redis.disconnect();
    return { close: () => Promise.resolve(true) };
  }
  const isWanted = hubWatch(redis);
  const worker = new Worker<VisitJob<V>>(
    VISITS,
    async (job, token) => {
      if (await isWanted(job.data.hub)) await answer(job, token, options, redis);
    },
    {
      connection: redis,
      prefix: PREFIX,
      name: hostname(),
      concurrency: options.concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: MOST_KILLED,
      runRetryDelay: 1000,
    },
  );
  worker.on('error', (error) => log('worker.trouble', { error: messageOf(error) }));
  worker.on('failed', (job, error) => log('visit.failed', { visit: job?.id, error: messageOf(error) }));
  worker.on('stalled', (id) => log('visit.recovered', { visit: id }));
  return {
    close: async () => {
      const isClosed = await Promise.race([worker.close().then(() => true), whenAway(redis)]);
      redis.disconnect();
      return isClosed;
    },
  };
}

function whenStopped(stop: AbortSignal | undefined): Promise<false> {
  return new Promise((resolve) => {
    if (stop?.aborted === true) resolve(false);
    stop?.addEventListener('abort', () => resolve(false), { once: true });
  });
}

/** Answers once a Redis has been away for a while without a break. */
async function whenAway(redis: Redis): Promise<false> {
  for (let lastThere = Date.now(); Date.now() - lastThere < AWAY_MS; await sleep(LOOK_MS)) {
    if (redis.status === 'ready') lastThere = Date.now();
    if (redis.status === 'end') break;
  }
  return false;
}

async function answer<V extends QueuedVisit, R>(
  job: Job<VisitJob<V>>,
  token: string | undefined,
  { perform, encode, log }: WorkerOptions<V, R>,
  redis: Redis,
): Promise<void> {
  const { visit, hub } = job.data;
  try {
    const result = encode(await perform(visit));
    // Before the job is done: an answer may come twice, and never not at all.
    await push(redis, repliesKey(hub), writeReply({ id: job.id ?? '', result }));
  } catch (error) {
    if (!(error instanceof VisitRefused)) throw error;
    log('visit.refused', { visit: job.id, why: error.message });
    await passOn(job, token, error);
  }
}

/** A Redis that is full or read-only for a while is waited for: asking the site again would not help it. */
async function push(redis: Redis, key: string, reply: Buffer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await redis.rpush(key, reply);
      await redis.pexpire(key, REPLIES_TTL_MS);
      return;
    } catch (error) {
      if (tries === MOST_PUSHES) throw error;
      await sleep(PUSH_AGAIN_MS);
    }
  }
}

/** Leaves a visit to another worker; when a good many have refused it, there is none that would take it. */
async function passOn<V extends QueuedVisit>(
  job: Job<VisitJob<V>>,
  token: string | undefined,
  { message }: VisitRefused,
): Promise<never> {
  const refusals = job.data.refusals + 1;
  if (refusals >= MOST_REFUSALS) throw new UnrecoverableError(`${message} (refused ${refusals} times)`);
  await job.updateData({ ...job.data, refusals });
  await job.moveToDelayed(Date.now() + REFUSED_PAUSE_MS * (0.5 + Math.random()), token);
  throw new DelayedError();
}

/** Whether a hub still lives, remembered for a while. What a dead hub left behind is not worth a request to any site. */
function hubWatch(redis: Redis): (hub: string) => Promise<boolean> {
  const aliveUntil = new Map<string, number>();
  return async (hub) => {
    if ((aliveUntil.get(hub) ?? 0) > Date.now()) return true;
    let isAlive = (await redis.exists(hubKey(hub))) === 1;
    if (!isAlive) {
      // A flush takes its sign of life as well; a hub that lives gives it again within a second.
      await sleep(SIGN_AGAIN_MS);
      isAlive = (await redis.exists(hubKey(hub))) === 1;
    }
    if (isAlive) aliveUntil.set(hub, Date.now() + BELIEVE_MS);
    else aliveUntil.delete(hub);
    return isAlive;
  };
}
