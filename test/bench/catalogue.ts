import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';
import { allCouncils } from '../../src/classify/councils/councils.ts';
import { loadTaxonomy } from '../../src/classify/load-taxonomy.ts';

// The public pages over 10,000 entries: requests a second and times, beside an empty answer of the same server (/healthz), so that
// the figures can be told from the machine's. Every request has an address of its own: nothing is answered from a cache.

const ENTRIES = 10_000;
/** Asked eight at a time for requests a second; one after the other for the time of one. */
const REQUESTS = 800;
const ALONE = 400;
const AT_ONCE = 8;

type Figures = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly bytes: number;
};

export async function run(print: (line: string) => void): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'lamplighter-bench-'));
  const server = new Worker(new URL('./catalogue-server.ts', import.meta.url), {
    workerData: { dir, entries: ENTRIES },
  });
  const origin = await new Promise<string>((resolve, reject) => {
    server.once('message', resolve);
    server.once('error', reject);
  });
  const pool = new Pool(origin, { connections: AT_ONCE });
  const councils = allCouncils().map(({ code }) => code);
  const { topics } = loadTaxonomy();
  const pick = <T>(list: readonly T[], n: number): T | undefined => list[(n * 7919) % list.length];
  const kinds: Readonly<Record<string, (n: number) => string>> = {
    'nothing (/healthz)': (n) => `/healthz?${n}`,
    'front page': (n) => `/?${n}`,
    'search, words': (n) =>
      `/search?q=${pick(['lamps', 'meals', 'framework', 'carbon+savings', 'suppliers'], n)}&page=${(n % 5) + 1}`,
    'search, facets': (n) => `/search?council=${pick(councils, n)}&topic=${pick(topics, n)?.slug}&x=${n}`,
    'case page': (n) => `/case/${(n % ENTRIES) + 1}-story-number-${n % ENTRIES}-about-buying-lamps-and-meals`,
    'council page': (n) => `/council/${pick(councils, n)}?${n}`,
    embed: (n) => `/embed?council=${pick(councils, n)}&cpv=${pick(topics, n)?.cpv[0] ?? ''}&x=${n}`,
    API: (n) => `/api/v1/cases?limit=20&topic=${pick(topics, n)?.slug}&x=${n}`,
  };
  try {
    for (const [name, path] of Object.entries(kinds)) {
      await measure(pool, path, { requests: 50, atOnce: 1 });
      const { p50, p95, bytes } = await measure(pool, path, { requests: ALONE, atOnce: 1 });
      const { perSecond } = await measure(pool, path, { requests: REQUESTS, atOnce: AT_ONCE });
      print(
        `${name.padEnd(20)} ${perSecond.toFixed(0).padStart(6)} a second, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, up to ${bytes} bytes`,
      );
    }
  } finally {
    await pool.close();
    await server.terminate();
  }
}

async function measure(
  pool: Pool,
  path: (n: number) => string,
  { requests, atOnce }: { readonly requests: number; readonly atOnce: number },
): Promise<Figures> {
  const times: number[] = [];
  let next = 0;
  let bytes = 0;
  const begun = performance.now();
  const ask = async (): Promise<void> => {
    while (next < requests) {
      const n = next++;
      const started = performance.now();
      const { statusCode, body } = await pool.request({ method: 'GET', path: path(n) });
      const size = (await body.arrayBuffer()).byteLength;
      if (statusCode !== 200) throw new Error(`${path(n)} answered ${statusCode}`);
      bytes = Math.max(bytes, size);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  const took = performance.now() - begun;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: (requests / took) * 1000, p50: at(0.5), p95: at(0.95), bytes };
}
