import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signedIn } from '../desk/desk-fixture.ts';
import { watchTree } from '../process-tree.ts';
import { ATTACKS } from '../reading/attacks.ts';
import { environmentOf, start } from '../run/command.ts';
import { manyPosts } from '../rounds/posts.ts';
import { openRounds, type Rounds } from '../rounds/round.ts';
import { openSite, type RunSite } from '../rounds/site.ts';

const PROBE = fileURLToPath(new URL('ask-often.ts', import.meta.url));

type Hostile = { readonly name: string; readonly url: string };

const sites: RunSite[] = [];
const hostile: Hostile[] = [];
let rounds: Rounds;

beforeAll(async () => {
  for (const { name, paths } of ATTACKS) {
    const site = await openSite(manyPosts(6));
    sites.push(site);
    for (const [path, answer] of Object.entries(paths(site))) {
      site.answers.set(path, answer);
      hostile.push({ name, url: `${site.origin}${path}` });
    }
  }
  rounds = openRounds(sites);
});
afterAll(async () => {
  await rounds.close();
  await Promise.all(sites.map((site) => site.close()));
});

/** How long answers took, and how late the process was that asked (ms). */
type Times = { readonly took: readonly number[]; readonly late: readonly number[] };

/** Asks `/healthz` from a process of its own; `times` of each answer since it was last asked for them. */
function probe(origin: string): { readonly times: () => Promise<Times>; readonly end: () => void } {
  const child = fork(PROBE, [`${origin}/healthz`]);
  return {
    times: async () => {
      const answered = once(child, 'message');
      child.send('say');
      const [{ took, late } = { took: [], late: [] }]: Times[] = await answered;
      return { took, late };
    },
    end: () => child.disconnect(),
  };
}

function told({ took, late }: Times): string {
  const at = (times: readonly number[], share: number): string =>
    (
      times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
    ).toFixed(1);
  return `${took.length} answers, p50 ${at(took, 0.5)}, p99 ${at(took, 0.99)}, at most ${at(took, 1)} ms; who asked was late by p99 ${at(late, 0.99)} ms`;
}

/** Starts the server, and answers with its address once it has said it. */
async function serve(): Promise<{ readonly server: ReturnType<typeof start>; readonly origin: string }> {
  const server = start(['serve', '--no-schedule'], environmentOf(rounds, sites, { PORT: '0' }));
  const [, origin = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = '';
    server.child.stdout?.on('data', (chunk) => {
      const found = /at (http:\/\/127\.0\.0\.1:\d+) /.exec((said += String(chunk)));
      if (found !== null) resolve(found);
    });
    void server.ended.then(({ stderr }) => reject(new Error(`the server did not start: ${stderr}`)));
  });
  return { server, origin };
}

it('what is hostile and added by hand has an answer each, over the wire, and the server answers others meanwhile', async () => {
  // Where files changed since they were last run, Node strips their types and compiles them anew, which takes 50 MB; the package has no types.
  const first = await serve();
  first.server.child.kill('SIGTERM');
  await first.server.ended;
  const { server, origin } = await serve();
  const { child, ended } = server;
  const cookie = await signedIn(rounds.store, 'Ann', 'admin');
  const form = await (await fetch(`${origin}/desk/add`, { headers: { cookie } })).text();
  const token = /name="token" value="([^"]*)"/.exec(form)?.[1] ?? '';
  const add = (url: string): Promise<Response> =>
    fetch(`${origin}/desk/add`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin },
      body: new URLSearchParams({ token, url }),
    });
  const asking = probe(origin);
  await pause(4000);
  process.stdout.write(`before: ${told(await asking.times())}\n`);
  const all: { readonly took: number[]; readonly late: number[] } = { took: [], late: [] };
  const watch = watchTree(child.pid ?? 0);
  for (const { name, url } of hostile) {
    const from = performance.now();
    const answer = await add(url);
    const said = /The page could not be [^<]*/.exec(await answer.text())?.[0].trim() ?? '';
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    const times = await asking.times();
    process.stdout.write(
      `${name} (${new URL(url).pathname}): ${answer.status} in ${seconds} s ${said}; /healthz ${told(times)}\n`,
    );
    all.took.push(...times.took);
    all.late.push(...times.late);
    expect([303, 400]).toContain(answer.status);
    if (answer.status === 400) expect(said).toMatch(/^The page could not be/);
  }
  const { peakMb, rootMb } = watch.end();
  asking.end();
  process.stdout.write(
    `/healthz: ${told(all)}; ${peakMb.toFixed(0)} MB at most, ${rootMb.toFixed(0)} of the server itself\n`,
  );
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(peakMb).toBeLessThan(400);
  expect(all.took.length).toBeGreaterThan(100);
}, 1_800_000);
