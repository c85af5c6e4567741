import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { VERSION } from '../../src/base/version.ts';
import { expectServing } from './serving.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const call = promisify(execFile);
/** The Node that a person has, whatever it is, and the one that the package brings. */
const PATHS = {
  'the Node of this machine': withoutOurs(process.env['PATH'] ?? ''),
  'the pinned Node': [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
};
const MOST_MB = 110;

/** Commands of npm put the project's own folders in front. */
function withoutOurs(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => !folder.startsWith(ROOT))
    .join(delimiter);
}

function megabytes(folder: string, isLeft: (name: string) => boolean = () => true): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isLeft);
  const bytes = files.reduce((sum, name) => {
    const file = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return sum + (file?.isFile() === true ? file.size : 0);
  }, 0);
  return bytes / 1024 / 1024;
}

it('what is packed installs without the optional parts, and runs on the Node of this machine and on the pinned one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-packed-'));
  // It builds the package's JavaScript in the project, and takes it away again.
  await call('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT });
  const [packed = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{}');
  for (const [name, path] of Object.entries(PATHS)) {
    const env = { ...process.env, PATH: path, LAMPLIGHTER_DATA: join(folder, `data of ${name}`) };
    const inHome = { cwd: home, env };
    const begun = performance.now();
    const installed = await call(
      'npm',
      ['install', '--omit=optional', '--no-audit', join(folder, packed)],
      inHome,
    );
    expect(installed.stderr).not.toMatch(/EBADENGINE|deprecated/);
    const ready = performance.now();
    expect((await call('npx', ['lamplighter', '--version'], inHome)).stdout).toBe(`${VERSION}\n`);
    const { stdout } = await call('npx', ['lamplighter', 'demo', '--crawl-only', '--json'], inHome);
    const { sources }: { sources: { outcome: string }[] } = JSON.parse(stdout);
    expect(sources.map(({ outcome }) => outcome)).toEqual(['ok_new', 'ok_new', 'ok_new']);
    await expectServing([join(home, 'node_modules', '.bin', 'lamplighter')], inHome);
    const { stdout: version } = await call('node', ['--version'], inHome);
    process.stdout.write(
      `${name} (${version.trim()}): installed in ${((ready - begun) / 1000).toFixed(1)} s, first crawl ${((performance.now() - ready) / 1000).toFixed(1)} s later\n`,
    );
  }
  const modules = join(home, 'node_modules');
  const size = megabytes(modules, (name) => !/^node(?:-|\/|$)/.test(name));
  process.stdout.write(
    `${size.toFixed(0)} MB besides Node itself, ${megabytes(modules).toFixed(0)} with it\n`,
  );
  expect(size).toBeLessThanOrEqual(MOST_MB);
});
