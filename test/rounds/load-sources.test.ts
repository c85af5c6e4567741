import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/errors.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';

const BUNDLED_SOURCES = fileURLToPath(new URL('../../sources/', import.meta.url));

const run = promisify(execFile);

const FIELDS = `name: 'One', publisher: 'P', home: 'https://one.example/news/', hosts: { canonical: 'one.example' },
  cadence: { perMonth: 2, quietOkDays: 60 }, discover: feed({ url: '/feed/' })`;
const madeBy = (id: string): string =>
  `export default ({ defineSource, feed }) => defineSource({ id: '${id}', ${FIELDS} });\n`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-sources-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string, into = folder): string {
  mkdirSync(into, { recursive: true });
  const file = path.join(into, name);
  writeFileSync(file, text);
  return file;
}

async function failure(folders: readonly string[]): Promise<Failure> {
  const thrown: unknown = await loadSources(folders).catch((error: unknown) => error);
  if (!(thrown instanceof Failure)) throw new Error(`expected a Failure, got ${String(thrown)}`);
  expect(thrown.kind).toBe('config');
  return thrown;
}

async function messageInNode(folder: string): Promise<string> {
  const module = JSON.stringify(new URL('../../src/rounds/load-sources.ts', import.meta.url).href);
  const script = `const { loadSources } = await import(${module});
    await loadSources([${JSON.stringify(folder)}]).catch((error) => console.log(error.message));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  return stdout;
}

describe('loadSources', () => {
  it('refuses an expression that may take for ever, with its line and what to write instead', async () => {
    const rule = "{ from: /^\\/(\\w+-?)*\\.html$/, to: '/' }";
    const text = `export default ({ defineSource, feed }) => defineSource({ id: 'endless',\n urlRules: [${rule}], ${FIELDS} });\n`;
    const file = put('endless.ts', text);
    const { message } = await failure([folder]);
    expect(message).toContain(`${file}:2: urlRules.0.from: /^\\/(\\w+-?)*\\.html$/ may take for ever`);
    expect(message).toContain('Write it so that each character can be taken in one way only');
  });

  it('loads the bundled sources by id, each with the hash of its file', async () => {
    const loaded = await loadSources([BUNDLED_SOURCES]);
    const ids = loaded.map(({ source }) => source.id);
    expect(ids).toContain('ashden-news');
    expect(ids).toEqual([...ids].sort());
    for (const { file, hash } of loaded)
      expect(hash).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
  });

  it('gives a function outside the project the kit, so that it imports nothing', async () => {
    put('one.ts', madeBy('one'));
    const [loaded] = await loadSources([folder]);
    expect(loaded?.source).toMatchObject({ id: 'one', licence: 'links only', discover: { kind: 'feed' } });
  });

  it('reads .ts, .js and .mjs, and leaves out what starts with _ or is no code', async () => {
    put('one.ts', madeBy('one'));
    put('two.js', madeBy('two'));
    put('three.mjs', madeBy('three'));
    put('_draft.ts', 'not code at all');
    put('README.md', '# Sources');
    put('one.test.ts', 'throw new Error()');
    const loaded = await loadSources([folder]);
    expect(loaded.map(({ source }) => source.id)).toEqual(['one', 'three', 'two']);
  });

  it.each([
    [`card: 'a[href^=/news', link: '.'`, 'discover.card', 'a[href^=/news'],
    [`card: 'article >> h3', link: 'h3 a'`, 'discover.card', 'article >> h3'],
    [`card: 'article', link: ['a', 'h3 [']`, 'discover.link', 'h3 ['],
    [`card: 'article', link: 'a', date: 'time)@datetime'`, 'discover.date', 'time)@datetime'],
  ])(
    'refuses a selector that cannot be read, by its field and its words: %s',
    async (parts, field, words) => {
      const listing = `({ kind: 'listing', url: '/', maxPages: 1, ${parts} })`;
      put('one.ts', madeBy('one').replace(`feed({ url: '/feed/' })`, listing));
      const { message, place } = await failure([folder]);
      expect(message).toContain(`${field}: "${words}" is no selector`);
      expect(place.file).toBe(path.join(folder, 'one.ts'));
    },
  );

  it('takes every kind of place in a card', async () => {
    const listing = `({ kind: 'listing', url: '/', maxPages: 1, card: ['article', 'li:first'], link: 'a@href', title: '.', date: 'time@datetime', teaser: '.@text' })`;
    put('one.ts', madeBy('one').replace(`feed({ url: '/feed/' })`, listing));
    expect(await loadSources([folder])).toHaveLength(1);
  });

  it('takes folders relative to the working directory, and the same folder twice as one', async () => {
    put('one.ts', madeBy('one'));
    const relative = path.relative(process.cwd(), folder);
    expect(await loadSources([relative, folder])).toHaveLength(1);
  });

  it('sees an edit of a file that it has loaded before', async () => {
    put('one.ts', madeBy('one'));
    const [before] = await loadSources([folder]);
    put('one.ts', madeBy('one').replace("'One'", "'One, renamed'"));
    const [after] = await loadSources([folder]);
    expect(after?.source.name).toBe('One, renamed');
    expect(after?.hash).not.toBe(before?.hash);
  });

  it('names the setting and the folder that is missing', async () => {
    const { message } = await failure([path.join(folder, 'nowhere')]);
    expect(message).toContain(path.join(folder, 'nowhere'));
    expect(message).toContain('LAMPLIGHTER_SOURCES');
  });

  // In a process of its own: the lines are Node's, and a test runner has its own reader of TypeScript.
  it.each([
    ['a syntax error', 'export default {\n  id: "one",\n  oops oops\n};\n', 3],
    ['code that throws', 'export const a: number = 1;\n\n\nnothingOfThatName();\n', 4],
  ])('names file and line of %s', async (_, text, line) => {
    const file = put('one.ts', text);
    const said = await messageInNode(folder);
    expect(said).toContain(`${file}:${line}: does not run: `);
  });

  it('names file and field of every wrong field', async () => {
    const file = put(
      'one.ts',
      madeBy('one').replace('perMonth', 'perMoth').replace("'one.ex", "'https://one.ex"),
    );
    const { message } = await failure([folder]);
    expect(message).toContain(file);
    expect(message).toContain('hosts.canonical');
    expect(message).toContain('perMoth');
  });

  it('checks a plain object as strictly as one that defineSource made', async () => {
    put('one.ts', `export default { id: 'one', titel: 'One' };\n`);
    expect((await failure([folder])).message).toContain('titel');
  });

  it('says that a file has no source, and how to write one', async () => {
    const file = put('one.ts', 'export const source = 1;\n');
    const { message } = await failure([folder]);
    expect(message).toContain(file);
    expect(message).toContain('export default defineSource');
  });

  it('wants the id to be the name of the file', async () => {
    put('one.ts', madeBy('won'));
    const { message, place } = await failure([folder]);
    expect(message).toContain('"won"');
    expect(place.field).toBe('id');
  });

  it('refuses the same id in two folders, and names both files', async () => {
    const first = put('one.ts', madeBy('one'));
    const second = put('one.mjs', madeBy('one'), path.join(folder, 'more'));
    const { message } = await failure([folder, path.join(folder, 'more')]);
    expect(message).toContain(first);
    expect(message).toContain(second);
  });
});
