import { defineSource, type Source, type SourceDefinition } from '../base/source.ts';
import { anySite } from './any-site.ts';
import { loadSource, type LoadedSource } from './load-source.ts';

/**
 * How a reader comes by an adapter, whose functions no message can carry: by its file, as long as that has this hash; or as plain
 * data, for a source that was made for the occasion; or by none, for what comes from no source we know.
 */
export type Adapter =
  | { readonly kind: 'file'; readonly file: string; readonly hash: string }
  | { readonly kind: 'data'; readonly definition: SourceDefinition }
  | { readonly kind: 'none' };

export function adapterOf({ file, hash }: Pick<LoadedSource, 'file' | 'hash'>): Adapter {
  return { kind: 'file', file, hash };
}

/**
 * Makes the function that finds adapters for a reader; one that was loaded stays.
 * @throws Failure (`config`) for a file that is no adapter any more, Error for one that was edited meanwhile.
 */
export function adapterShelf(): (adapter: Adapter) => Promise<Source> {
  const known = new Map<string, Source>();
  return async (adapter) => {
    if (adapter.kind === 'none') return anySite();
    if (adapter.kind === 'data') return defineSource(adapter.definition);
    const kept = known.get(adapter.hash);
    if (kept !== undefined) return kept;
    const { source, hash } = await loadSource(adapter.file);
    if (hash !== adapter.hash) throw new Error(`${adapter.file} was edited meanwhile`);
    known.set(hash, source);
    return source;
  };
}
