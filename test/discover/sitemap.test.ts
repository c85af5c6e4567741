import { describe, expect, it } from 'vitest';
import { sitemap } from '../../src/base/strategies.ts';
import { discover, type Discovery } from '../../src/discover/discover.ts';
import { pageOf } from './page-of.ts';
import { sourceOf } from './source-of.ts';

function read(body: string, fields: Partial<Parameters<typeof sitemap>[0]> = {}): Discovery {
  const strategy = sitemap({ url: '/sitemap.xml', ...fields });
  return discover(pageOf(body, { url: 'https://www.example.org/sitemap.xml' }), {
    source: sourceOf(strategy),
    strategy,
    pageNumber: 1,
  });
}

const urls = (found: Discovery): string[] =>
  found.cards.map(({ url }) => url.replace('https://www.example.org', ''));

describe('a sitemap', () => {
  it('gives a card for each page, its last change as a date of the sitemap', () => {
    const body =
      '\uFEFF<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://www.example.org/a?x=1&amp;y=2\n</loc><lastmod>2024-01-02T03:04:05+00:00</lastmod></url><url><loc>/b</loc></url></urlset>';
    expect(read(body).cards).toEqual([
      {
        url: 'https://www.example.org/a?x=1&y=2',
        date: '2024-01-02T03:04:05+00:00',
        published: { value: '2024-01-02', precision: 'day', origin: 'sitemap' },
      },
      { url: 'https://www.example.org/b' },
    ]);
  });

  it('keeps what `include` wants and `exclude` does not, on every run of a rule that remembers', () => {
    const body = `<urlset>${['/news/a', '/news/b', '/news/tag/c', '/d'].map((path) => `<url><loc>${path}</loc></url>`).join('')}</urlset>`;
    const rules = { include: /\/news\//g, exclude: /\/tag\//y };
    expect(urls(read(body, { include: /\/news\//g, exclude: /\/tag\// }))).toEqual(['/news/a', '/news/b']);
    expect(urls(read(body, rules))).toHaveLength(3);
  });

  it('leads to the child maps of its own site, lately changed first, no more than the limit', () => {
    const map = (loc: string, lastmod = ''): string =>
      `<sitemap><loc>${loc}</loc>${lastmod && `<lastmod>${lastmod}</lastmod>`}</sitemap>`;
    const body = `<sitemapindex>${map('/old.xml', '2019-01-01')}${map('/new.xml', '2024-01-01')}${map('https://elsewhere.example/x.xml', '2025-01-01')}${map('/undated.xml')}${map('/new.xml')}</sitemapindex>`;
    expect(read(body)).toMatchObject({
      cards: [],
      next: [
        'https://www.example.org/new.xml',
        'https://www.example.org/old.xml',
        'https://www.example.org/undated.xml',
      ],
    });
    expect(read(body, { maxMaps: 1 }).next).toEqual(['https://www.example.org/new.xml']);
  });

  it('reads news maps, and no address of a picture', () => {
    const body = `<urlset xmlns:image="i" xmlns:news="n"><url><loc>/a</loc><image:image><image:loc>/a.png</image:loc></image:image>
      <lastmod>2025-01-01</lastmod><news:news><news:publication_date>2024-05-06</news:publication_date><news:title>Lamps &amp; light</news:title></news:news></url></urlset>`;
    expect(read(body).cards).toEqual([
      {
        url: 'https://www.example.org/a',
        title: 'Lamps & light',
        date: '2024-05-06',
        published: { value: '2024-05-06', precision: 'day', origin: 'sitemap' },
      },
    ]);
  });

  it.each([
    ['a prefix', '<s:urlset xmlns:s="x"><s:url><s:loc>/a</s:loc></s:url></s:urlset>'],
    ['capitals', '<URLSET><URL><LOC>/a</LOC></URL></URLSET>'],
    ['CDATA', '<urlset><url><loc><![CDATA[/a]]></loc></url></urlset>'],
    ['no <loc>', '<urlset><url>\n/a\n</url></urlset>'],
    ['tags that are never closed', '<urlset><url><loc>/a</loc><url><loc>mailto:x@y.example</loc>'],
    ['an entity HTML knows', '<urlset><url><loc>/a</loc><lastmod>&nbsp;</lastmod></url></urlset>'],
  ])('reads a map with %s', (_, body) => {
    expect(urls(read(body))).toEqual(['/a']);
  });

  it('reads a text sitemap and a feed in its place', () => {
    expect(
      urls(
        read('https://www.example.org/news/a\r\nhttps://www.example.org/b\n\nnot an address', {
          include: /news/,
        }),
      ),
    ).toEqual(['/news/a']);
    expect(
      urls(
        read('<rss><channel><item><link>/news/a</link></item><item><link>/b</link></item></channel></rss>', {
          include: /news/,
        }),
      ),
    ).toEqual(['/news/a']);
  });

  it.each([
    ['<html>Just a moment', 'this is not a sitemap: it begins "<html>Just a moment"'],
    ['', 'this is not a sitemap: it begins ""'],
    ['\u001F\uFFFD\b', 'the sitemap is compressed and was not unpacked'],
  ])('says what is wrong with %j', (body, problem) => {
    expect(read(body)).toMatchObject({ cards: [], next: [], problem });
  });

  it('reads no further into a map nested a hundred thousand deep', () => {
    expect(urls(read(`<urlset><url><loc>/a</loc></url>${'<x>'.repeat(100_000)}`))).toEqual(['/a']);
  });
});
