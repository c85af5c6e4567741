import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { messageOf } from '../src/base/errors.ts';
import { refuseEviction } from './connect.ts';
import { PREFIX, VISITS } from './jobs.ts';

/** What is wrong with a Redis and what waits on it, each in words; or how many workers are there. */
export type Examined = { readonly faults: readonly string[]; readonly workers: number };

const LONGEST_MS = 5000;
const MOST_APART_MS = 5000;

/** Asks a Redis what hub and workers need of it. Ends within seconds, whatever stands there. */
export async function examineRedis(url: string): Promise<Examined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: LONGEST_MS,
  });
  const away = (why: string): Examined => ({ faults: [`does not answer (${why})`], workers: 0 });
  let why = 'no answer in time';
  redis.on('error', (error) => (why = messageOf(error) || why));
  try {
    const examined = await Promise.race([examine(redis), sleep(LONGEST_MS, undefined, { ref: false })]);
    return examined ?? away(why);
  } catch (error) {
    return away(why === 'no answer in time' ? messageOf(error) : why);
  } finally {
    redis.disconnect();
  }
}

async function examine(redis: Redis): Promise<Examined> {
  await redis.connect();
  const faults: string[] = [];
  await refuseEviction(redis).catch((error: unknown) =>
    faults.push(messageOf(error).replace(/^REDIS_URL: /, '')),
  );
  const version = /redis_version:(\d+)\.(\d+)/.exec(await redis.info('server'));
  if (version !== null && Number(version[1]) * 100 + Number(version[2]) < 602)
    faults.push(`is of version ${version[1]}.${version[2]}; bring it to 6.2 or later`);
  const [seconds] = await redis.time();
  const apart = Math.abs(Number(seconds) * 1000 - Date.now());
  if (apart > MOST_APART_MS)
    faults.push(
      `has a clock ${Math.round(apart / 1000)} s apart from this machine's; keep both in step (NTP)`,
    );
  const queue = new Queue(VISITS, { connection: redis, prefix: PREFIX, skipMetasUpdate: true });
  queue.on('error', () => undefined);
  return { faults, workers: await queue.getWorkersCount() };
}
