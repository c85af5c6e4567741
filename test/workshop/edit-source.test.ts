import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editSource } from '../../src/workshop/edit-source.ts';

const FOLDER = new URL('../../sources/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));

const SOURCE = `/** A site, with } and { in its story. */
import { defineSource } from '../src/base/source.ts';

export default defineSource({
  id: 'it',
  // A comment, with a comma.
  home: "https://it's.example/",
  urlRules: [{ from: /^\\/a[/}](?:x|y)/i, to: '/b' }],
  discover: listing({ url: '/{year}/', card: \`a\` }),
  keep: ({ url }) => !/\\.pdf$|[/,]x/.test(url) && url.length / 2 > 3,
});
`;

describe('a source file', () => {
  it.each([
    ['id', "'it'"],
    ['home', '"https://it\'s.example/"'],
    ['urlRules', "[{ from: /^\\/a[/}](?:x|y)/i, to: '/b' }]"],
    ['discover', "listing({ url: '/{year}/', card: `a` })"],
    ['keep', '({ url }) => !/\\.pdf$|[/,]x/.test(url) && url.length / 2 > 3'],
  ])('tells where the value of %s begins and ends', (name, value) => {
    expect(SOURCE).toContain(`${name}: ${value},`);
    expect(editSource(SOURCE, { [name]: 'ANOTHER' })).toBe(SOURCE.replace(value, 'ANOTHER'));
  });

  it('gets another value in place, a new field in its place, and loses one', () => {
    const edited = editSource(SOURCE, {
      home: "'https://new.example/'",
      expect: '{ cards: 3 }',
      urlRules: undefined,
    });
    expect(edited).toBe(
      SOURCE.replace(`"https://it's.example/"`, `'https://new.example/'`)
        .replace(/\n {2}urlRules.*/, '')
        .replace('card: `a` }),', 'card: `a` }),\n  expect: { cards: 3 },'),
    );
  });

  it('that is built in another way is left alone', () => {
    expect(editSource('export default defineSource(make());', { home: "''" })).toBeUndefined();
    expect(editSource('export default defineSource({ ...shared, id });', { home: "''" })).toBeUndefined();
  });

  it.each(files)('%s can be edited, and is as before where its own values are put back', (name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    for (const field of ['id', 'home', 'discover', 'article']) {
      const edited = editSource(text, { [field]: 'ANOTHER' }) ?? '';
      const [before = '', after = ''] = edited.split('ANOTHER');
      expect(before).toMatch(new RegExp(`\\b${field}: $`));
      expect(text.startsWith(before) && text.endsWith(after)).toBe(true);
      const own = text.slice(before.length, text.length - after.length);
      expect(editSource(edited, { [field]: own })).toBe(text);
    }
  });
});
