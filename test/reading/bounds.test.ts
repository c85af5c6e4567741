import { expect, it } from 'vitest';
import { NO_DATE } from '../../src/base/dates/dates.ts';
import { NOTHING } from '../../src/discover/discovery.ts';
import { boundDiscovery, boundPost } from '../../src/reading/bounds.ts';

it('takes the contents that came with cards only as far as a page may hold them, and the cards all the same', () => {
  const html = 'a'.repeat(900_000);
  const cards = Array.from({ length: 80 }, (_, at) => ({
    url: `https://a.example/${at}`,
    content: { html, origin: 'feed' as const },
  }));
  const found = boundDiscovery({ ...NOTHING, cards }).cards;
  expect(found).toHaveLength(80);
  expect(found.filter(({ content }) => content !== undefined)).toHaveLength(6);
});

it('says what was left out of a post when it was read, and what is left out now', () => {
  const post = {
    url: 'https://a.example/1',
    title: 'Lamps',
    canonicals: [],
    winners: {},
    published: NO_DATE,
  };
  const cut = '1 of 9 blocks of text were left out';
  const blocks = Array.from({ length: 10_002 }, () => ({ kind: 'body' as const, text: 'lamp' }));
  expect(boundPost({ ...post, blocks: blocks.slice(2) })).not.toHaveProperty('cut');
  expect(boundPost({ ...post, blocks: blocks.slice(2), cut }).cut).toBe(cut);
  const page = { kind: 'body' as const, text: 'a'.repeat(90_000) };
  expect(boundPost({ ...post, blocks: [page, page, page] }).cut).toBe('1 of 3 blocks of text were left out');
  expect(boundPost({ ...post, blocks, cut }).cut).toBe(`${cut}, 2 of 10002 blocks of text were left out`);
});
