import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { missingPackages } from '../../src/fetch/browser/missing-packages.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

it('no script for browsers has the name of a file of ours, whose place it would take where both are JavaScript', () => {
  const files = ['queue', 'sources', 'src'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const ours = new Set(files.filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -3)));
  expect(files.filter((name) => name.endsWith('.js') && ours.has(name.slice(0, -3)))).toEqual([]);
});

describe('what an installation brings', () => {
  const { packages } = LockSchema.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  const needed = Object.entries(packages).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !(dev ?? optional ?? devOptional ?? false),
  );

  it('is at most 150 packages without the optional ones, of which one alone has an install script', () => {
    expect(needed.length).toBeGreaterThan(50);
    expect(needed.length).toBeLessThanOrEqual(150);
    expect(
      needed.flatMap(([path, { hasInstallScript }]) => (hasInstallScript === true ? [path] : [])),
    ).toEqual(['node_modules/node']);
  });

  it('has the browser among what may be left out, and says how to bring it', () => {
    expect(needed.map(([path]) => path)).not.toContain('node_modules/playwright-core');
    expect(missingPackages()).toEqual([]);
    const none = (): never => {
      throw new Error('Cannot find module');
    };
    expect(missingPackages(none)).toEqual([
      expect.stringMatching(/^@crawlee\/playwright@\d/),
      expect.stringMatching(/^playwright-core@\d/),
    ]);
  });
});
