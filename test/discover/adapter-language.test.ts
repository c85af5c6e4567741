import { describe, expect, it } from 'vitest';
import type { SourceDefinition } from '../../src/base/source.ts';
import { listing, type ListingStrategy } from '../../src/base/strategies.ts';
import { type Discovery, discover } from '../../src/discover/discover.ts';
import { formerStartOf, startOf } from '../../src/discover/start-of.ts';
import { pageOf } from './page-of.ts';
import { sourceOf } from './source-of.ts';

type Fields = Omit<Partial<ListingStrategy>, 'kind'> & Pick<ListingStrategy, 'card' | 'link'>;

function read(body: string, fields: Fields, over: Partial<SourceDefinition> = {}): Discovery {
  const strategy = listing({ url: '/news/', ...fields });
  return discover(pageOf(body), { source: sourceOf(strategy, over), strategy, pageNumber: 1 });
}

const told = ({ cards }: Discovery): unknown[] =>
  cards.map(({ url, title, teaser, published }) => [
    new URL(url).pathname + new URL(url).search,
    title,
    ...(published === undefined ? [] : [published.value]),
    ...(teaser === undefined ? [] : [teaser]),
  ]);

describe('cards of flat siblings', () => {
  const run = (town: string, day: number): string =>
    `<span class="day">${day} March 2026</span><h2><a href="/news/${town}">${town} buys</a></h2> by us <p>How ${town} did it.</p>`;
  const fields = { card: '#press > .day', flat: true, link: 'h2 a', title: 'h2', date: '.day', teaser: 'p' };

  it('begin where their first element stands, and hold what follows up to the next', () => {
    const body = `<div id="press">${run('ely', 3)}${run('bath', 2)}</div>`;
    expect(told(read(body, fields))).toEqual([
      ['/news/ely', 'ely buys', '2026-03-03', 'How ely did it.'],
      ['/news/bath', 'bath buys', '2026-03-02', 'How bath did it.'],
    ]);
  });

  it('do not take in what stands below the last of them', () => {
    const below = '<p><a href="?page=2" class="next">Next</a></p><h2><a href="/about">About us</a></h2>';
    const body = `<div id="press">${run('ely', 3)}${run('bath', 2)}${below}</div>`;
    const found = read(body, { ...fields, link: 'a', next: 'a.next' });
    expect(found.cards.map(({ url }) => new URL(url).pathname)).toEqual(['/news/ely', '/news/bath']);
    expect(found.next).toEqual(['https://www.example.org/news/?page=2']);
  });

  it('are found by the loose text between their elements, too', () => {
    const body = `<div id="press"><h3><a href="/a">First of them</a></h3> 4 May 2026 <h3><a href="/b">Second of them</a></h3> 3 May 2026 </div>`;
    const found = read(body, { card: '#press > h3', flat: true, link: 'h3 a', date: '.@text' });
    expect(told(found)).toEqual([
      ['/a', 'First of them', '2026-05-04'],
      ['/b', 'Second of them', '2026-05-03'],
    ]);
  });
});

describe('a lead and a list', () => {
  const lead =
    '<div class="lead"><h1><a href="/news/york">York turns on lamps</a></h1><em>10 June 2026</em></div>';
  const item = (town: string): string =>
    `<div class="entry"><h3><a href="/news/${town}">${town} learns</a></h3></div>`;
  const fields = {
    card: '.entry',
    link: 'h3 a',
    title: 'h3',
    lead: { card: '.lead', link: 'h1 a', title: 'h1', date: 'em' },
  };

  it('are one listing, the lead first', () => {
    expect(told(read(lead + item('ely') + item('bath'), fields))).toEqual([
      ['/news/york', 'York turns on lamps', '2026-06-10'],
      ['/news/ely', 'ely learns'],
      ['/news/bath', 'bath learns'],
    ]);
  });

  it('are one listing without a lead, too, as its second page is', () => {
    expect(told(read(item('ely'), fields))).toEqual([['/news/ely', 'ely learns']]);
  });
});

describe('loose text', () => {
  it('is what stands in a card and in no element of its own', () => {
    const body =
      '<ul><li><a href="d.cfm?id=3&">Ely checks 1 May 2020 again</a>, <em>release</em>, April 24, 2026</li></ul>';
    expect(told(read(body, { card: 'li', link: 'a', date: '.@text' }))).toEqual([
      ['/news/d.cfm?id=3&', 'Ely checks 1 May 2020 again', '2026-04-24'],
    ]);
  });
});

describe('the year in an address', () => {
  const strategy = listing({
    url: '/news/{year}/',
    card: 'article',
    link: 'a',
    pages: { param: 'p', first: 1, step: 1 },
  });
  const source = sourceOf(strategy);
  const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);

  it('is that of the run', () => {
    expect(startOf(source, strategy, at('2026-12-31'))).toBe('https://www.example.org/news/2026/');
    expect(startOf(source, strategy, at('2027-01-01'))).toBe('https://www.example.org/news/2027/');
  });

  it('was another only while the new one has just begun', () => {
    expect(formerStartOf(source, strategy, at('2027-01-20'))).toBe('https://www.example.org/news/2026/');
    expect(formerStartOf(source, strategy, at('2027-02-01'))).toBeUndefined();
  });

  it('stays that of the page on its further pages', () => {
    const page = {
      ...pageOf('<article><a href="/x">A post there</a></article>'),
      url: 'https://www.example.org/news/2025/',
    };
    const { next } = discover(page, { source, strategy, pageNumber: 1 });
    expect(next).toEqual(['https://www.example.org/news/2025/?p=2']);
  });
});

describe('the dialect of dates', () => {
  const item = (day: string): string =>
    `<article><a href="/${day.replaceAll(/\W/g, '')}">About it</a><em>${day}</em></article>`;
  const fields = { card: 'article', link: 'a', date: 'em' };
  const days = (found: Discovery): unknown[] => found.cards.map(({ published }) => published?.value);

  it('decides what a page does not prove', () => {
    expect(days(read(item('03/04/2025'), fields))).toEqual(['2025-04-03']);
    expect(days(read(item('03/04/2025'), fields, { dates: { dayFirst: false } }))).toEqual(['2025-03-04']);
  });

  it('gives way to what a page proves', () => {
    const found = read(item('03/04/2025') + item('11/24/2024'), fields, { dates: { dayFirst: true } });
    expect(days(found)).toEqual(['2025-03-04', '2024-11-24']);
  });

  it('knows which language a month is in, where two mean another by its name', () => {
    const body = item('3 listopad 2024');
    expect(days(read(body, fields))).toEqual([null]);
    expect(days(read(body, fields, { dates: { language: 'pl' } }))).toEqual(['2024-11-03']);
    expect(days(read(body, fields, { dates: { language: 'hr' } }))).toEqual(['2024-10-03']);
  });
});
