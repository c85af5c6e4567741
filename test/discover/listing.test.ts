import { describe, expect, it } from 'vitest';
import type { ListingStrategy } from '../../src/base/strategies.ts';
import { browser, listing } from '../../src/base/strategies.ts';
import { discover, type Discovery } from '../../src/discover/discover.ts';
import { startOf } from '../../src/discover/start-of.ts';
import type { SourceDefinition } from '../../src/base/source.ts';
import { pageOf } from './page-of.ts';
import { sourceOf } from './source-of.ts';

type Fields = Omit<Partial<ListingStrategy>, 'kind'>;

function read(
  body: string,
  fields: Fields = {},
  over: Partial<SourceDefinition> & { pageNumber?: number; bare?: true } = {},
): Discovery {
  const { pageNumber = 1, bare, ...source } = over;
  const usual = bare ? {} : { title: 'h3', date: 'time' };
  const strategy = listing({
    url: '/news/',
    card: 'article',
    link: 'h3 a',
    ...usual,
    ...fields,
  });
  return discover(pageOf(body), { source: sourceOf(strategy, source), strategy, pageNumber });
}

const card = (slug: string, more = ''): string =>
  `<article><h3><a href="/news/${slug}/">About ${slug}</a></h3>${more}</article>`;

describe('a listing', () => {
  it('gives a card for each element of its selector, with title, date and teaser', () => {
    const body = `<main>${card('lamps', '<time>12 November 2019</time><p class="t">How a town  bought\n light.</p>')}</main>`;
    expect(read(body, { teaser: '.t' }).cards).toEqual([
      {
        url: 'https://www.example.org/news/lamps/',
        title: 'About lamps',
        date: '12 November 2019',
        published: { value: '2019-11-12', precision: 'day', origin: 'text' },
        teaser: 'How a town bought light.',
      },
    ]);
  });

  it('reads upper-case tags that are never closed', () => {
    const body = `<HTML><BODY><UL><LI CLASS=item><H3><A HREF=one.cfm>One</A></H3><LI CLASS=item><H3><A HREF='two.cfm'>Two &amp; more</A></H3><P>x`;
    expect(read(body, { card: 'li.item' }).cards.map(({ url, title }) => [url, title])).toEqual([
      ['https://www.example.org/news/one.cfm', 'One'],
      ['https://www.example.org/news/two.cfm', 'Two & more'],
    ]);
  });

  it('reads the cards before a page breaks off', () => {
    expect(read(`${card('a')}<article><h3><a href="/news/b/`).cards.map(({ title }) => title)).toEqual([
      'About a',
    ]);
  });

  it('does not take the posts of "Most read" and "Related" for cards', () => {
    const aside =
      '<aside><h2>Most read</h2><h3><a href="/news/old/">Old</a></h3></aside><ul class="related"><li><a href="/news/b/">B</a></ul>';
    expect(read(`${aside}${card('a')}${card('b')}${aside}`).cards.map(({ url }) => url)).toEqual([
      'https://www.example.org/news/a/',
      'https://www.example.org/news/b/',
    ]);
  });

  it('makes one card of a post that it shows twice, named by the link with words', () => {
    const body =
      '<article><a href="/news/a/?utm_source=x"><img src="a.png"></a></article><article><a href="/news/a">About a</a></article>';
    expect(read(body, { link: 'a' }, { bare: true }).cards).toEqual([
      { url: 'https://www.example.org/news/a/?utm_source=x', title: 'About a' },
    ]);
  });

  it('leaves out cards whose link leads nowhere', () => {
    const bad = ['mailto:a@b.example', 'javascript:void(0)', 'http://'].map(
      (href) => `<article><h3><a href="${href}">x</a></h3></article>`,
    );
    expect(read(`${bad.join('')}<article><h3>no link</h3></article>${card('a')}`).cards).toHaveLength(1);
  });

  it('resolves links from <base>, and reads addresses from attributes and from the card itself', () => {
    const body =
      '<base href="https://www.example.org/blog/"><a class="c" href="one" data-on="2 June 2023"><b>One</b></a>';
    expect(read(body, { card: '.c', link: '.', title: '.', date: '.@data-on' }).cards).toEqual([
      {
        url: 'https://www.example.org/blog/one',
        title: 'One',
        date: '2 June 2023',
        published: { value: '2023-06-02', precision: 'day', origin: 'text' },
      },
    ]);
  });

  it('names a picture link by its label or its picture', () => {
    const body =
      '<article><a href="/a" aria-label="A label"><img></a></article><article><a href="/b"><img alt="A picture"></a></article>';
    expect(read(body, { link: 'a' }, { bare: true }).cards.map(({ title }) => title)).toEqual([
      'A label',
      'A picture',
    ]);
  });

  it('takes the first reader of a chain that gives text, and counts which one won', () => {
    const body = `${card('a', '<p class="on">3 May 2021</p>')}${card('b', '<time>4 May 2021</time>')}${card('c', '<time> </time><p class="on">5 May 2021</p>')}`;
    const found = read(body, { card: ['.teaser', 'article'], date: ['time', '.on'] });
    expect(found.cards.map(({ date }) => date)).toEqual(['3 May 2021', '4 May 2021', '5 May 2021']);
    expect(found.winners).toEqual({ card: [0, 1], link: [3], title: [3], date: [1, 2] });
  });

  it('prefers the datetime of a <time> to its words, unless it is no day', () => {
    const body = `${card('a', '<time datetime="2023-09-04T00:30:00+01:00">4/9/23</time>')}${card('b', '<time datetime="PT4M">5 Sep 2023</time>')}`;
    expect(read(body).cards.map(({ published }) => published)).toEqual([
      { value: '2023-09-04', precision: 'day', origin: 'time' },
      { value: '2023-09-05', precision: 'day', origin: 'text' },
    ]);
  });

  it('reads the date in the address only where the source names no date in its cards', () => {
    const body = '<article><h3><a href="/2019/12/02/x">X</a></h3></article>';
    expect(read(body, {}, { bare: true }).cards[0]?.published?.value).toBe('2019-12-02');
    expect(read(body).cards[0]?.published).toBeUndefined();
  });

  it('is empty by declaration when the source says so, and only then', () => {
    const empty = {
      empty: ($: Parameters<NonNullable<SourceDefinition['empty']>>[0]) => $('.no-results').length > 0,
    };
    expect(read('<p class="no-results">Nothing yet', {}, empty)).toMatchObject({
      cards: [],
      declaredEmpty: true,
    });
    expect(read(`${card('a')}<p class="no-results" hidden>Nothing yet`, {}, empty)).toMatchObject({
      declaredEmpty: false,
    });
    expect(read('<p>Welcome', {}, empty)).toMatchObject({ cards: [], declaredEmpty: false });
    expect(read('')).toMatchObject({ cards: [], declaredEmpty: false });
  });

  it('turns away what `keep` does not want, and counts it', () => {
    const body = `${card('a')}<article><h3><a href="/events/b/">B</a></h3></article>`;
    expect(read(body, {}, { keep: ({ url }) => !url.includes('/events/') })).toMatchObject({
      cards: [{ title: 'About a' }],
      dropped: 1,
    });
  });

  it('is read in the same way when a browser rendered it', () => {
    const strategy = browser({ url: '/app/', card: 'article', link: 'h3 a', more: 'button.more' });
    const source = sourceOf(strategy);
    expect(startOf(source, strategy, 0)).toBe('https://www.example.org/app/');
    expect(discover(pageOf(card('a')), { source, strategy, pageNumber: 1 }).cards[0]?.title).toBe('About a');
  });

  it('survives elements nested a hundred thousand deep', () => {
    expect(read(`${card('a')}${'<div>'.repeat(100_000)}`).cards).toHaveLength(1);
  });
});

