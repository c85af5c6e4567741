import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileString, info } from 'sass';
import { modulesFolder } from './modules-folder.ts';

const MODULES = modulesFolder();

/**
 * Compiles SCSS files into one stylesheet. Sass takes seconds, so the result is kept in `cacheDir` under the hash of everything
 * it was made of: the files beside each entry, govuk-frontend's version and Sass's own.
 */
export function compileStyle(entries: readonly string[], cacheDir: string): string {
  const kept = join(cacheDir, `style-${hashOf(entries)}.css`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const source = entries.map((path) => `@use "${pathToFileURL(path).href}";`).join('\n');
  const { css } = compileString(source, {
    style: 'compressed',
    loadPaths: [MODULES],
    quietDeps: true,
    charset: false,
    url: pathToFileURL(join(MODULES, '..', 'site.scss')),
    importers: [fileImporter],
  });
  mkdirSync(cacheDir, { recursive: true });
  // Written beside and renamed, so that a second server never reads half a stylesheet.
  const fresh = `${kept}.${process.pid}`;
  writeFileSync(fresh, css);
  renameSync(fresh, kept);
  return css;
}

const fileImporter = {
  findFileUrl: (url: string) => (url.startsWith('file:') ? new URL(url) : null),
};

function hashOf(entries: readonly string[]): string {
  const hash = createHash('sha256').update(info);
  hash.update(readFileSync(join(MODULES, 'govuk-frontend/package.json')));
  const folders = [...new Set(entries.map((path) => dirname(path)))];
  for (const folder of folders)
    for (const name of readdirSync(folder).sort())
      if (name.endsWith('.scss')) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
