import { extname, join } from 'node:path';

/**
 * Where Node keeps what it stripped and compiled, which halves the time until a process starts. Named in the environment of a process
 * (`NODE_COMPILE_CACHE`) it serves the entry file, too. Not in the system's folder for temporary files: others may write there. Where the
 * project cannot be written to, nothing is kept.
 */
export const COMPILE_CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'lamplighter');

/**
 * What a process of ours that nobody waits at is started with: it begins with what was compiled before, and has one place for what the engine's threads
 * take beside its heap (glibc, mallopt(3)), where what one of them gave back serves the others. That is some ten megabytes of a crawl.
 */
export const BESIDE_ENVIRONMENT = { NODE_COMPILE_CACHE: COMPILE_CACHE, MALLOC_ARENA_MAX: '1' };

/**
 * The file of code beside the one that asks (`import.meta.url`), for a process or a thread to start with: `worker.ts` in the
 * repository, and `worker.js` in the package, for which everything is compiled.
 */
export function codeBeside(name: string, asking: string): URL {
  return new URL(`${name}${extname(new URL(asking).pathname)}`, asking);
}
