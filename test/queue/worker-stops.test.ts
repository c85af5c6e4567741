import { afterEach, describe, expect, it } from 'vitest';
import { noRedis, openRedis } from '../redis.ts';
import { start } from '../run/command.ts';
import { said } from './machines.ts';

describe.skipIf(noRedis() !== undefined)('a worker that is told to end while Redis is away', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function workerOn(redisUrl: string, event: string) {
    const env = { PATH: process.env['PATH'] ?? '', REDIS_URL: redisUrl };
    const worker = start(['work'], env);
    closing.push(async () => void worker.child.kill('SIGKILL'));
    await said(worker, event);
    return worker;
  }

  async function endOf({ child, ended }: Awaited<ReturnType<typeof workerOn>>) {
    const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.kill('SIGTERM');
    const { code, signal } = await ended;
    clearTimeout(patience);
    return { code, signal };
  }

  it('ends where Redis never was there', async () => {
    const redis = await openRedis();
    await redis.close();
    const worker = await workerOn(redis.url, 'worker.waits');
    expect(await endOf(worker)).toEqual({ code: 0, signal: null });
  }, 60_000);

  it('ends where Redis went away meanwhile', async () => {
    const redis = await openRedis();
    closing.push(redis.close);
    const worker = await workerOn(redis.url, 'worker.started');
    const lost = said(worker, 'worker.waits');
    await redis.kill();
    await lost;
    expect(await endOf(worker)).toEqual({ code: 0, signal: null });
  }, 60_000);
});
