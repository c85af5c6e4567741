import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// What each room may import from, besides itself, floor by floor: an import never points up or across to what is not named.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/base': [],
  'src/model': ['src/base'],
  queue: ['src/base'],
  sources: ['src/base'],
  'src/web': ['src/base', 'src/model'],
  'src/demo': ['src/base'],
  'src/fetch': ['src/base', 'src/model'],
  'src/discover': ['src/base', 'src/model'],
  'src/extract': ['src/base', 'src/model'],
  'src/classify': ['src/base', 'src/model'],
  'src/store': ['src/base', 'src/model'],
  'src/reading': [
    ...['src/base', 'src/model', 'src/fetch', 'src/discover', 'src/extract', 'src/classify', 'src/store'],
  ],
  'src/health': ['src/base', 'src/model', 'src/discover', 'src/store'],
  'src/candidates': ['src/base', 'src/model', 'src/store'],
  'src/accounts': ['src/base', 'src/model', 'src/web', 'src/fetch', 'src/store'],
  'src/catalogue': [
    ...['src/base', 'src/model', 'src/fetch', 'src/extract', 'src/classify', 'src/store', 'src/reading'],
  ],
  'src/learn': ['src/base', 'src/model', 'src/classify', 'src/store'],
  'src/rounds': [
    ...[
      'queue',
      'src/base',
      'src/model',
      'src/fetch',
      'src/discover',
      'src/extract',
      'src/classify',
      'src/store',
    ],
    ...['src/reading', 'src/health', 'src/candidates', 'src/learn'],
  ],
  'src/review': [
    'src/base',
    'src/model',
    'src/web',
    'src/classify',
    'src/store',
    'src/accounts',
    'src/learn',
  ],
  'src/site': ['src/base', 'src/model', 'src/web', 'src/classify', 'src/store', 'src/catalogue'],
  'src/desk': [
    ...['src/base', 'src/model', 'src/web', 'src/classify', 'src/store'],
    ...['src/candidates', 'src/accounts', 'src/catalogue', 'src/learn', 'src/review'],
  ],
  'src/workshop': [
    ...['src/base', 'src/model', 'src/fetch', 'src/discover', 'src/extract', 'src/classify', 'src/store'],
    ...['src/reading', 'src/health', 'src/rounds', 'src/review'],
  ],
  'src/mend': [
    ...['src/base', 'src/model', 'src/fetch', 'src/discover', 'src/extract', 'src/store', 'src/health'],
    ...['src/reading', 'src/rounds', 'src/workshop'],
  ],
  'src/trials': [
    ...['src/base', 'src/model', 'src/fetch', 'src/discover', 'src/extract', 'src/store', 'src/health'],
    ...['src/reading', 'src/rounds', 'src/workshop'],
  ],
  'src/remote': [
    ...[
      'queue',
      'src/base',
      'src/model',
      'src/fetch',
      'src/discover',
      'src/extract',
      'src/reading',
      'src/store',
      'src/rounds',
    ],
  ],
  'src/server': [
    ...[
      'queue',
      'src/base',
      'src/model',
      'src/web',
      'src/fetch',
      'src/classify',
      'src/store',
      'src/accounts',
    ],
    ...['src/rounds', 'src/review', 'src/site', 'src/desk'],
  ],
  // Where the parts meet: the command line may call on every room.
  'src/run': [
    ...['queue', 'src/base', 'src/model', 'src/web', 'src/demo', 'src/fetch', 'src/discover', 'src/extract'],
    ...[
      'src/classify',
      'src/store',
      'src/reading',
      'src/health',
      'src/candidates',
      'src/accounts',
      'src/catalogue',
      'src/learn',
    ],
    ...[
      'src/rounds',
      'src/review',
      'src/site',
      'src/desk',
      'src/trials',
      'src/workshop',
      'src/mend',
      'src/remote',
    ],
    ...['src/server'],
  ],
};

// Rooms that are named before they have files; everywhere else, none seen is a fault of this test.
const NOT_YET: readonly string[] = [];

// Folders that may hold more files side by side than one can take in at a look, and why.
const CROWDED: Readonly<Record<string, string>> = {
  'src/store': 'a file for each table: the name of a table finds its file',
};
const MOST_FILES = 25;
const BIGGEST_ROOM = 0.13;

