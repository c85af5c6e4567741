import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { Queue } from 'bullmq';
import { boardPages } from './board-pages.ts';
import { connect } from './connect.ts';
import { PREFIX, VISITS } from './jobs.ts';
import type { QueueStats } from './queue.ts';
import { statsOf } from './stats.ts';

export type BoardAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** What people who look after the queue see of it. Never waits long for a Redis that is away. */
export type Board = {
  /** Undefined while Redis is away. */
  readonly stats: () => Promise<QueueStats | undefined>;
  /** Bull Board's answer to a GET of an address below its base path. */
  readonly get: (address: string) => Promise<BoardAnswer>;
  readonly close: () => Promise<void>;
};

const REDIS_AWAY: BoardAnswer = {
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from('Redis does not answer. Visits wait until it does, and nothing is lost.\n'),
};
const STATS_MS = 1000;
const PAGE_MS = 5000;

/**
 * Opens Bull Board on the queue of visits, to look and not to touch: what is lost or failed comes back from the store, so
 * that there is nothing to press.
 */
export function openBoard(url: string, basePath: string): Board {
  const redis = connect(url, () => undefined);
  const queue = new Queue(VISITS, { connection: redis, prefix: PREFIX, skipMetasUpdate: true });
  queue.on('error', () => undefined);
  // A server of its own, never listening: its routes stay out of ours.
  const { adapter, app } = boardPages(basePath);
  const options = { uiConfig: { boardTitle: 'Lamplighter: visits' } };
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true })],
    serverAdapter: adapter,
    options,
  });
  return {
    stats: () => within(STATS_MS, redis.status === 'ready' ? statsOf(queue) : undefined, undefined),
    get: async (address) => {
      // Its figures would wait for Redis, and tell a person nothing until then.
      const isLost = redis.status === 'reconnecting' || redis.status === 'close';
      if (isLost && address.startsWith(`${basePath}/api/`)) return REDIS_AWAY;
      return within(
        PAGE_MS,
        app.inject({ method: 'GET', url: address }).then((answer) => ({
          status: answer.statusCode,
          headers: { 'content-type': answer.headers['content-type'] ?? 'text/plain' },
          body: answer.rawPayload,
        })),
        REDIS_AWAY,
      );
    },
    close: async () => {
      redis.disconnect();
      await app.close();
      await queue.close().catch(() => undefined);
    },
  };
}

async function within<T>(ms: number, answer: Promise<T> | T, instead: T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(instead), ms);
  try {
    return await Promise.race([answer, promise]);
  } catch {
    return instead;
  } finally {
    clearTimeout(timer);
  }
}
