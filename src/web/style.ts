import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Sass from 'sass';
import { COMPILE_CACHE } from '../base/code-beside.ts';
import { keepFile } from '../base/keep-made.ts';
import { modulesFolder } from './modules-folder.ts';

const MODULES = modulesFolder();
const require = createRequire(import.meta.url);

/**
 * Compiles SCSS files into one stylesheet. Sass takes seconds, and half a second to be loaded, so the result is kept under the hash of
 * everything it was made of: the files beside each entry, govuk-frontend's version and Sass's own. It is kept beside the compiled code,
 * or in `cacheDir` where the project cannot be written to.
 */
export function compileStyle(entries: readonly string[], cacheDir: string): string {
  const name = `style-${hashOf(entries)}.css`;
  const folders = [COMPILE_CACHE, cacheDir];
  const kept = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (kept !== undefined) return readFileSync(kept, 'utf8');
  const css = compile(entries);
  folders.some((folder) => keepFile(folder, name, css));
  return css;
}

function compile(entries: readonly string[]): string {
  const { compileString }: typeof Sass = require('sass');
  const source = entries.map((path) => `@use "${pathToFileURL(path).href}";`).join('\n');
  const { css } = compileString(source, {
    style: 'compressed',
    loadPaths: [MODULES],
    quietDeps: true,
    charset: false,
    url: pathToFileURL(join(MODULES, '..', 'site.scss')),
    importers: [fileImporter],
  });
  return css;
}

const fileImporter = {
  findFileUrl: (url: string) => (url.startsWith('file:') ? new URL(url) : null),
};

function hashOf(entries: readonly string[]): string {
  const hash = createHash('sha256');
  for (const made of [dirname(require.resolve('sass')), join(MODULES, 'govuk-frontend')])
    hash.update(readFileSync(join(made, 'package.json')));
  const folders = [...new Set(entries.map((path) => dirname(path)))];
  for (const folder of folders)
    for (const name of readdirSync(folder).sort())
      if (name.endsWith('.scss')) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