// Which files may do what only one place may do.
const ONLY_IN: readonly { what: string; pattern: RegExp; where: RegExp; breach: string }[] = [
  {
    what: 'the environment',
    pattern: /\bprocess\.env\b/,
    where: /^src\/run\/config\.ts$/,
    breach: 'process.env',
  },
  {
    what: 'a network client',
    // BlockList and isIP only reckon with addresses.
    pattern:
      /^import (?!type |\{ (?:BlockList|isIP)(?:, (?:BlockList|isIP))* \})[^;]*from '(undici|node:https?|node:net|node:tls|node:dns)/m,
    where: /^src\/fetch\//,
    breach: "import { Agent } from 'undici';",
  },
  {
    what: 'a global fetch',
    pattern: /(?<![.\w])fetch\(/,
    where: /^src\/fetch\//,
    breach: 'await fetch(url)',
  },
  {
    what: 'SQL',
    pattern: /\b(insert into|delete from|select [\w*.(]+.* from|update \w+ set)\b/i,
    where: /^src\/store\//,
    breach: 'select title from post',
  },
  {
    what: 'SQLite',
    pattern: /from 'node:sqlite'/,
    where: /^src\/store\//,
    breach: "import { DatabaseSync } from 'node:sqlite';",
  },
  {
    // JSON of the store is decoded by its codecs; elsewhere it comes from others: pages of sites (discover, extract, and what
    // tries them out), files and input of the command line (run, workshop, site/package), HTTP (archive), Redis (remote).
    what: 'JSON.parse',
    pattern: /\bJSON\.parse\b/,
    where:
      /^src\/(store\/json-column\.ts$|(discover|extract|workshop|trials|run|remote|site\/package)\/|catalogue\/archive\.ts$)/,
    breach: 'JSON.parse(post.blocks)',
  },
  {
    what: 'BullMQ or ioredis',
    pattern: /from '(bullmq|ioredis)/,
    where: /^queue\//,
    breach: "import { Queue } from 'bullmq';",
  },
];

type SourceFile = { readonly path: string; readonly text: string; readonly imports: readonly string[] };

const files = ['queue', 'sources', 'src'].flatMap(sourceFiles);

describe('the house', () => {
  it('has files to judge, and imports among them', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(100);
  });

  it.each(Object.keys(MAY_IMPORT).filter((room) => !NOT_YET.includes(room)))('sees files in %s', (room) => {
    expect(files.filter((file) => roomOf(file.path) === room)).not.toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT).filter((room) => !NOT_YET.includes(room)))(
    'is told the idea of %s',
    (room) => {
      expect(existsSync(join(ROOT, room, 'README.md'))).toBe(true);
    },
  );

  it('imports only what each room may', () => {
    expect(trespasses(files)).toEqual([]);
  });

  it('has no room that nobody listed', () => {
    expect(strayRooms(files)).toEqual([]);
  });

  it('keeps sources to base/source and base/strategies', () => {
    expect(worldlySources(files)).toEqual([]);
  });

  it.each(ONLY_IN)('keeps $what in its own place', (rule) => {
    expect(outOfPlace(files, rule)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(cycles(files)).toEqual([]);
  });

  it('lists every decision, in the order of their numbers', () => {
    const folder = join(ROOT, 'docs/decisions');
    const listed = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/\]\((\d{4}-[^)]+)\)/g)];
    const written = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
    expect(listed.map(([, name]) => name)).toEqual(written.toSorted());
  });

  it('has one meaning for each exported type', () => {
    expect(ambiguousTypes(files)).toEqual([]);
  });

  it('has no room that outweighs the rest, and no crowded folder without a reason', () => {
    expect(outgrown(files)).toEqual([]);
    expect(crowded(files)).toEqual([]);
  });

  it('keeps files short: half of them within 75 lines, nearly all within 200', () => {
    const lengths = files.map((file) => file.text.split('\n').length - 1).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length * 0.5)]).toBeLessThanOrEqual(75);
    expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThanOrEqual(200);
  });
});

