import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileStyle } from './style.ts';

export type Asset = { readonly type: string; readonly body: Buffer };

/** Style, scripts and pictures of the site, in memory, each under an address that changes with its content. */
export type Assets = {
  /** The address of a file by its name: `url('site.css')`. @throws for a name that nobody gave. */
  readonly url: (name: string) => string;
  /** The file behind the two parts of an address. */
  readonly get: (hash: string, name: string) => Asset | undefined;
};

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

const OWN_FILES = ['assets/lamp.svg'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
const OWN_STYLE = fileURLToPath(new URL('style/shell.scss', import.meta.url));

/**
 * Loads every file that pages refer to. `styles` are SCSS files of the parts of the site: they become one stylesheet, `site.css`,
 * behind the shell's own; `files` are scripts and pictures, known by their base names.
 */
export function loadAssets(parts: {
  readonly cacheDir: string;
  readonly styles: readonly string[];
  readonly files: readonly string[];
}): Assets {
  const named = new Map<string, Asset>();
  for (const path of [...OWN_FILES, ...parts.files])
    named.set(basename(path), { type: typeOf(path), body: readFileSync(path) });
  const css = compileStyle([OWN_STYLE, ...parts.styles], parts.cacheDir);
  named.set('site.css', { type: typeOf('site.css'), body: Buffer.from(css) });
  const urls = new Map([...named].map(([name, { body }]) => [name, `/assets/${hashOf(body)}/${name}`]));
  return {
    url: (name) => {
      const url = urls.get(name);
      if (url === undefined) throw new Error(`no asset is called ${name}`);
      return url;
    },
    get: (hash, name) => (urls.get(name) === `/assets/${hash}/${name}` ? named.get(name) : undefined),
  };
}

function typeOf(path: string): string {
  return TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}
