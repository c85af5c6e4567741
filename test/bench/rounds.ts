import { others } from './race/others.ts';
import { type Course, openCourse, type Result } from './race/race.ts';

const HOSTS = 10;
const POSTS = 200;
const TIMES = 3;
const OURS = 'lamplighter';
const BARE = 'undici + cheerio/slim';

/**
 * Crawls 2,000 posts of 60 KB behind 100 listing pages on ten hosts, pacing off: read, scored and stored by us; downloaded
 * and parsed, and no more, by undici and cheerio/slim, which both keep one request in flight per host; and by Scrapy and Crawlee's
 * CheerioCrawler as they come, where they are installed. Medians of three.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const course = await openCourse(HOSTS, POSTS);
  try {
    const there = others();
    for (const { name, bring } of there.filter(({ start }) => start === undefined))
      print(`${name} is not installed: ${bring}`);
    const contestants: readonly Contestant[] = [
      { name: BARE, run: () => course.run('bare') },
      { name: OURS, run: () => course.run('crawl') },
      ...there.flatMap(({ name, start }) =>
        start === undefined ? [] : [{ name, run: () => course.runOther(start) }],
      ),
    ];
    const results = await race(course, contestants);
    for (const [name, result] of results) print(`${name}: ${tell(result)}`);
    const ours = results.get(OURS);
    for (const [name, result] of results)
      if (ours !== undefined && name !== OURS)
        print(
          `against ${name}: ${(result.wallMs / ours.wallMs).toFixed(2)} × as fast, ${(ours.cpuMs / ours.requests / (result.cpuMs / result.requests)).toFixed(2)} × its CPU a page, ${(ours.peakMb / result.peakMb).toFixed(2)} × its memory`,
        );
    print(
      'aims: ≥ 1 × undici + cheerio/slim, ≥ 2 × Scrapy, ≥ 3 × CheerioCrawler at half their memory, ≤ 200 MB',
    );
  } finally {
    course.close();
  }
}

type Contestant = { readonly name: string; readonly run: () => Promise<Result> };

/** Each in turn, three times over, so that a slow minute of the machine is everybody's. */
async function race(course: Course, contestants: readonly Contestant[]): Promise<Map<string, Result>> {
  const runs = new Map<string, Result[]>(contestants.map(({ name }) => [name, []]));
  for (let time = 0; time < TIMES; time += 1)
    for (const { name, run: runOne } of contestants) {
      course.clear();
      runs.get(name)?.push(await runOne());
    }
  const medians = new Map([...runs].map(([name, all]) => [name, median(all)]));
  for (const [name, { posts }] of medians)
    if (posts !== HOSTS * POSTS) throw new Error(`${name} read ${posts} posts, not ${HOSTS * POSTS}`);
  return medians;
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
