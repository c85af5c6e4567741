import { afterEach, describe, expect, it } from 'vitest';
import { bullmqQueue } from '../../queue/bullmq.ts';
import type { QueuedVisit } from '../../queue/queue.ts';
import { keepTicking } from '../../queue/schedule.ts';
import { startWorker } from '../../queue/worker.ts';
import { silent } from '../../src/base/log.ts';
import { operationsOf } from '../server/operations-of.ts';
import type { openStore } from '../../src/store/open.ts';
import { noRedis, openRedis, type TestRedis } from '../redis.ts';
import { joined, lay, openDesk, visitor } from '../desk/desk-fixture.ts';
import { until, visitTo } from './contract.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A site with its part for operators, on a Redis or without. */
async function openSite(redisUrl?: string) {
  let store: ReturnType<typeof openStore> | undefined;
  const own = await openDesk();
  store = own.store;
  const operations = await operationsOf(store, {
    active: ['ashden-news'],
    environment: redisUrl === undefined ? {} : { REDIS_URL: redisUrl },
  });
  const desk = await openDesk({ store, operations });
  closing.push(async () => {
    await desk.app.close();
    await operations.close();
    await own.close();
  });
  return { ...desk, store };
}

describe('the house, for those who run it', () => {
  it('is ready while its store answers, and says why it is not', async () => {
    const { app } = await openSite();
    const person = visitor(app);
    const { status, body } = await person.get('/readyz');
    expect([status, body]).toEqual([
      200,
      expect.stringMatching(/^ready\nstore: it answers\ndisk: .* free\nloop: /),
    ]);
    const other = await openDesk();
    const broken = await operationsOf(other.store);
    const site = await openDesk({ operations: broken });
    other.store.close();
    closing.push(async () => {
      await site.close();
      await other.app.close();
    });
    expect(await visitor(site.app).get('/readyz')).toMatchObject({
      status: 503,
      body: expect.stringContaining('the store cannot be used'),
    });
  });

  it('tells Prometheus of runs, requests, sources, candidates and its own answers', async () => {
    const { app, store } = await openSite();
    lay(store, {});
    const person = visitor(app);
    await person.get('/healthz');
    const { status, body, headers } = await person.get('/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(body).toMatch(/^lamplighter_posts 1$/m);
    expect(body).toMatch(/^lamplighter_candidates\{state="new"\} 1$/m);
    expect(body).toMatch(/^lamplighter_sources\{state="due"\} 0$/m);
    expect(body).toMatch(/^lamplighter_redis_up 0$/m);
    expect(body).toMatch(
      /^lamplighter_http_answer_seconds_count\{route="\/healthz",method="GET",status="200"\} 1$/m,
    );
  });

  it('has no board without Redis', async () => {
    const desk = await openSite();
    const admin = await joined(desk, 'Ada', 'admin');
    expect(await admin.get('/admin/queues')).toMatchObject({ status: 404 });
  });
});

describe.skipIf(noRedis() !== undefined)('the board of the queue', () => {
  async function withRedis(): Promise<TestRedis> {
    const redis = await openRedis();
    closing.push(redis.close);
    return redis;
  }

  it('is shown to administrators only, to look and not to touch', async () => {
    const redis = await withRedis();
    const desk = await openSite(redis.url);
    const editor = await joined(desk, 'Ed', 'editor');
    expect((await editor.get('/admin/queues')).status).toBe(403);
    expect((await visitor(desk.app).get('/admin/queues')).body).toContain('Sign in');
    const admin = await joined(desk, 'Ada', 'admin');
    const page = await admin.get('/admin/queues');
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('Lamplighter: visits') });
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const script = /src="(static\/[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
    expect((await admin.get(`/admin/queues/${script}`)).status).toBe(200);
    const queues = JSON.parse((await admin.get('/admin/queues/api/queues')).body);
    expect(queues.queues).toMatchObject([{ name: 'visits', readOnlyMode: true }]);
    expect((await admin.post('/admin/queues/api/queues/visits/clean/failed', {})).status).toBe(404);
  });

  it('answers that Redis is away, while everything else goes on', async () => {
    const redis = await withRedis();
    const desk = await openSite(redis.url);
    const admin = await joined(desk, 'Ada', 'admin');
    await until(async () => (await admin.get('/metrics')).body.includes('lamplighter_redis_up 1'));
    await redis.kill();
    expect((await admin.get('/metrics')).body).toMatch(/^lamplighter_redis_up 0$/m);
    expect(await admin.get('/admin/queues/api/queues')).toMatchObject({
      status: 503,
      body: expect.stringContaining('nothing is lost'),
    });
    expect((await admin.get('/readyz')).status).toBe(200);
    expect((await admin.get('/desk')).status).toBe(200);
    await redis.start();
    await until(async () => (await admin.get('/metrics')).body.includes('lamplighter_redis_up 1'));
  });

  it('counts visits and workers for Prometheus', async () => {
    const redis = await withRedis();
    const { app } = await openSite(redis.url);
    const held = Promise.withResolvers<void>();
    const worker = await startWorker<QueuedVisit, null>({
      ...{ url: redis.url, concurrency: 1, log: silent },
      perform: () => held.promise.then(() => null),
      encode: () => Buffer.from('null'),
    });
    const queue = await bullmqQueue<QueuedVisit, null>({
      url: redis.url,
      decode: () => null,
      onWait: () => undefined,
    });
    const visits = [queue.perform(visitTo('/one')), queue.perform(visitTo('/two'))];
    const person = visitor(app);
    await until(async () => /visits\{state="active"\} 1/.test((await person.get('/metrics')).body));
    const { body } = await person.get('/metrics');
    expect(body).toMatch(/^lamplighter_queue_visits\{state="waiting"\} 1$/m);
    expect(body).toMatch(/^lamplighter_workers 1$/m);
    held.resolve();
    await Promise.all(visits);
    await queue.close();
    await worker.close();
  });
});

describe.skipIf(noRedis() !== undefined)('the tick', () => {
  it('is one scheduler in UTC, left alone when it is there and made again after a flush', async () => {
    const redis = await openRedis();
    closing.push(redis.close);
    const first = keepTicking(redis.url, () => undefined, 100);
    closing.push(first.close);
    const SCHEDULER = 'lamplighter:ticks:repeat:tick';
    await until(async () => (await redis.command('EXISTS', SCHEDULER)) === ':1');
    const made = await redis.command('ZSCORE', 'lamplighter:ticks:repeat', 'tick');
    const second = keepTicking(redis.url, () => undefined, 100);
    closing.push(second.close);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await redis.command('ZCARD', 'lamplighter:ticks:repeat')).toBe(':1');
    expect(await redis.command('HGET', SCHEDULER, 'tz')).toBe('$3');
    expect(made).not.toBe('$-1');
    await redis.command('FLUSHALL');
    await until(async () => (await redis.command('EXISTS', SCHEDULER)) === ':1');
  });
});
