import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Failure, messageOf } from '../base/errors.ts';

/**
 * The source files (`*.ts`, `*.js`, `*.mjs`, not `_*`) of a folder, absolute; a source's id is its file's name.
 * @throws Failure (`config`) when the folder is missing.
 */
export function sourceFiles(folder: string): string[] {
  const absolute = path.resolve(folder);
  return namesIn(absolute)
    .filter(isSourceFile)
    .map((name) => path.join(absolute, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new Failure('config', `cannot be read as a folder of sources (${messageOf(error)})`, {
      file: folder,
      field: 'LAMPLIGHTER_SOURCES',
    });
  }
}

function isSourceFile(name: string): boolean {
  return /^[^_.].*\.(ts|js|mjs)$/.test(name) && !/\.(d|test)\.ts$/.test(name);
}
