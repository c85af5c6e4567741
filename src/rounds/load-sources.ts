import { Failure } from '../base/errors.ts';
import { loadMany } from '../reading/load-many.ts';
import { type LoadedSource, loadSource } from '../reading/load-source.ts';
import { sourceFiles } from './source-files.ts';

export type { LoadedSource } from '../reading/load-source.ts';

/** Sources that can be used, sorted by id, and what is wrong with the files of the others. */
export type SoundSources = { readonly loaded: LoadedSource[]; readonly faults: readonly Failure[] };

/**
 * Loads every source file (`*.ts`, `*.js`, `*.mjs`, not `_*`) of the folders, absolute or relative to the
 * working directory. Sorted by id.
 * @throws Failure (`config`) that names the file, and the field where one is wrong: a folder that is missing,
 *   a file that cannot be read as code, no source in it, an id that is not the file's name or is used twice.
 */
export async function loadSources(folders: readonly string[]): Promise<LoadedSource[]> {
  const { loaded, faults } = await loadSound(folders);
  if (faults[0] !== undefined) throw faults[0];
  return loaded;
}

/**
 * As `loadSources`, but a file that cannot be used is left out and told of: one bad edit must end neither the rounds of the others nor the
 * pages that are served. Of two files with one id the first is used.
 * @throws Failure (`config`) for a folder that is missing.
 */
export async function loadSound(folders: readonly string[]): Promise<SoundSources> {
  const files = [...new Set(folders.flatMap(sourceFiles))];
  const all = await loadMany(files).then(
    (loaded) => ({ loaded, faults: [] }),
    () => loadEach(files),
  );
  const { loaded, faults } = withoutDoubles(all.loaded);
  return {
    loaded: loaded.sort((a, b) => a.source.id.localeCompare(b.source.id)),
    faults: [...all.faults, ...faults],
  };
}

async function loadEach(files: readonly string[]): Promise<SoundSources> {
  const loaded: LoadedSource[] = [];
  const faults: Failure[] = [];
  for (const file of files)
    try {
      loaded.push(await loadSource(file));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      faults.push(error);
    }
  return { loaded, faults };
}

function withoutDoubles(all: readonly LoadedSource[]): SoundSources {
  const byId = new Map<string, LoadedSource>();
  const faults: Failure[] = [];
  for (const one of all) {
    const { id } = one.source;
    const other = byId.get(id);
    if (other === undefined) byId.set(id, one);
    else
      faults.push(
        new Failure('config', `"${id}" is already used by ${other.file}`, { file: one.file, field: 'id' }),
      );
  }
  return { loaded: [...byId.values()], faults };
}
