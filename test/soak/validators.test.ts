import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { filledStore, PAGES } from '../site/filled.ts';
import { get, site } from '../site/site.ts';

// What we serve, judged by programs of others: the Nu HTML checker, Redocly, and Frictionless's own reader of data packages. They are
// big, so `bash test/set-up.sh soak` puts them into var/validators, and none is a dependency.

const TOOLS = fileURLToPath(new URL('../../var/validators/node_modules', import.meta.url));
const tool = (path: string) => join(TOOLS, path);
const run = async (command: string, ...args: readonly string[]) =>
  promisify(execFile)(command, [...args], { maxBuffer: 50_000_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: unknown) =>
      z
        .object({ code: z.number(), stdout: z.string(), stderr: z.string() })
        .transform(({ code, stdout, stderr }) => ({ code, said: stdout + stderr }))
        .parse(error),
  );

const dir = mkdtempSync(join(tmpdir(), 'lamplighter-validators-'));
let app: FastifyInstance;
beforeAll(async () => {
  app = await site(filledStore(), { sendMail: async () => Promise.resolve(undefined) });
});
afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true, force: true });
});

async function save(path: string, name: string): Promise<string> {
  const file = join(dir, name);
  const answer = await get(app, path);
  const { location } = answer.headers;
  writeFileSync(file, (typeof location === 'string' ? await get(app, location) : answer).body);
  return file;
}

const FRAMES = [
  '/embed/page?council=NBL',
  '/embed/list?q=lamps',
  '/embed/case/2-x',
  '/why?council=NBL',
  '/alert?q=lamps',
];

describe('what others’ validators say', () => {
  test.skipIf(!existsSync(tool('vnu-jar')))('of every kind of page: no error', async () => {
    mkdirSync(join(dir, 'pages'));
    for (const [at, path] of [...PAGES, ...FRAMES].entries()) await save(path, `pages/${at}.html`);
    const jar = tool('vnu-jar/build/dist/vnu.jar');
    const { said } = await run('java', '-jar', jar, '--errors-only', '--format', 'gnu', join(dir, 'pages'));
    expect(said).toBe('');
  });

  test.skipIf(!existsSync(tool('@redocly')))('of the API’s document: no error', async () => {
    const file = await save('/openapi.json', 'openapi.json');
    const { code, said } = await run(process.execPath, tool('@redocly/cli/bin/cli.js'), 'lint', file);
    expect(said).not.toMatch(/\b[1-9]\d* errors?\b/);
    expect(code).toBe(0);
  });

  test.skipIf(!existsSync(tool('datapackage')))(
    'of the data package: valid, and every row of every table read',
    async () => {
      const { resources } = z
        .object({ resources: z.array(z.object({ path: z.string() })) })
        .parse((await get(app, '/data/datapackage.json')).json());
      for (const { path } of [{ path: 'datapackage.json' }, ...resources]) await save(`/data/${path}`, path);
      const script = `
      const { Package } = require(${JSON.stringify(tool('datapackage'))});
      Package.load(${JSON.stringify(join(dir, 'datapackage.json'))}, { strict: true }).then(async (one) => {
        for (const resource of one.resources) console.log(resource.name, (await resource.read()).length);
      }).catch((error) => { console.error(String(error), ...(error.errors ?? []).map(String)); process.exit(1); });`;
      const { code, said } = await run(process.execPath, '-e', script);
      expect([code, said]).toEqual([0, expect.stringMatching(/cases [1-9]/)]);
      expect(said.trim().split('\n')).toHaveLength(resources.length);
    },
  );
});
