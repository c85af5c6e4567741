import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// What each room may import from, beside itself. Left to right: an import never points to a later step.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/base': [],
  queue: ['src/base'],
  sources: ['src/base'],
  'src/web': ['src/base'],
  'src/store': ['src/base'],
  'src/fetch': ['src/base'],
  'src/discover': ['src/base', 'src/fetch'],
  'src/extract': ['src/base', 'src/fetch', 'src/discover'],
  'src/classify': ['src/base', 'src/fetch', 'src/discover', 'src/extract'],
  'src/candidates': ['src/base', 'src/fetch', 'src/discover', 'src/extract', 'src/classify', 'src/store'],
  'src/review': ['src/base', 'src/web', 'src/extract', 'src/classify', 'src/candidates', 'src/store'],
  'src/learn': ['src/base', 'src/extract', 'src/classify', 'src/candidates', 'src/review', 'src/store'],
  'src/catalogue': [
    'src/base',
    'src/web',
    'src/fetch',
    'src/extract',
    'src/classify',
    'src/candidates',
    'src/review',
    'src/store',
  ],
  'src/publish': ['src/base', 'src/web', 'src/classify', 'src/review', 'src/catalogue', 'src/store'],
};

// Which files may do what only one place may do.
const ONLY_IN: readonly { what: string; pattern: RegExp; where: RegExp }[] = [
  { what: 'the environment', pattern: /\bprocess\.env\b/, where: /^src\/run\/config\.ts$/ },
  {
    what: 'a network client',
    // BlockList and isIP only reckon with addresses.
    pattern:
      /^import (?!type |\{ (?:BlockList|isIP)(?:, (?:BlockList|isIP))* \})[^;]*from '(undici|node:https?|node:net|node:tls|node:dns)/m,
    where: /^src\/fetch\//,
  },
  { what: 'a global fetch', pattern: /(?<![.\w])fetch\(/, where: /^src\/fetch\// },
  {
    what: 'SQL',
    pattern: /\b(insert into|delete from|select [\w*.(]+.* from|update \w+ set)\b/i,
    where: /^src\/store\//,
  },
  { what: 'SQLite', pattern: /from 'node:sqlite'/, where: /^src\/store\// },
  { what: 'BullMQ or ioredis', pattern: /from '(bullmq|ioredis)/, where: /^queue\// },
];

type SourceFile = { readonly path: string; readonly text: string; readonly imports: readonly string[] };

const files = ['queue', 'sources', 'src'].flatMap(sourceFiles);

describe('the house', () => {
  it('has files to judge, and imports among them', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(100);
  });

  it.each(Object.keys(MAY_IMPORT))('%s imports only from earlier steps', (room) => {
    const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
    const wrong = files
      .filter((file) => roomOf(file.path) === room)
      .flatMap((file) =>
        file.imports
          .filter((target) => !allowed.includes(roomOf(target)))
          .map((target) => `${file.path} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no room that nobody listed', () => {
    const rooms = new Set(files.map((file) => roomOf(file.path)));
    expect([...rooms].filter((room) => room !== 'src/run' && !(room in MAY_IMPORT))).toEqual([]);
  });

  it('keeps sources to base/source and base/strategies', () => {
    const wrong = files
      .filter((file) => file.path.startsWith('sources/'))
      .flatMap((file) =>
        file.imports.filter((target) => !/^src\/base\/(source|strategies)\.ts$/.test(target)),
      );
    expect(wrong).toEqual([]);
  });

  it.each(ONLY_IN)('keeps $what in its own place', ({ pattern, where }) => {
    const wrong = files.filter((file) => !where.test(file.path) && pattern.test(withoutComments(file.text)));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(cycles(files)).toEqual([]);
  });

  it('keeps files short: half of them within 80 lines, nearly all within 250', () => {
    const lengths = files.map((file) => file.text.split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length * 0.5)]).toBeLessThanOrEqual(80);
    expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThanOrEqual(250);
  });
});

function sourceFiles(folder: string): SourceFile[] {
  const paths = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(
      (path) => path.endsWith('.ts') && !path.includes('recordings') && statSync(join(ROOT, path)).isFile(),
    );
  return paths.map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
      ([, target]) => target ?? '',
    );
    return {
      path,
      text,
      imports: found.map((target) => relative(ROOT, resolve(ROOT, dirname(path), target))),
    };
  });
}

function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? `${first}/${second}` : first;
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

function cycles(all: readonly SourceFile[]): string[] {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of byPath.get(path)?.imports ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of all) visit(path, []);
  return found;
}
