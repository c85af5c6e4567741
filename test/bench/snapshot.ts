import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';
import { openStore } from '../../src/store/open.ts';

// The catalogue of 10,000 entries while all of them change and two tables of it are read: how long anybody waits, and how long the
// longest turn of the event loop is. Then what a kept answer takes of the processor, and a new one after each change.

const ENTRIES = 10_000;

type Figures = { readonly held: number; readonly cpu: readonly number[]; readonly version: number };

export async function run(print: (line: string) => void): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'lamplighter-bench-'));
  const server = new Worker(new URL('./catalogue-server.ts', import.meta.url), {
    workerData: { dir, entries: ENTRIES },
  });
  const said = async <T>() => (await once(server, 'message'))[0] as T;
  const pool = new Pool(await said<string>(), { connections: 8 });
  const ask = async (cpu?: string, isNew = false): Promise<Figures> => {
    server.postMessage({ cpu, isNew });
    return said<Figures>();
  };
  try {
    for (let n = 0; n < 5; n += 1) await timed(pool, `/embed?council=NBL&x=warm${n}`);
    await ask();
    print(`quiet: ${spread(await many(pool, 'quiet', () => false))}`);
    await ask();
    touch(dir);
    const before = (await ask()).version;
    let rebuilt = false;
    let longest = 0;
    const tables = Promise.all(
      ['/search.csv', '/data/cases.csv'].map(async (path) => {
        const { body } = await pool.request({ method: 'GET', path });
        return (await body.arrayBuffer()).byteLength;
      }),
    );
    const ending = tables.then(async (sizes) => {
      for (let version = before; version === before; await sleep(20)) {
        const said = await ask();
        longest = Math.max(longest, said.held);
        ({ version } = said);
      }
      rebuilt = true;
      return sizes;
    });
    const times = await many(pool, 'busy', () => !rebuilt);
    await ending;
    print(`while all entries change and two tables are read: embed ${spread(times)}`);
    longest = Math.max(longest, (await ask()).held);
    print(`the longest turn of the loop took ${longest.toFixed(1)} ms of the processor`);
    for (const path of [
      '/',
      '/search',
      '/search?q=bins',
      '/case/5-story-number-4-about-buying-lamps-and-meals',
      '/embed?council=NBL&group=Refuse',
    ]) {
      const [kept = 0] = (await ask(path)).cpu;
      const made = (await ask(path, true)).cpu;
      const p95 = made[Math.floor(made.length * 0.95)] ?? 0;
      print(
        `${path.slice(0, 34).padEnd(34)} ms of the processor: ${kept.toFixed(2)} kept, p95 ${p95.toFixed(1)} new`,
      );
    }
  } finally {
    await pool.close();
    await server.terminate();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Changes every entry, as another process does that holds the same store. */
function touch(dir: string): void {
  const store = openStore(dir);
  store.exec('update entry set updated_at = updated_at + 1');
  store.close();
}

async function timed(pool: Pool, path: string): Promise<number> {
  const begun = performance.now();
  const { statusCode, body } = await pool.request({ method: 'GET', path });
  await body.dump();
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
  return performance.now() - begun;
}

/** Asks for blocks, each of its own address, as long as `goOn` says, and 200 times at least. */
async function many(pool: Pool, name: string, goOn: () => boolean): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < 200 || (goOn() && n < 5000); n += 1)
    times.push(await timed(pool, `/embed?council=NBL&x=${name}${n}`));
  return times.sort((a, b) => a - b);
}

function spread(times: readonly number[]): string {
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  return `${times.length} answers, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${(times.at(-1) ?? 0).toFixed(1)} ms`;
}
