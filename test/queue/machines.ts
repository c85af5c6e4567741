import { start, environmentOf, type Ended, type Running } from '../run/command.ts';
import { openRounds, type Rounds, sourceFile } from '../rounds/round.ts';
import type { RunSite } from '../rounds/site.ts';
import { openRedis, type TestRedis } from '../redis.ts';
import { until } from './contract.ts';

/** One hub and any number of workers, as processes of their own, on one Redis. */
export type Machines = {
  readonly rounds: Rounds;
  readonly redis: TestRedis;
  readonly workers: Running[];
  /** Starts a worker, and waits until it takes visits. */
  readonly startWorker: (more?: Readonly<Record<string, string>>) => Promise<Running>;
  readonly startHub: (...args: string[]) => Running;
  readonly crawl: () => Promise<Ended>;
  readonly close: () => Promise<void>;
};

export type MachineOptions = {
  readonly workers?: number;
  /** Seconds until a silent worker's visits are given to another. */
  readonly lostAfter?: number;
  readonly redisArgs?: readonly string[];
};

export async function openMachines(
  sites: readonly RunSite[],
  { workers = 3, lostAfter = 10, redisArgs = [] }: MachineOptions = {},
): Promise<Machines> {
  const redis = await openRedis(redisArgs);
  const rounds = openRounds(sites);
  const ids = writeBlogs(rounds, sites);
  const environment = environmentOf(rounds, sites, { REDIS_URL: redis.url });
  const running: Running[] = [];
  const hubs: Running[] = [];
  const machines: Machines = {
    ...{ rounds, redis, workers: running },
    startWorker: async (more = {}) => {
      const { LAMPLIGHTER_DATA: _, ...nothingOfTheHub } = environment;
      const worker = start(['work', '--at-once', '4', '--lost-after', String(lostAfter)], {
        ...nothingOfTheHub,
        ...more,
      });
      running.push(worker);
      await said(worker, 'worker.started');
      return worker;
    },
    startHub: (...args) => {
      const hub = start(['crawl', ...ids, ...args], environment);
      hubs.push(hub);
      return hub;
    },
    crawl: () => machines.startHub('--json').ended,
    close: async () => {
      for (const { child } of [...hubs, ...running]) child.kill('SIGKILL');
      await Promise.all([...hubs, ...running].map(({ ended }) => ended));
      await rounds.close();
      await redis.close();
    },
  };
  await Promise.all(Array.from({ length: workers }, () => machines.startWorker()));
  return machines;
}

/** Writes a source for each site; never "--all" in tests: the real sources are there too. */
export function writeBlogs(rounds: Pick<Rounds, 'write'>, sites: readonly RunSite[]): string[] {
  return sites.map((site, index) => {
    rounds.write(`blog-${index}`, sourceFile(`blog-${index}`, site));
    return `blog-${index}`;
  });
}

/** Waits until a process has written something on stderr. */
export async function said({ child }: Running, words: string): Promise<void> {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await until(() => text.includes(words) || child.exitCode !== null);
  if (!text.includes(words)) throw new Error(`it ended without saying "${words}": ${text}`);
}
