import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { Ajv } from 'ajv';
import * as z from 'zod';
import { filledStore, PAGES } from '../site/filled.ts';
import { get, PUBLIC_URL, site } from '../site/site.ts';

// What we serve, judged by programs of others: the Nu HTML checker, Redocly, Frictionless's own reader of data packages, feedparser, the
// schema of JSON Feed, and the W3C's feed validator where FEED_VALIDATOR is a folder of its source (github.com/w3c/feedvalidator; it
// needs python3-lxml and python3-html5lib). They are big, so `bash test/set-up.sh soak` puts them into var/validators or installs
// Debian's, and none is a dependency. What WordPress says of our oEmbed is in wordpress.test.ts.

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

const LISTS = [
  '/search',
  '/council/NBL',
  '/council/COP',
  '/topic/street-lighting',
  '/topic/water-drainage',
  '/practice/social-value',
  '/source/ashden-news',
];
const PYTHON = '/usr/bin/python3';
const hasPython = (...modules: readonly string[]) =>
  spawnSync(PYTHON, ['-c', `import ${modules.join(', ')}`]).status === 0;
const FEED_VALIDATOR = process.env['FEED_VALIDATOR'] ?? '';

/** Saves each list as Atom: the files by their addresses. */
async function saveFeeds(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [at, path] of LISTS.entries())
    files.set(`${PUBLIC_URL}${path}.atom`, await save(`${path}.atom`, `${at}.atom`));
  return files;
}

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

  test.skipIf(!hasPython('feedparser'))('of feeds: feedparser reads each without a complaint', async () => {
    const script = `
import feedparser, json, sys
for file in sys.argv[1:]:
  read = feedparser.parse(file)
  print(json.dumps([read.version, bool(read.bozo)]))`;
    const { said } = await run(PYTHON, '-c', script, ...(await saveFeeds()).values());
    expect(said.trim().split('\n')).toEqual(LISTS.map(() => '["atom10", false]'));
  });

  test.skipIf(FEED_VALIDATOR === '' || !hasPython('lxml', 'html5lib'))(
    'of feeds: no error, the W3C says',
    async () => {
      const script = `
import sys
sys.path.insert(0, sys.argv[1] + '/src')
import feedvalidator
from feedvalidator.logging import Error
for file, address in zip(sys.argv[2::2], sys.argv[3::2]):
  events = feedvalidator.validateString(open(file).read(), firstOccurrenceOnly=1, base=address)['loggedEvents']
  print(len(events) > 5, [type(one).__name__ for one in events if isinstance(one, Error)])`;
      const asked = [...(await saveFeeds())].flatMap(([address, file]) => [file, address]);
      const { said } = await run(PYTHON, '-c', script, FEED_VALIDATOR, ...asked);
      expect(said.trim().split('\n')).toEqual(LISTS.map(() => 'True []'));
    },
  );

  test.skipIf(!existsSync(tool('jsonfeed-schema')))('of JSON feeds: each fits its schema', async () => {
    const schema = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(readFileSync(tool('jsonfeed-schema/schema-v1.1.json'), 'utf8')));
    const fits = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    for (const path of LISTS) {
      expect(fits((await get(app, `${path}.feed.json`)).json()), path).toBe(true);
      expect(fits({ version: 'https://jsonfeed.org/version/1.1', items: [{}] })).toBe(false);
    }
  });
});
