import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, environmentOf, run } from '../run/command.ts';
import { found as everythingFound } from '../rounds/kills.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, type Rounds, sourceFile } from '../rounds/round.ts';
import { openSite, type RunSite, says } from '../rounds/site.ts';
import { noRedis } from '../redis.ts';
import { until } from '../queue/contract.ts';
import { type Machines, openMachines, said, writeBlogs } from '../queue/machines.ts';

const missing = noRedis();

describe.skipIf(missing !== undefined)('a hub, workers and one Redis, each a process', () => {
  let sites: RunSite[];
  let machines: Machines;
  let clean: Record<string, string[]>;
  beforeAll(async () => {
    const posts = manyPosts(36);
    const parts = [0, 12, 24].map((from) => posts.slice(from, from + 12));
    sites = await Promise.all(parts.map((part) => openSite(part, { delayMs: 20 })));
    clean = await foundHere(sites);
  });
  beforeEach(() => {
    for (const site of sites) site.log.length = 0;
  });
  /** A hub that ended well, whose store holds exactly what one process finds. */
  const expectAll = ({ code, stdout }: Ended): void => {
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/ok_new/) });
    const rows = found(machines.rounds);
    // The posts first: a difference there says more than one in everything.
    expect({ stdout, posts: rows['post'] }).toEqual({ stdout, posts: clean['post'] });
    expect(rows).toEqual(clean);
  };
  afterEach(async () => {
    await machines.close();
    for (const site of sites) site.answers.clear();
  });
  afterAll(async () => {
    await Promise.all(sites.map((site) => site.close()));
  });

  it('find what one process finds, ask for each page once, and no host twice at a time', async () => {
    machines = await openMachines(sites);
    const { code, stdout, stderr } = await machines.crawl();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ sources: [{ outcome: 'ok_new', errors: [] }, {}, {}] });
    expect(found(machines.rounds)).toEqual(clean);
    expect(sites.map((site) => site.mostAtOnce())).toEqual([1, 1, 1]);
    expect(sites.flatMap(askedTwice)).toEqual([]);
    const ledger = machines.rounds.store.sql('select count(*) as n from request').get();
    expect(ledger?.['n']).toBe(sites.flatMap(({ log }) => log).length);
  });

  it('lose nothing and double nothing when workers are killed in mid-visit', async () => {
    machines = await openMachines(sites, { workers: 2, lostAfter: 3 });
    const hub = machines.startHub();
    for (let kill = 0; kill < 5; kill += 1) {
      const victim = machines.workers.shift();
      const asked = askedOf(sites);
      await until(() => askedOf(sites) > asked + 2 || hub.child.exitCode !== null);
      victim?.child.kill('SIGKILL');
      await machines.startWorker();
    }
    expectAll(await hub.ended);
    expect(sites.map((site) => site.mostAtOnce())).toEqual([1, 1, 1]);
  });

  it.each(['killed and started empty', 'flushed'])(
    'come through a Redis that is %s in mid-run, and say what they wait for',
    async (how) => {
      machines = await openMachines(sites, { workers: 2 });
      const hub = machines.startHub();
      await until(() => askedOf(sites) > 8);
      if (how === 'flushed') expect(await machines.redis.command('FLUSHALL')).toBe('+OK');
      else {
        const told = said(hub, 'waiting for Redis at redis://127.0.0.1');
        await machines.redis.kill();
        await told;
        await machines.redis.start();
      }
      expectAll(await hub.ended);
      expect(sites.map((site) => site.mostAtOnce())).toEqual([1, 1, 1]);
    },
    90_000,
  );

  it('wait for a worker in so many words, and go on when one comes', async () => {
    machines = await openMachines(sites, { workers: 0 });
    const hub = machines.startHub();
    await said(hub, 'waiting for a worker');
    await machines.startWorker();
    const ended = await hub.ended;
    expect(ended.stderr).toContain('going on');
    expectAll(ended);
  });

  it('wait for a Redis that is not there yet', async () => {
    machines = await openMachines(sites, { workers: 0 });
    await machines.redis.kill();
    const hub = machines.startHub();
    await said(hub, 'waiting for Redis');
    await machines.redis.start();
    await machines.startWorker();
    expectAll(await hub.ended);
  });

  it('leave a visit to a worker that has its adapter, and say so where none has', async () => {
    machines = await openMachines(sites, { workers: 0 });
    const others = openRounds(sites);
    try {
      sites.forEach((site, index) =>
        others.write(`blog-${index}`, `${sourceFile(`blog-${index}`, site)}\n// an older version`),
      );
      await machines.startWorker({ LAMPLIGHTER_SOURCES: others.sourcesDir });
      const { code, stdout } = await machines.crawl();
      expect(code).toBe(0);
      const { sources } = JSON.parse(stdout);
      expect(sources[0]).toMatchObject({ outcome: 'network_error' });
      expect(sources[0].reasons.join(' ')).toMatch(/does not have the adapter [0-9a-f]{12} of blog-0/);
      await machines.startWorker();
      expectAll(await machines.crawl());
    } finally {
      await others.close();
    }
  }, 60_000);

  it('refuse a Redis that evicts keys', async () => {
    machines = await openMachines(sites, { workers: 0, redisArgs: ['--maxmemory-policy', 'allkeys-lru'] });
    const env = environmentOf(machines.rounds, sites, { REDIS_URL: machines.redis.url });
    for (const command of [['crawl', 'blog-0'], ['work']]) {
      const { code, stderr } = await run(command, env);
      expect(code).toBe(2);
      expect(stderr).toContain('set maxmemory-policy to noeviction');
    }
  });

  it('take the slots of a host that redirects to another one along', async () => {
    const [from, to] = sites;
    if (from === undefined || to === undefined) throw new Error('two sites are needed');
    from.answers.set('posts', (request, response) => {
      response.writeHead(302, { location: `${to.origin}/moved${request.url ?? ''}` });
      response.end();
    });
    for (const { slug } of from.posts)
      to.answers.set(
        `/moved/posts/${slug}`,
        says('<!doctype html><h1>Moved</h1><p>No story is left here at all.'),
      );
    machines = await openMachines(sites);
    const { code, stdout } = await machines.crawl();
    expect(code).toBe(0);
    expect(JSON.parse(stdout).sources[0]).toMatchObject({ cards: 12 });
    expect(to.log.filter(({ path }) => path.startsWith('/moved/posts/'))).toHaveLength(12);
    expect(sites.map((site) => site.mostAtOnce())).toEqual([1, 1, 1]);
  });

  it('end after the visit in hand on SIGTERM, and lose nothing by it', async () => {
    machines = await openMachines(sites, { workers: 2 });
    const hub = machines.startHub();
    await until(() => askedOf(sites) > 8);
    hub.child.kill('SIGTERM');
    expect(await hub.ended).toMatchObject({ code: 0, signal: null });
    const [worker] = machines.workers;
    worker?.child.kill('SIGTERM');
    expect(await worker?.ended).toMatchObject({ code: 0, signal: null });
    expectAll(await machines.crawl());
    expect(sites.flatMap(askedTwice).filter((path) => path.startsWith('/posts/'))).toEqual([]);
  });
});

/** What was found, but for which of several like posts heads their cluster: that follows the order of their coming. */
function found({ store }: Pick<Rounds, 'store'>): Record<string, string[]> {
  const { candidate = [], ...rows } = everythingFound(store);
  return { ...rows, candidate: candidate.map((row) => JSON.stringify({ ...JSON.parse(row), head: null })) };
}

/** What one process without Redis finds on these sites. */
async function foundHere(sites: readonly RunSite[]): Promise<Record<string, string[]>> {
  const rounds = openRounds(sites);
  await run(['crawl', ...writeBlogs(rounds, sites)], environmentOf(rounds, sites));
  const rows = found(rounds);
  await rounds.close();
  return rows;
}

function askedOf(sites: readonly RunSite[]): number {
  return sites.flatMap(({ log }) => log).length;
}

/** Paths that a site was asked for more than once; robots.txt may be asked for by each worker. */
function askedTwice({ log }: RunSite): string[] {
  const paths = log.map(({ path }) => path).filter((path) => path !== '/robots.txt');
  return paths.filter((path, index) => paths.indexOf(path) !== index);
}
