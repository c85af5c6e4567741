import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// `node packaging/build.ts [FOLDER]`, before `npm pack`: Node takes no TypeScript below node_modules, so the package has JavaScript,
// made by tsc into dist/ (or FOLDER) with everything beside it that the code reads. The repository itself needs none of this.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = resolve(process.argv[2] ?? join(ROOT, 'dist'));

rmSync(DIST, { recursive: true, force: true });
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', join(ROOT, 'packaging'), '--outDir', DIST], { stdio: 'inherit' });
for (const folder of ['queue', 'sources', 'src'])
  // What is read must not take the place of what was built: `a.js` beside `a.ts`.
  cpSync(join(ROOT, folder), join(DIST, folder), {
    recursive: true,
    filter: isRead,
    force: false,
    errorOnExist: true,
  });
cpSync(join(ROOT, 'package.json'), join(DIST, 'package.json'));

/** Recordings are for a source's tests, and a room's README for those who work in it. */
function isRead(path: string): boolean {
  return !path.endsWith('.ts') && !['README.md', 'recordings'].includes(basename(path));
}
