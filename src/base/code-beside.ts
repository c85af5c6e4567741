import { extname } from 'node:path';

/**
 * The file of code beside the one that asks (`import.meta.url`), for a process or a thread to start with: `worker.ts` in the
 * repository, and `worker.js` in the package, for which everything is compiled.
 */
export function codeBeside(name: string, asking: string): URL {
  return new URL(`${name}${extname(new URL(asking).pathname)}`, asking);
}
