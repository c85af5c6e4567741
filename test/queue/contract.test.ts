import { describe, it } from 'vitest';
import { silent } from '../../src/base/log.ts';
import { bullmqQueue } from '../../queue/bullmq.ts';
import { inlineQueue } from '../../queue/inline.ts';
import type { QueuedVisit } from '../../queue/queue.ts';
import { startWorker } from '../../queue/worker.ts';
import { noRedis, openRedis } from '../redis.ts';
import { type Contestant, type Done, keepsTheContract } from './contract.ts';
import { testPerformer } from './performer.ts';

keepsTheContract('in this process', async () => {
  const { perform, begun, letGo } = testPerformer();
  const queue = inlineQueue(perform);
  return { queue, begun, letGo, close: queue.close };
});

const missing = noRedis();
if (missing === undefined) keepsTheContract('on BullMQ', onBullmq);
else describe.skip('a queue of visits, on BullMQ', () => it(missing, () => undefined));

async function onBullmq(): Promise<Contestant> {
  const redis = await openRedis();
  const { perform, begun, letGo } = testPerformer();
  const encode = (result: Done) => Buffer.from(JSON.stringify(result));
  const worker = await startWorker({ url: redis.url, concurrency: 20, perform, encode, log: silent });
  const queue = await bullmqQueue<QueuedVisit, Done>({
    url: redis.url,
    decode: (bytes) => JSON.parse(bytes.toString('utf8')) as Done,
    onWait: () => undefined,
  });
  return {
    ...{ queue, begun, letGo },
    close: async () => {
      letGo();
      await queue.close();
      await worker.close();
      await redis.close();
    },
  };
}