describe('the test of the house notices', () => {
  const file = (path: string, text: string, imports: readonly string[] = []): SourceFile => ({
    path,
    text,
    imports,
  });

  it.each(Object.keys(MAY_IMPORT).filter((room) => room !== 'src/run'))('%s reaching up', (room) => {
    const breach = file(`${room}/breach.ts`, '', ['src/run/main.ts']);
    expect(trespasses([breach])).toEqual([`${room}/breach.ts → src/run/main.ts`]);
  });

  it('a room that nobody listed', () => {
    expect(strayRooms([file('src/attic/box.ts', '')])).toEqual(['src/attic']);
  });

  it('a source that reaches for more than its kit', () => {
    const breach = file('sources/breach.ts', '', ['src/base/text.ts']);
    expect(worldlySources([breach])).toEqual(['sources/breach.ts → src/base/text.ts']);
  });

  it.each(ONLY_IN)('$what out of its place', (rule) => {
    expect(outOfPlace([file('src/attic/box.ts', rule.breach)], rule)).toEqual(['src/attic/box.ts']);
  });

  it('a circle', () => {
    const circle = [
      file('src/base/a.ts', '', ['src/base/b.ts']),
      file('src/base/b.ts', '', ['src/base/a.ts']),
    ];
    expect(cycles(circle)).toEqual(['src/base/a.ts → src/base/b.ts → src/base/a.ts']);
  });

  it('a second type of a name', () => {
    const box = (path: string, text: string) => file(path, text);
    expect(
      ambiguousTypes([
        box('src/base/a.ts', 'export type Box = string;'),
        box('src/web/b.ts', 'export class Box {}'),
        box('src/web/c.ts', 'type Box = number;\nexport type Boxes = Box[];'),
      ]),
    ).toEqual(['Box: src/base/a.ts, src/web/b.ts']);
  });

  it('a room that outgrew the rest, and a crowded folder', () => {
    expect(outgrown([...files, file('src/web/long.ts', '\n'.repeat(10_000))])).toEqual(['src/web']);
    const many = Array.from({ length: MOST_FILES + 1 }, (_, at) => file(`src/web/many/${at}.ts`, ''));
    expect(crowded(many)).toEqual(['src/web/many']);
  });
});

function trespasses(all: readonly SourceFile[]): string[] {
  return all.flatMap((file) => {
    const room = roomOf(file.path);
    const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
    return file.imports
      .filter((target) => !allowed.includes(roomOf(target)) && target !== 'package.json')
      .map((target) => `${file.path} → ${target}`);
  });
}

function strayRooms(all: readonly SourceFile[]): string[] {
  return [...new Set(all.map((file) => roomOf(file.path)))].filter((room) => !(room in MAY_IMPORT));
}

function worldlySources(all: readonly SourceFile[]): string[] {
  return all
    .filter((file) => file.path.startsWith('sources/'))
    .flatMap((file) =>
      file.imports
        .filter((target) => !/^src\/base\/(source|strategies)\.ts$/.test(target))
        .map((target) => `${file.path} → ${target}`),
    );
}

function outOfPlace(all: readonly SourceFile[], { pattern, where }: (typeof ONLY_IN)[number]): string[] {
  return all
    .filter((file) => !where.test(file.path) && pattern.test(withoutComments(file.text)))
    .map((file) => file.path);
}

function ambiguousTypes(all: readonly SourceFile[]): string[] {
  const places = new Map<string, string[]>();
  for (const { path, text } of all) {
    for (const [, name = ''] of text.matchAll(
      /^export (?:declare )?(?:abstract )?(?:type|interface|class|enum) (\w+)/gm,
    ))
      places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...places]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name}: ${paths.toSorted().join(', ')}`);
}

function outgrown(all: readonly SourceFile[]): string[] {
  const house = all.filter((file) => file.path.startsWith('src/'));
  const lines = (of: readonly SourceFile[]) =>
    of.reduce((sum, file) => sum + file.text.split('\n').length - 1, 0);
  const whole = lines(house);
  return Object.keys(MAY_IMPORT).filter(
    (room) => lines(house.filter((file) => roomOf(file.path) === room)) > BIGGEST_ROOM * whole,
  );
}

function crowded(all: readonly SourceFile[]): string[] {
  const folders = all.map((file) => dirname(file.path));
  return [...new Set(folders)].filter(
    (folder) => !(folder in CROWDED) && folders.filter((other) => other === folder).length > MOST_FILES,
  );
}

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
      // Text of ours that writes an import (a drafted source) points nowhere from where it stands.
      imports: found
        .map((target) => relative(ROOT, resolve(ROOT, dirname(path), target)))
        .filter((target) => existsSync(join(ROOT, target))),
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
