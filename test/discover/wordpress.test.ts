import { describe, expect, it } from 'vitest';
import { wordpress } from '../../src/base/strategies.ts';
import { discover, type Discovery } from '../../src/discover/discover.ts';
import { startOf } from '../../src/discover/start-of.ts';
import { pageOf } from './page-of.ts';
import { sourceOf } from './source-of.ts';

const strategy = wordpress({ base: '/public-procurement/', perPage: 2, query: { categories: '12' } });
const source = sourceOf(strategy);

function read(body: unknown, headers: Record<string, string> = {}, pageNumber = 1): Discovery {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return discover(pageOf(text, { headers, contentType: 'application/json' }), {
    source,
    strategy,
    pageNumber,
  });
}

const post = (id: number, over: object = {}): object => ({
  id,
  date: '2019-12-02T23:30:00',
  date_gmt: '2019-12-03T00:30:00',
  modified: '2020-01-05T09:00:00',
  link: `https://www.example.org/public-procurement/2019/12/02/post-${id}/`,
  title: { rendered: 'Scotland&#8217;s <em>lamps</em> \u2013 5 &amp;lt; 6' },
  excerpt: { rendered: '<p>A short&nbsp;word.</p>\n' },
  content: { rendered: `<p>${'How a council bought its lamps. '.repeat(20)}</p>` },
  ...over,
});

describe('WordPress REST', () => {
  it('asks for posts newest first, only the fields it reads, under a sub-path', () => {
    const url = new URL(startOf(source, strategy, 0));
    expect(`${url.origin}${url.pathname}`).toBe(
      'https://www.example.org/public-procurement/wp-json/wp/v2/posts',
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      per_page: '2',
      orderby: 'date',
      order: 'desc',
      _fields: 'id,date,date_gmt,modified,link,title,excerpt,content',
      categories: '12',
    });
  });

  it('asks by rest_route where the site has no pretty addresses, and for a custom type', () => {
    const plain = wordpress({ base: '/?rest_route=/', type: 'documents' });
    expect(new URL(startOf(sourceOf(plain), plain, 0)).searchParams.get('rest_route')).toBe(
      '/wp/v2/documents',
    );
  });

  it('gives cards with title decoded once, the civil day, a lasting id and the body', () => {
    expect(read([post(7)]).cards).toEqual([
      {
        url: 'https://www.example.org/public-procurement/2019/12/02/post-7/',
        externalId: 'wp:7',
        title: 'Scotland’s lamps – 5 &lt; 6',
        date: '2019-12-02T23:30:00',
        published: { value: '2019-12-02', precision: 'day', origin: 'rest' },
        teaser: 'A short word.',
        content: {
          html: expect.stringContaining('How a council'),
          modified: { value: '2020-01-05', precision: 'day', origin: 'rest' },
          origin: 'rest',
        },
      },
    ]);
  });

  it('brings no body where a page builder left a shell', () => {
    const shell = { rendered: `<div class="row">${'<div></div>'.repeat(100)}</div>` };
    expect(read([post(1, { content: shell })]).cards[0]).not.toHaveProperty('content');
    expect(read([{ id: 1, link: 'https://www.example.org/a/' }]).cards[0]).toEqual({
      url: 'https://www.example.org/a/',
      externalId: 'wp:1',
    });
  });

  it('reads on while the headers say that there are pages, or a full page suggests it', () => {
    const next = (headers: Record<string, string>, count: number, pageNumber: number): string[] =>
      read(
        Array.from({ length: count }, (_, id) => post(id)),
        headers,
        pageNumber,
      ).next.map((url) => new URL(url).searchParams.get('page') ?? '');
    expect(next({ 'x-wp-totalpages': '3' }, 2, 1)).toEqual(['2']);
    expect(next({ 'x-wp-totalpages': '3' }, 2, 3)).toEqual([]);
    expect(next({}, 2, 4)).toEqual(['5']);
    expect(next({}, 1, 4)).toEqual([]);
  });

  it('is empty by declaration when the total is 0', () => {
    expect(read([], { 'x-wp-total': '0' })).toMatchObject({ cards: [], declaredEmpty: true });
    expect(read([])).toMatchObject({ cards: [], declaredEmpty: false });
  });

  it('takes the error for a page past the end as the end', () => {
    expect(
      read({ code: 'rest_post_invalid_page_number', message: 'x', data: { status: 400 } }).problem,
    ).toBeUndefined();
  });

  it.each([
    [
      { code: 'rest_cannot_read', message: 'Sorry, you are not allowed.' },
      'WordPress refused: Sorry, you are not allowed. (rest_cannot_read)',
    ],
    ['<!DOCTYPE html><title>Just a moment</title>', 'the REST answer is not JSON'],
    [{ posts: [] }, 'the REST answer is JSON, but no list of posts'],
    [
      [{ id: 'x' }, { link: 3 }, post(1, { link: 'javascript:1' })],
      'none of the 3 posts in the REST answer has an id and a link',
    ],
  ])('says what is wrong with %j', (body, problem) => {
    expect(read(body)).toMatchObject({ cards: [], problem: expect.stringContaining(problem) });
  });

  it.each([
    [
      'behind a program’s warning',
      (text: string) => `<br />\n<b>Deprecated</b>: x in <b>/a.php</b> on line <b>3</b><br />\n${text}`,
    ],
    ['behind empty lines and a byte order mark', (text: string) => `\n\n\uFEFF${text}`],
    ['before a cache’s remark', (text: string) => `${text}\n<!-- cached -->`],
    [
      'in the page that a browser makes of it',
      (text: string) => `<html><body><pre>${text}</pre></body></html>`,
    ],
    ['as an object whose names are numbers', (text: string) => `{"0":${text.slice(1, -1)}}`],
    ['with a number as a text', (text: string) => text.replace('"id":7', '"id":"7"')],
  ])('is read %s', (_, send) => {
    const text = JSON.stringify([{ id: 7, link: 'https://www.example.org/a', title: 'Warm homes' }]);
    expect(read(send(text)).cards).toEqual([
      { url: 'https://www.example.org/a', externalId: 'wp:7', title: 'Warm homes' },
    ]);
  });

  it('leaves out single posts that are malformed', () => {
    expect(read([post(1), null, { id: 2 }]).cards).toHaveLength(1);
  });
});
