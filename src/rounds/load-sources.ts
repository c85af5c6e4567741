import { Failure } from '../base/errors.ts';
import { loadMany } from '../reading/load-many.ts';
import type { LoadedSource } from '../reading/load-source.ts';
import { sourceFiles } from './source-files.ts';

export type { LoadedSource } from '../reading/load-source.ts';

/**
 * Loads every source file (`*.ts`, `*.js`, `*.mjs`, not `_*`) of the folders, absolute or relative to the
 * working directory. Sorted by id.
 * @throws Failure (`config`) that names the file, and the field where one is wrong: a folder that is missing,
 *   a file that cannot be read as code, no source in it, an id that is not the file's name or is used twice.
 */
export async function loadSources(folders: readonly string[]): Promise<LoadedSource[]> {
  const files = folders.flatMap(sourceFiles);
  const loaded = await loadMany([...new Set(files)]);
  refuseDuplicates(loaded);
  return loaded.sort((a, b) => a.source.id.localeCompare(b.source.id));
}

function refuseDuplicates(loaded: readonly LoadedSource[]): void {
  const files = new Map<string, string>();
  for (const { source, file } of loaded) {
    const other = files.get(source.id);
    if (other !== undefined)
      throw new Failure('config', `"${source.id}" is already used by ${other}`, { file, field: 'id' });
    files.set(source.id, file);
  }
}
