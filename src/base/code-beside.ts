import { extname, join } from 'node:path';

/**
 * Where Node keeps what it stripped and compiled, which halves the time until a process starts. Named in the environment of a process
 * (`NODE_COMPILE_CACHE`) it serves the entry file, too. Not in the system's folder for temporary files: others may write there. Where the
 * project cannot be written to, nothing is kept.
 */
export const COMPILE_CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'lamplighter');

/**
 * The file of code beside the one that asks (`import.meta.url`), for a process or a thread to start with: `worker.ts` in the
 * repository, and `worker.js` in the package, for which everything is compiled.
 */
export function codeBeside(name: string, asking: string): URL {
  return new URL(`${name}${extname(new URL(asking).pathname)}`, asking);
}
