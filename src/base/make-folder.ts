import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it, one at a time: Node's own recursive way never ends where a file system that takes no
 * folders (such as /proc) answers ENOENT.
 * @throws Error of the file system, such as ENOTDIR or EACCES.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  let at = resolve(path);
  while (statSync(at, { throwIfNoEntry: false }) === undefined) {
    missing.push(at);
    at = dirname(at);
  }
  for (const folder of missing.toReversed()) mkdirSync(folder);
}
