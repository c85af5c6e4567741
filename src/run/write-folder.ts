import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure, messageOf } from '../base/errors.ts';

type FolderFile = { readonly path: string; readonly body: string | Buffer };

/** What became of a folder's files. */
export type Written = { readonly written: number; readonly kept: number; readonly removed: number };

/** The names of what was written before, one a line: nothing else in the folder is ever taken away. */
const NAMES = '.lamplighter-files';
/** Where each file is whole before it takes its place: a run that was killed leaves one, and the next one takes it. */
const FRESH = '.lamplighter-new';

/**
 * Makes a folder hold these files: those that are as they should be are left alone, others are swapped in at once, and those of
 * an earlier run that are no more are taken away last. Killed at any instant, it leaves whole files, and the next run ends the work.
 * @throws Failure (`config`) naming what cannot be written.
 */
export async function writeFolder(dir: string, files: AsyncIterable<FolderFile>): Promise<Written> {
  const before = (readOrNothing(join(dir, NAMES))?.toString() ?? '')
    .split('\n')
    .filter((path) => path !== '');
  const now = new Set<string>();
  let written = 0;
  let kept = 0;
  for await (const { path, body } of files) {
    now.add(path);
    if (readOrNothing(join(dir, path))?.equals(Buffer.from(body)) === true) kept += 1;
    else {
      swapIn(dir, path, body);
      written += 1;
    }
  }
  // Whatever either run wrote is known before anything is taken away.
  swapIn(dir, NAMES, [...new Set([...before, ...now])].join('\n'));
  const gone = before.filter((path) => !now.has(path));
  for (const path of gone) rmSync(join(dir, path), { force: true });
  swapIn(dir, NAMES, [...now].join('\n'));
  return { written, kept, removed: gone.length };
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function swapIn(dir: string, path: string, body: string | Buffer): void {
  const file = join(dir, path);
  const fresh = join(dir, FRESH);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(fresh, body);
    renameSync(fresh, file);
  } catch (error) {
    throw new Failure('config', `cannot be written (${messageOf(error)})`, { file }, { cause: error });
  }
}
