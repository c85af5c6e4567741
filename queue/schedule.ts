import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { connect } from './connect.ts';
import { PREFIX } from './jobs.ts';

/** Every minute, by the clock of Greenwich: nothing happens twice or never when summer time begins or ends. */
const TICK = { pattern: '* * * * *', tz: 'UTC' } as const;
const TICKS = 'ticks';
const LOOK_MS = 10_000;

/**
 * Wakes a hub once a minute by the one job scheduler that Redis keeps, whichever hub hears it. Only a wake-up: what is due
 * stands in the store, so that a lost tick loses nothing. The scheduler is made when it is missing (a flush takes it) or
 * differs, and left alone otherwise: making it again would drop a tick that is overdue. It is looked for every `lookMs`.
 */
export function keepTicking(
  url: string,
  onTick: () => void,
  lookMs = LOOK_MS,
): { readonly close: () => Promise<void> } {
  const redis = connect(url, () => undefined);
  const queue = new Queue(TICKS, { connection: redis, prefix: PREFIX, streams: { events: { maxLen: 100 } } });
  const worker = new Worker(TICKS, async () => onTick(), { connection: redis, prefix: PREFIX });
  queue.on('error', () => undefined);
  worker.on('error', () => undefined);
  const closing = new AbortController();
  const isUp = () => redis.status === 'ready';
  const keeping = keepScheduler(queue, { isUp, lookMs, stop: closing.signal });
  return {
    close: async () => {
      closing.abort();
      await worker.close(!isUp());
      redis.disconnect();
      await keeping;
      await queue.close();
    },
  };
}

type Keeping = { readonly isUp: () => boolean; readonly lookMs: number; readonly stop: AbortSignal };

async function keepScheduler(queue: Queue, { isUp, lookMs, stop }: Keeping): Promise<void> {
  while (!stop.aborted) {
    if (isUp()) await makeScheduler(queue).catch(() => undefined);
    await sleep(isUp() ? lookMs : 500, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function makeScheduler(queue: Queue): Promise<void> {
  const there = await queue.getJobScheduler('tick');
  if (there?.pattern === TICK.pattern && there.tz === TICK.tz) return;
  const kept = { removeOnComplete: true, removeOnFail: { count: 10 } };
  await queue.upsertJobScheduler('tick', TICK, { name: 'tick', opts: kept });
}
