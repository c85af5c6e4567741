import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { loadMany } from '../../src/reading/load-many.ts';
import { isPlainAdapter } from '../../src/reading/plain-adapter.ts';

const adapter = (id: string, more = ''): string => `// It's the site of ${id}.
export default ({ defineSource, listing }) => defineSource({
  id: '${id}', name: "One's: /news/", publisher: 'P', home: 'https://${id}.example/news/', hosts: { canonical: '${id}.example' },
  cadence: { perMonth: 0.5, quietOkDays: 60 }, discover: listing({ url: '/news/', card: 'article', link: 'h3 a', maxPages: 1 }),${more}
});
`;

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'lamplighter-many-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('many adapters', () => {
  it('are the same from what was kept of them as from their files, until one is edited', async () => {
    const ids = Array.from({ length: 16 }, (_, at) => `one-${at}`);
    const files = ids.map((id, at) =>
      put(id, at === 0 ? adapter(id, ' keep: (card) => card.url !== "",') : adapter(id)),
    );
    const first = await loadMany(files);
    expect(first.map(({ source }) => source.id)).toEqual(ids);
    // Another process would find no modules; here it shows by what is not the same object any more.
    const second = await loadMany(files);
    expect(second.map(({ hash }) => hash)).toEqual(first.map(({ hash }) => hash));
    expect(second.slice(1)).toEqual(first.slice(1));
    expect(second[1]?.source).not.toBe(first[1]?.source);
    expect(second[0]?.source.keep?.({ url: '' })).toBe(false);
    put('one-1', adapter('one-1', " licence: 'OGL',"));
    expect((await loadMany(files))[1]?.source.licence).toBe('OGL');
  });
});

test.each([
  ['an expression', " urlRules: [{ from: /a/, to: 'b' }],"],
  [
    'an expression that looks like a string',
    " paused: /it's/.test(Date()) ? { reason: '', reviewOn: '' } : undefined,",
  ],
  ['a function', ' keep: () => true,'],
  ['a template', ' licence: `${process.cwd()}`,'],
  ['what is about us', ' licence: process.title,'],
  ['a choice', ' licence: true ? process : false,'],
  ['a name alone', ' process,'],
  ['what is spread', ' ...globalThis,'],
  ['a name that is computed', " [name]: 'x',"],
])('%s makes an adapter code', (_, more) => {
  expect(isPlainAdapter(adapter('one'))).toBe(true);
  expect(isPlainAdapter(adapter('one', more))).toBe(false);
});

test('an adapter that imports is code', () => {
  expect(isPlainAdapter(`import { title } from './title.ts';\n${adapter('one')}`)).toBe(false);
});

function put(id: string, text: string): string {
  const file = path.join(folder, `${id}.ts`);
  writeFileSync(file, text);
  return file;
}
