import { describe, expect, it } from 'vitest';
import { feed, listing, sitemap, wordpress, type Strategy } from '../../src/base/strategies.ts';
import { nextStep, type WalkedPage, type WalkStep } from '../../src/discover/listing-walk.ts';
import { sourceOf } from './source-of.ts';

const site = 'https://www.example.org';
const pages5 = listing({ url: '/news/', card: 'article', link: 'a', maxPages: 5 });

function page(path: string, keys: string, unseen: number, next: readonly string[] = []): WalkedPage {
  return { url: site + path, keys: Array.from(keys), unseen, next: next.map((to) => site + to) };
}

function after(pages: readonly WalkedPage[], strategy: Strategy = pages5): WalkStep {
  return nextStep(pages, { source: sourceOf(strategy), strategy });
}

describe('the walk through a listing', () => {
  it('reads on while a page holds at least one unseen post, wherever on the page it is', () => {
    expect(after([page('/news/', 'abcdefghij', 1, ['/news/?pg=2'])])).toEqual({
      kind: 'read',
      url: `${site}/news/?pg=2`,
      pageNumber: 2,
    });
  });

  it('stops on a page that was seen whole', () => {
    expect(after([page('/news/', 'abc', 0, ['/news/?pg=2'])])).toEqual({ kind: 'stop', why: 'seen' });
  });

  it('ends where no page follows, and on an empty page past the end', () => {
    expect(after([page('/news/', 'abc', 3)])).toEqual({ kind: 'stop', why: 'end' });
    expect(after([page('/news/', 'abc', 3, ['/2']), page('/2', '', 0, ['/3'])])).toEqual({
      kind: 'stop',
      why: 'end',
    });
  });

  it('says when there was nothing at all', () => {
    expect(after([page('/news/', '', 0, ['/2'])])).toEqual({ kind: 'stop', why: 'empty' });
  });

  it('sees a next link that leads back, under another spelling too', () => {
    const read = [
      page('/news/?startRow=11&nextNID=AB', 'abc', 3, ['/news/?startRow=21&nextNID=AB']),
      page('/news/?startRow=21&nextNID=AB', 'def', 3, ['/news/?nextNID=AB&startRow=11']),
    ];
    expect(after(read)).toEqual({ kind: 'stop', why: 'loop' });
    expect(after([page('/news/', 'abc', 3, ['/news'])])).toEqual({ kind: 'stop', why: 'loop' });
  });

  it('sees a site that gives its last page again and again, in another order too', () => {
    const read = [page('/1', 'abc', 3, ['/2']), page('/2', 'def', 3, ['/3']), page('/3', 'fed', 3, ['/4'])];
    expect(after(read)).toEqual({ kind: 'stop', why: 'loop' });
    expect(after([page('/1', 'abc', 3, ['/2']), page('/2', 'abcd', 1, ['/3'])])).toMatchObject({
      kind: 'read',
    });
  });

  it('takes the first of several next addresses that was not read', () => {
    expect(after([page('/1', 'abc', 3, ['/1', '/2', '/3'])])).toMatchObject({ url: `${site}/2` });
  });

  it.each([pages5, wordpress({ base: '/', maxPages: 5 })])(
    'ends at the limit of a $kind, which is not the end',
    (strategy) => {
      const read = [1, 2, 3, 4, 5].map((n) => page(`/${n}`, `${n}`, 1, [`/${n + 1}`]));
      expect(after(read.slice(0, 4), strategy)).toMatchObject({ kind: 'read', pageNumber: 5 });
      expect(after(read, strategy)).toEqual({ kind: 'stop', why: 'max-pages' });
    },
  );

  it('ends on an endless calendar within its limit', () => {
    const read: WalkedPage[] = [];
    let step: WalkStep = { kind: 'read', url: `${site}/day/0`, pageNumber: 1 };
    while (step.kind === 'read') {
      const n = read.length;
      read.push({ url: step.url, keys: [`post-${n}`], unseen: 1, next: [`${site}/day/${n + 1}`] });
      step = after(read);
    }
    expect(read).toHaveLength(5);
    expect(step.why).toBe('max-pages');
  });

  it('cannot be asked before the first page', () => {
    expect(() => after([])).toThrow('first page');
  });
});

describe('the walk through feeds and sitemaps', () => {
  it('reads a feed whole and nothing else', () => {
    const strategy = feed({ url: '/feed/' });
    expect(after([page('/feed/', 'abc', 3, ['/feed/?paged=2'])], strategy)).toEqual({
      kind: 'stop',
      why: 'end',
    });
    expect(after([page('/feed/', '', 0)], strategy)).toEqual({ kind: 'stop', why: 'empty' });
  });

  it('reads every map of an index, seen or not, up to the limit', () => {
    const strategy = sitemap({ url: '/sitemap.xml', maxMaps: 2 });
    const index = page('/sitemap.xml', '', 0, ['/a.xml', '/b.xml', '/c.xml']);
    const [a, b] = [page('/a.xml', 'xy', 0, ['/sitemap.xml']), page('/b.xml', 'z', 0)];
    expect(after([index], strategy)).toEqual({ kind: 'read', url: `${site}/a.xml`, pageNumber: 2 });
    expect(after([index, a], strategy)).toEqual({ kind: 'read', url: `${site}/b.xml`, pageNumber: 3 });
    expect(after([index, a, b], strategy)).toEqual({ kind: 'stop', why: 'max-pages' });
  });

  it('ends after the last map, and says when they were all empty', () => {
    const strategy = sitemap({ url: '/sitemap.xml' });
    expect(after([page('/sitemap.xml', 'ab', 2)], strategy)).toEqual({ kind: 'stop', why: 'end' });
    expect(after([page('/sitemap.xml', '', 0, ['/a.xml']), page('/a.xml', '', 0)], strategy)).toEqual({
      kind: 'stop',
      why: 'empty',
    });
  });
});
