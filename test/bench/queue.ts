import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRedis, type TestRedis } from '../redis.ts';
import { type Course, openCourse, type Result } from './race/race.ts';

const HOSTS = 100;
const POSTS = 20;
const WORKERS = [1, 2, 4];
const MAIN = fileURLToPath(new URL('../../src/run/main.ts', import.meta.url));

/**
 * Crawls 100 hosts of 20 posts of 60 KB, pacing off, in one process and then as a hub with 1, 2 and 4 workers on Redis, all on
 * this machine: what the same visits cost when they are handed over, and where the hub ends.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const course = await openCourse(HOSTS, POSTS);
  const redis = await openRedis();
  try {
    const alone = await measured(course, 'crawl');
    print(`in one process: ${tell(alone)}`);
    print(`  the store took ${(storeBytes(course) / (HOSTS * POSTS) / 1024).toFixed(1)} KB a post`);
    for (const count of WORKERS) {
      const workers = await startWorkers(count, course, redis);
      const hub = await measured(course, `hub:${redis.url}`);
      const cpuMs = workers.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
      for (const worker of workers) worker.kill();
      const ofAlone = (alone.wallMs / hub.wallMs).toFixed(2);
      print(`hub and ${count} worker${count > 1 ? 's' : ''}: ${tell(hub)}, ${ofAlone} × one process`);
      print(
        `  the workers took ${(cpuMs / hub.requests).toFixed(1)} ms CPU a page, the hub ${(hub.cpuMs / hub.requests).toFixed(1)}`,
      );
    }
    print(`Redis: ${await memoryOf(redis)} at most`);
  } finally {
    await redis.close();
    course.close();
  }
}

async function measured(course: Course, name: string): Promise<Result> {
  course.clear();
  const result = await course.run(name);
  if (result.posts !== HOSTS * POSTS)
    throw new Error(`${result.posts} posts were read, not ${HOSTS * POSTS}`);
  return result;
}

async function startWorkers(count: number, course: Course, redis: TestRedis): Promise<ChildProcess[]> {
  const env = {
    LAMPLIGHTER_SOURCES: join(course.folder, 'sources'),
    LAMPLIGHTER_ALLOW_HOSTS: course.ports.map((port) => `127.0.0.1:${port}`).join(','),
    REDIS_URL: redis.url,
  };
  return Promise.all(
    Array.from({ length: count }, async () => {
      const worker = spawn(process.execPath, [MAIN, 'work', '--at-once', '16'], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      await new Promise((resolve) => worker.stderr.once('data', resolve));
      return worker;
    }),
  );
}

/** Time on the processor so far, of Linux's `/proc` (fields 14 and 15, in hundredths of a second). */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function storeBytes({ folder }: Course): number {
  return statSync(join(folder, 'data', 'lamplighter.sqlite')).size;
}

async function memoryOf(redis: TestRedis): Promise<string> {
  const info = await redis.answer('INFO', 'memory');
  return /used_memory_peak_human:(\S+)/.exec(info)?.[1] ?? 'unknown memory';
}

function tell({ requests, wallMs, cpuMs, peakMb }: Result): string {
  const perSecond = (1000 * requests) / wallMs;
  return `${perSecond.toFixed(0)} visits/s, ${(cpuMs / requests).toFixed(1)} ms CPU a page, ${peakMb.toFixed(0)} MB at most`;
}
