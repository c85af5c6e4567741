import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { COMPILE_CACHE } from '../src/base/code-beside.ts';

/** Where Node keeps what it compiled for tests: not with the program's, since a test file has another name in each run, and its own entry. */
export const TESTS_CACHE = join(COMPILE_CACHE, '..', 'lamplighter-tests');

/** Some ten runs' entries. */
const MOST_ENTRIES = 8000;

/** Empties it before a run, once it holds more of earlier runs than of the program. */
export function setup(): void {
  try {
    if (readdirSync(TESTS_CACHE, { recursive: true }).length > MOST_ENTRIES)
      rmSync(TESTS_CACHE, { recursive: true, force: true });
  } catch {
    // There was no run yet.
  }
}
