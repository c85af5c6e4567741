import type { Queue } from 'bullmq';
import type { QueueStats } from './queue.ts';

/** Counts the jobs of a queue and the workers that are connected to it. */
export async function statsOf(queue: Queue): Promise<QueueStats> {
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = await queue.getJobCounts();
  return { waiting, active, delayed, failed, workers: await queue.getWorkersCount() };
}
