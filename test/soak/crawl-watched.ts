import { watchTree } from '../process-tree.ts';
import { start } from '../run/command.ts';

/** What a crawl says of a source. */
type Told = {
  readonly id: string;
  readonly outcome: string;
  readonly posts: number;
  readonly reasons: string[];
  readonly errors: string[];
};

/** Crawls sources by the real command, prints what memory and CPU all its processes took, and answers what it said of each. Memory in MB. */
export async function crawlWatched(
  ids: readonly string[],
  environment: Parameters<typeof start>[1],
): Promise<{
  readonly code: number | null;
  readonly of: (id: string) => Told | undefined;
  readonly peakMb: number;
}> {
  const { child, ended } = start(['crawl', '--json', ...ids], environment);
  const watch = watchTree(child.pid ?? 0);
  const { code, stdout } = await ended;
  const { peakMb, rootMb, cpuMs } = watch.end();
  process.stdout.write(
    `${peakMb.toFixed(0)} MB at most, ${rootMb.toFixed(0)} of the crawl itself, ${(cpuMs / 1000).toFixed(1)} s of CPU\n`,
  );
  const { sources = [] }: { sources?: readonly Told[] } = code === 0 ? JSON.parse(stdout) : {};
  return { code, of: (id) => sources.find((source) => source.id === id), peakMb };
}
