import { Session } from 'node:inspector/promises';

// V8 counts only what is loaded after this: whoever counts steps imports this file before what it counts.
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How many steps a piece of work takes: every time that V8 enters a function or a branch of a file under one of these folders
 * counts one. The same work takes the same number on any machine, however busy; what runs inside the engine (a regular
 * expression, a sort) is one step, so that only the limit of the test stands against it.
 */
export async function stepsOf(
  work: () => unknown,
  folders: readonly string[] = ['/src/classify/'],
): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => folders.some((folder) => url.includes(folder)))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
}

/** How many bytes a piece of work takes from the heap, whatever becomes of them: a sample, true within a twentieth beyond a megabyte. */
export async function bytesOf(work: () => unknown): Promise<number> {
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 2048,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await work();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  return sizeOf(profile.head);
}

type Sampled = { readonly selfSize: number; readonly children: readonly Sampled[] };

function sizeOf({ selfSize, children }: Sampled): number {
  return children.reduce((sum, child) => sum + sizeOf(child), selfSize);
}
