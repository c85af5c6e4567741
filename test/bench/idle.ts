import { openCourse, type Result } from './race/race.ts';

const SOURCES = 200;
const TIMES = 3;

/** A run over 200 unchanged sources, one conditional request each and nothing parsed, against the same requests by undici alone. */
export async function run(print: (line: string) => void): Promise<void> {
  const course = await openCourse(SOURCES, 1);
  try {
    await course.run('crawl');
    const results: Record<'crawl' | 'ask', Result[]> = { crawl: [], ask: [] };
    for (let time = 0; time < TIMES; time += 1)
      for (const name of ['ask', 'crawl'] as const) results[name].push(await course.run(name));
    const [crawl, ask] = [fastest(results.crawl), fastest(results.ask)];
    for (const { requests, posts } of [crawl, ask])
      if (requests !== SOURCES || posts !== 0) throw new Error(`${requests} requests, ${posts} posts`);
    print(`crawl: ${tell(crawl)}`);
    print(`undici alone: ${tell(ask)}`);
    print(
      `ratio: ${(crawl.wallMs / ask.wallMs).toFixed(2)} × its time, ${(crawl.cpuMs / ask.cpuMs).toFixed(2)} × its CPU with both starts (aim ≤ 1.3)`,
    );
  } finally {
    course.close();
  }
}

function fastest(results: readonly Result[]): Result {
  const [first] = results.toSorted((a, b) => a.wallMs - b.wallMs);
  if (first === undefined) throw new Error('nothing was run');
  return first;
}

function tell({ requests, wallMs, cpuMs, peakMb }: Result): string {
  return `${wallMs.toFixed(0)} ms, ${(cpuMs / requests).toFixed(2)} ms CPU a request, ${peakMb.toFixed(0)} MB at most`;
}
