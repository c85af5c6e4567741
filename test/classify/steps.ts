import { Session } from 'node:inspector/promises';

// V8 counts only what is loaded after this: whoever counts steps imports this file before what it counts.
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How many steps of the scorer a piece of work takes: every time that V8 enters a function or a branch of `src/classify`
 * counts one. The same work takes the same number on any machine, however busy; what runs inside the engine (a regular
 * expression, a sort) is one step, so that only the limit of the test stands against it.
 */
export async function stepsOf(work: () => void): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => url.includes('/src/classify/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
}
