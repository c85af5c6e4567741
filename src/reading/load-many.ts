import { readFileSync } from 'node:fs';
import path from 'node:path';
import { keepMadeLater } from '../base/keep-made.ts';
import type { Source } from '../base/source.ts';
import { adapterHashOf, type LoadedSource, loadSource } from './load-source.ts';
import { isPlainAdapter } from './plain-adapter.ts';

/** Fewer are loaded nearly as soon as what is kept of them. */
const MANY = 16;

type Plain = { readonly file: string; readonly hash: string };

/**
 * Loads source files. Where there are many, those that are plain data are had from where an earlier process left them, checked: as modules each
 * would take a thousandth of a second, of every process. Any that was edited makes all anew. @throws as `loadSource` does.
 */
export async function loadMany(files: readonly string[]): Promise<LoadedSource[]> {
  if (files.length < MANY) return Promise.all(files.map(loadSource));
  const plain = files.flatMap((file) => plainText(file) ?? []);
  const key = plain.map(({ file, hash }) => `${path.basename(file)} ${hash}`).join('\n');
  const sources = await keepMadeLater('adapters', key, import.meta.dirname, () => sourcesOf(plain));
  const known = new Map(plain.map(({ file, hash }, at) => [file, { hash, source: sources[at] }]));
  return Promise.all(
    files.map(async (file) => {
      const { hash, source } = known.get(file) ?? {};
      return hash === undefined || source === undefined ? loadSource(file) : { source, file, hash };
    }),
  );
}

/** Undefined of one that is code, or that cannot be read: whoever loads it will say so. */
function plainText(file: string): Plain | undefined {
  try {
    const bytes = readFileSync(file);
    return isPlainAdapter(bytes.toString('utf8')) ? { file, hash: adapterHashOf(bytes) } : undefined;
  } catch {
    return undefined;
  }
}

/** Nothing for one that was edited in between: it would be kept under the name of what it was. */
async function sourcesOf(plain: readonly Plain[]): Promise<readonly (Source | undefined)[]> {
  const loaded = await Promise.all(plain.map(({ file }) => loadSource(file)));
  return loaded.map(({ source, hash }, at) => (hash === plain[at]?.hash ? source : undefined));
}
