import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { VERSION } from '../../src/base/version.ts';
import { expectServing } from './serving.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('the JavaScript that is built for the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lamplighter-package-'));
  const run = async (args: readonly string[]) =>
    promisify(execFile)(process.execPath, [join(folder, 'src', 'run', 'main.js'), ...args], {
      env: { PATH: process.env['PATH'] ?? '', LAMPLIGHTER_DATA: join(folder, 'var') },
    });
  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'packaging', 'build.ts'), folder]);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has no TypeScript in it, and every file that code reads', () => {
    const files = (of: string, base: string) =>
      readdirSync(join(base, of), { recursive: true, encoding: 'utf8' }).filter(
        (name) => !existsSync(join(base, of, name, '.')),
      );
    const built = files('src', folder);
    expect(built.filter((name) => name.endsWith('.ts'))).toEqual([]);
    const readByCode = files('src', ROOT).filter((name) => !name.endsWith('README.md'));
    expect(
      readByCode.map((name) => name.replace(/\.ts$/, '.js')).filter((name) => !built.includes(name)),
    ).toEqual([]);
  });

  it('runs as the repository does: its version, a crawl of the invented sites, its doctor', async () => {
    expect((await run(['--version'])).stdout).toBe(`${VERSION}\n`);
    const { stdout } = await run(['demo', '--crawl-only', '--json']);
    const outcomes = z.object({ sources: z.array(z.object({ outcome: z.string(), posts: z.number() })) });
    const { sources } = outcomes.parse(JSON.parse(stdout));
    expect(sources.map(({ outcome }) => outcome)).toEqual(['ok_new', 'ok_new', 'ok_new']);
    expect(sources.every(({ posts }) => posts > 0)).toBe(true);
    expect((await run(['sources', 'list'])).stdout).toContain('ashden');
  });

  it('serves the desk, the catalogue, and the scripts that are made of its own code', async () => {
    const env = { PATH: process.env['PATH'] ?? '', LAMPLIGHTER_DATA: join(folder, 'var-of-server') };
    await expectServing([process.execPath, join(folder, 'src', 'run', 'main.js')], { cwd: folder, env });
  });
});