describe('the pages of a listing', () => {
  it.each([
    [
      'a WordPress path',
      { pages: { path: '/news/page/{n}/', first: 1, step: 1 } },
      ['/news/page/2/', '/news/page/3/'],
    ],
    [
      'a Drupal query that counts from 0',
      { pages: { param: 'page', first: 0, step: 1 } },
      ['/news/?page=1', '/news/?page=2'],
    ],
    ['?pg=1', { pages: { param: 'pg', first: 1, step: 1 } }, ['/news/?pg=2', '/news/?pg=3']],
    [
      'ColdFusion rows, ten a page, beside an id that stays',
      { url: '/apse/index.cfm/news/?nextNID=0A1B-22', pages: { param: 'startRow', first: 1, step: 10 } },
      [
        '/apse/index.cfm/news/?nextNID=0A1B-22&startRow=11',
        '/apse/index.cfm/news/?nextNID=0A1B-22&startRow=21',
      ],
    ],
  ] as const)('are numbered by %s', (_, fields, [second, third]) => {
    expect(read(card('a'), fields).next).toEqual([`https://www.example.org${second}`]);
    expect(read(card('a'), fields, { pageNumber: 2 }).next).toEqual([`https://www.example.org${third}`]);
  });

  it('are linked by the first selector that finds a link', () => {
    const body = `${card('a')}<a class=older HREF="?startRow=11&amp;nextNID=0A1B">Older</a>`;
    expect(read(body, { next: ['a[rel=next]', '.older'] }).next).toEqual([
      'https://www.example.org/news/?startRow=11&nextNID=0A1B',
    ]);
    expect(read(card('a'), { next: 'a[rel=next]' }).next).toEqual([]);
    expect(read(`${card('a')}<a rel=next href="javascript:more()">`, { next: 'a[rel=next]' }).next).toEqual(
      [],
    );
  });

  it('are not there when the source names none', () => {
    expect(read(card('a')).next).toEqual([]);
  });
});
