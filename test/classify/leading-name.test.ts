import { expect, test } from 'vitest';
import { makeLexicon } from '../../src/classify/pack/lexicon.ts';
import { leadingName } from '../../src/classify/councils/leading-name.ts';
import { tokenise } from '../../src/classify/tokens.ts';

const read = (...fields: string[]) => leadingName(fields.map((text) => tokenise(text, makeLexicon())));

test('the most frequent name is told by its share, whatever begins a sentence', () => {
  const many =
    'We asked Anna, Bela, Carla, Dora, Emil, Fritz, Gerda and Hans. They came. They sang. They left.';
  expect(read(many)).toBe(1 + 125);
  expect(read(many.replace('Bela', "Anna's").replace('Carla', 'Anna'))).toBe(1 + 375);
});

test('names are counted across heading, first paragraph and text', () => {
  expect(read('The work of Anna and Bela', 'It was Anna, Carla, Dora', 'With Anna, Emil and Fritz')).toBe(
    1 + Math.round(3000 / 8),
  );
});

test('of a few names, letters and numbers none stands out', () => {
  expect(read('We asked Anna, Bela, Carla, Dora, Emil, Fritz and Gerda')).toBe(0);
  expect(read('so I and I, I, I, I, I, I, I, I and I with 1 2 3 4 5 6 7 8 9')).toBe(0);
  expect(read('')).toBe(0);
});

test('more names than are kept are counted as names, and cost what they must', () => {
  const of = (count: number) => Array.from({ length: count }, (_, at) => `a N${at.toString(26)}x`).join(' ');
  expect(read(of(10_000))).toBe(1);
  expect(read(`${of(20)} ${'by Nix '.repeat(20)}`)).toBeGreaterThan(400);
});
