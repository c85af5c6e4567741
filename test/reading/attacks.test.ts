import { expect, test } from 'vitest';
import { watchTree } from '../process-tree.ts';
import { environmentOf, start } from '../run/command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, sourceFile } from '../rounds/round.ts';
import { openSite } from '../rounds/site.ts';
import { ATTACKS } from './attacks.ts';

const POSTS = 6;

test('a crawl of hostile sites beside three healthy ones: these complete, the others have an outcome each', async () => {
  const healthy = await Promise.all([24, 24, 24].map((count) => openSite(manyPosts(count))));
  const hostile = await Promise.all(
    ATTACKS.map(async (attack) => {
      const site = await openSite(manyPosts(POSTS));
      for (const [path, answer] of Object.entries(attack.paths(site))) site.answers.set(path, answer);
      return { attack, site };
    }),
  );
  const sites = [...healthy, ...hostile.map(({ site }) => site)];
  const rounds = openRounds(sites);
  healthy.forEach((site, at) => rounds.write(`healthy-${at}`, sourceFile(`healthy-${at}`, site)));
  hostile.forEach(({ attack: { discover }, site }, at) =>
    rounds.write(
      `hostile-${at}`,
      sourceFile(`hostile-${at}`, site, discover === undefined ? {} : { discover }),
    ),
  );
  const ids = [...healthy.map((_, at) => `healthy-${at}`), ...hostile.map((_, at) => `hostile-${at}`)];
  const { child, ended } = start(['crawl', '--json', ...ids], environmentOf(rounds, sites));
  const watch = watchTree(child.pid ?? 0);
  const { stdout } = await ended;
  const { peakMb, cpuMs } = watch.end();
  const { sources } = JSON.parse(stdout);
  const of = (id: string) => sources.find((source: { id: string }) => source.id === id);
  console.log(peakMb, cpuMs);
  hostile.forEach(({ attack }, at) => {
    const { outcome, posts, waiting, reasons, errors } = of(`hostile-${at}`);
    console.log(
      attack.name,
      '→',
      outcome,
      posts,
      waiting,
      JSON.stringify(reasons).slice(0, 200),
      JSON.stringify(errors).slice(0, 300),
    );
  });
  expect(healthy.map((_, at) => of(`healthy-${at}`))).toMatchObject(
    healthy.map(() => ({ outcome: 'ok_new', posts: 24, waiting: 0, errors: [] })),
  );
  expect(peakMb).toBeLessThan(400);
  await Promise.all(sites.map((site) => site.close()));
  await rounds.close();
});
