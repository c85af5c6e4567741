import { openCourse, type Result } from './race/race.ts';

const HOSTS = 10;
const POSTS = 200;
const TIMES = 3;

/**
 * Crawls 2,000 posts of 60 KB behind 100 listing pages on ten hosts, pacing off: read, scored and stored by us; downloaded
 * and parsed, and no more, by undici and cheerio/slim. Both keep one request in flight per host. Medians of three.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const course = await openCourse(HOSTS, POSTS);
  try {
    const results: Record<'crawl' | 'bare', Result[]> = { crawl: [], bare: [] };
    for (let time = 0; time < TIMES; time += 1)
      for (const name of ['bare', 'crawl'] as const) {
        course.clear();
        results[name].push(await course.run(name));
      }
    const [crawl, bare] = [median(results.crawl), median(results.bare)];
    for (const { posts } of [crawl, bare])
      if (posts !== HOSTS * POSTS) throw new Error(`${posts} posts were read, not ${HOSTS * POSTS}`);
    print(`crawl: ${tell(crawl)}`);
    print(`undici + cheerio/slim: ${tell(bare)}`);
    print(`ratio: ${(bare.wallMs / crawl.wallMs).toFixed(2)} × (aim ≥ 1; memory ≤ 200 MB)`);
  } finally {
    course.close();
  }
}

function median(results: readonly Result[]): Result {
  const sorted = results.toSorted((a, b) => a.wallMs - b.wallMs);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was run');
  return middle;
}

function tell({ requests, wallMs, cpuMs, peakMb }: Result): string {
  const perSecond = (1000 * requests) / wallMs;
  return `${perSecond.toFixed(0)} pages/s, ${(cpuMs / requests).toFixed(1)} ms CPU a page, ${peakMb.toFixed(0)} MB at most`;
}
