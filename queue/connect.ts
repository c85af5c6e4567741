import { Redis } from 'ioredis';
import { Failure, messageOf } from '../src/base/errors.ts';

/**
 * A connection that waits for Redis as long as it takes and comes back by itself; `onTrouble` hears when it is lost (with
 * the reason) and when it is back (undefined).
 */
export function connect(url: string, onTrouble: (why: string | undefined) => void): Redis {
  const redis = new Redis(url, {
    // BullMQ needs it: a command waits for Redis, and never fails because of a lost connection.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 5), 2000),
    connectTimeout: 5000,
  });
  redis.on('error', (error) => onTrouble(messageOf(error) || 'no connection'));
  redis.on('ready', () => onTrouble(undefined));
  return redis;
}

/**
 * Refuses a Redis that may throw jobs away when it is full. Asked by INFO, which providers allow where they forbid CONFIG.
 * @throws Failure (`config`).
 */
export async function refuseEviction(redis: Redis): Promise<void> {
  const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  throw new Failure(
    'config',
    `this Redis evicts keys when it is full (maxmemory-policy ${policy}), and would lose visits; set maxmemory-policy to noeviction`,
    { field: 'REDIS_URL' },
  );
}

/** The address as a person may see it: without its password. */
export function shownUrl(url: string): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  return shown.href;
}
