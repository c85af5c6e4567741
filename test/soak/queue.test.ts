import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bullmqQueue } from '../../queue/bullmq.ts';
import type { QueuedVisit, VisitQueue } from '../../queue/queue.ts';
import { until } from '../queue/contract.ts';
import { type Machines, openMachines } from '../queue/machines.ts';
import { noRedis, openRedis } from '../redis.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openSite, type RunSite } from '../rounds/site.ts';

const KILLS = 100;

describe.skipIf(noRedis() !== undefined)('a hub whose workers are killed again and again', () => {
  let site: RunSite;
  let machines: Machines;
  beforeAll(async () => {
    site = await openSite(manyPosts(5), { delayMs: 150 });
    machines = await openMachines([site], { workers: 2, lostAfter: 2 });
  });
  afterAll(async () => {
    await machines.close();
    await site.close();
  });

  it(`loses nothing and doubles nothing in ${KILLS} kills, and goes on within seconds`, async () => {
    const took: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      // Five posts more each time, so that every hub has something to read.
      site.posts = manyPosts(5 * kill);
      const hub = machines.startHub('--full');
      const before = site.log.length;
      await until(() => site.log.length > before + 2 || hub.child.exitCode !== null);
      machines.workers.shift()?.child.kill('SIGKILL');
      const killed = performance.now();
      const fresh = machines.startWorker();
      expect(await hub.ended).toMatchObject({ code: 0 });
      took.push((performance.now() - killed) / 1000);
      await fresh;
      const { store } = machines.rounds;
      const posts = store.sql('select count(*) as n, count(distinct key) as keys from post').get();
      expect({ kill, ...posts }).toEqual({ kill, n: 5 * kill, keys: 5 * kill });
    }
    took.sort((a, b) => a - b);
    console.log(
      `from kill -9 of a worker to the end of the crawl: median ${took[KILLS / 2]?.toFixed(1)} s, worst ${took.at(-1)?.toFixed(1)} s`,
    );
    const doubled = machines.rounds.store
      .sql('select count(*) as n, count(distinct post_id) as posts from candidate')
      .get();
    expect(doubled?.['n']).toBe(doubled?.['posts']);
  });
});

describe.skipIf(noRedis() !== undefined)('a hub whose Redis vanishes, freezes, fills up and forgets', () => {
  it('answers every visit once, whatever happens to Redis, 30 times', async () => {
    const redis = await openRedis(['--enable-debug-command', 'yes']);
    const { startWorker } = await import('../../queue/worker.ts');
    const worker = await startWorker<QueuedVisit, string>({
      ...{ url: redis.url, concurrency: 4, log: () => undefined, lockMs: 2000 },
      perform: ({ url }) => new Promise((resolve) => setTimeout(() => resolve(url), 100)),
      encode: (url) => Buffer.from(url),
    });
    const queue: VisitQueue<QueuedVisit, string> = await bullmqQueue<QueuedVisit, string>({
      ...{ url: redis.url, graceMs: 2000, onWait: () => undefined },
      decode: (bytes) => bytes.toString('utf8'),
    });
    const troubles = [
      async () => {
        await redis.kill();
        await redis.start();
      },
      async () => void (await redis.command('FLUSHALL')),
      async () => void (await redis.command('CLIENT', 'PAUSE', '1500')),
      async () => void redis.command('DEBUG', 'SLEEP', '1.5').catch(() => ''),
      async () => {
        await redis.command('CONFIG', 'SET', 'maxmemory', '1mb');
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await redis.command('CONFIG', 'SET', 'maxmemory', '0');
      },
    ];
    for (let round = 0; round < 30; round += 1) {
      const urls = Array.from({ length: 20 }, (_, n) => `https://example.org/${round}/${n}`);
      const answers = Promise.all(
        urls.map((url) =>
          queue.perform({
            ...{ source: 'blog', adapterHash: 'a', kind: 'post', strategy: 'listing', pageNumber: 1 },
            url,
          }),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
      await troubles[round % troubles.length]?.();
      expect(await answers).toEqual(urls);
    }
    await queue.close();
    await worker.close();
    await redis.close();
  });
});
