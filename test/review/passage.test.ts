import { expect, test } from 'vitest';
import type { Block } from '../../src/model/post.ts';
import { bestPassage } from '../../src/review/passage.ts';

const body = (words: number): Block => ({ kind: 'body', text: 'word '.repeat(words).trim() });
const heading: Block = { kind: 'heading', text: 'What we bought' };

test('a short text is shown whole', () => {
  expect(bestPassage([body(200), body(200)], [{ block: 1 }])).toEqual({ from: 0, to: 2 });
});

test('a long one opens where most answers stand together, with the heading above', () => {
  const blocks = [
    ...Array.from({ length: 10 }, () => body(100)),
    heading,
    ...Array.from({ length: 9 }, () => body(100)),
  ];
  const answers = [{ block: 0 }, { block: 11 }, { block: 13 }];
  expect(bestPassage(blocks, answers)).toEqual({ from: 10, to: 14 });
});

test('a long one without an answer opens at its beginning, also where the answers are in its title', () => {
  const blocks = Array.from({ length: 20 }, () => body(100));
  expect(bestPassage(blocks, [{ block: undefined }, { block: -1 }])).toEqual({ from: 0, to: 3 });
  expect(bestPassage([], [])).toEqual({ from: 0, to: 0 });
});
