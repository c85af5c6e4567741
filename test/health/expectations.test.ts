import { expect, it } from 'vitest';
import { unmetByListing } from '../../src/health/expectations.ts';
import { expectationsOf } from '../../src/health/pinned.ts';

const TOWNS = ['Ayr', 'Bute', 'Cowes', 'Deal', 'Ely', 'Fife'];
const cards = (teaser: (title: string, at: number) => string) =>
  TOWNS.map((town, at) => {
    const title = `${town} buys its lamps with care`;
    return { title, teaser: teaser(title, at) };
  });
const kinds = (shown: ReturnType<typeof cards>): string[] =>
  unmetByListing({ cards: shown, dropped: 0, hasNext: false }, { expect: { card: ['teaser'] } }).map(
    ({ kind }) => kind,
  );

it('a teaser is expected to be no link’s label, no day, and nothing that begins with the title', () => {
  expect(kinds(cards((_, at) => `It saved ${at + 2} parts of ten.`))).toEqual([]);
  expect(kinds(cards(() => 'Read more'))).toEqual(['lacks']);
  expect(kinds(cards((_, at) => `${at + 1} May 2026`))).toEqual(['lacks']);
  expect(kinds(cards((title, at) => `${title} It saved ${at + 2} parts of ten.`))).toEqual(['lacks']);
  expect(kinds(cards(() => ''))).toEqual(['lacks']);
});

it('what is no teaser is never pinned as one', () => {
  const pinned = (shown: ReturnType<typeof cards>) =>
    expectationsOf({
      ...{ cards: shown, hasNext: false },
      posts: { posts: 0, dated: 0, authored: 0, words: [] },
    })?.card;
  expect(pinned(cards((_, at) => `It saved ${at + 2} parts of ten.`))).toEqual(['title', 'teaser']);
  expect(pinned(cards(() => 'Read more'))).toEqual(['title']);
});
