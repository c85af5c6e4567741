import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defined } from '../base/defined.ts';
import { Failure, messageOf } from '../base/errors.ts';
import { defineSource, type Source, type SourceDefinition } from '../base/source.ts';
import { browser, feed, jsonLd, listing, sitemap, wordpress } from '../base/strategies.ts';

/** A source, the file it stands in (absolute), and the adapter hash: SHA-256 of the file's bytes, in hex. */
export type LoadedSource = { readonly source: Source; readonly file: string; readonly hash: string };

// What a source file outside the project is given, so that it imports nothing.
const KIT = { defineSource, listing, feed, sitemap, wordpress, browser, jsonLd };

/** Loads one source file. @throws as `loadSources` does. */
export async function loadSource(file: string): Promise<LoadedSource> {
  const hash = adapterHashOf(await readFile(file));
  const source = checked(await defaultExport(file, hash), file);
  const name = path.parse(file).name;
  if (source.id !== name)
    throw new Failure('config', `is "${source.id}"; it must be the file's name, "${name}"`, {
      file,
      field: 'id',
    });
  return { source, file, hash };
}

export function adapterHashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The hash in the address makes an edited file a new module, so that a running server sees the edit. */
async function defaultExport(file: string, hash: string): Promise<unknown> {
  const address = `${pathToFileURL(file).href}?adapter=${hash.slice(0, 16)}`;
  const found: unknown = await import(/* @vite-ignore */ address).catch((error: unknown) => {
    throw inFile(file, error);
  });
  return typeof found === 'object' && found !== null && 'default' in found ? found.default : undefined;
}

/** A source, or a function that makes one from the kit. Checked again: a plain object may not have met `defineSource`. */
function checked(exported: unknown, file: string): Source {
  try {
    const made: unknown = typeof exported === 'function' ? exported(KIT) : exported;
    if (!isDefinition(made))
      throw new Failure('config', 'has no source: write `export default defineSource({…})`');
    return defineSource(made);
  } catch (error) {
    throw inFile(file, error);
  }
}

/** Any object may be a definition: `defineSource` is the judge of its fields. */
function isDefinition(value: unknown): value is SourceDefinition {
  return typeof value === 'object' && value !== null;
}

function inFile(file: string, error: unknown): Failure {
  if (error instanceof Failure) {
    const line = lineOfExpression(file, error.message);
    return new Failure(
      'config',
      error.message,
      { file, ...defined({ line }), ...error.place },
      { cause: error },
    );
  }
  const line = lineIn(file, error);
  const place = line === undefined ? { file } : { file, line };
  return new Failure('config', `does not run: ${messageOf(error)}`, place, { cause: error });
}

/** The line of an expression that is named as what is wrong. */
function lineOfExpression(file: string, message: string): number | undefined {
  const named = /: (\/\S+\/[a-z]*) may take/.exec(message)?.[1];
  if (named === undefined) return undefined;
  const at = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(named));
  return at === -1 ? undefined : at + 1;
}

/** The line that a syntax error or a stack names within the file. */
function lineIn(file: string, error: unknown): number | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.slice(stack.indexOf(path.basename(file)));
  const found = /^[^\n]*?(?:\?adapter=[0-9a-f]+)?:(\d+)/.exec(at)?.[1];
  return found === undefined || !stack.includes(path.basename(file)) ? undefined : Number(found);
}
