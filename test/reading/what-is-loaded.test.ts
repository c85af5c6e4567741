import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** The packages that a process has loaded when it has imported these files of ours. */
async function packagesOf(...files: readonly string[]): Promise<readonly string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({ load(url, context, next) {
      const name = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url)?.[1];
      if (name !== undefined) seen.add(name);
      return next(url, context);
    } });
    for (const file of process.argv.slice(1)) await import(file);
    process.stdout.write(JSON.stringify([...seen]), () => process.exit(0));`;
  const paths = files.map((file) => join(ROOT, file));
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, ...paths]);
  const found: unknown = JSON.parse((await run).stdout);
  return Array.isArray(found) ? found.map(String) : [];
}

// Each package that nobody needs is some hundredths of a second of CPU and some megabytes, of every process of every crawl.
test('a reader loads what reads markup, and no library that checks shapes', async () => {
  const loaded = await packagesOf('src/reading/reader.ts');
  expect(loaded).toContain('cheerio');
  expect(loaded).not.toContain('zod');
  expect(loaded).not.toContain('yaml');
  expect(loaded).not.toContain('undici');
});

test('a crawl loads what speaks to the network and the store, and nothing that reads pages or rules', async () => {
  const loaded = await packagesOf(
    'src/rounds/crawl.ts',
    'src/rounds/load-sources.ts',
    'src/run/open-tools.ts',
  );
  expect(loaded).toContain('undici');
  for (const name of ['cheerio', 'css-select', 'htmlparser2', 'yaml']) expect(loaded).not.toContain(name);
});
