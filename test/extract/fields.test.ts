import { describe, expect, it } from 'vitest';
import type { DateReading } from '../../src/base/dates/dates.ts';
import { jsonLd } from '../../src/base/strategies.ts';
import { postText } from '../../src/model/post.ts';
import { read, sourceWith, texts } from './pages.ts';

const PARAGRAPH = `<p>${'The council bought it together with its neighbours, and well. '.repeat(6)}</p>`;
const page = (head: string, body = `<h1>A title</h1>${PARAGRAPH}`): string =>
  `<html><head>${head}</head><body>${body}</body></html>`;
const listed = (
  published: DateReading,
  title = 'As listed',
): { card: { url: string; title: string; published: DateReading } } => ({
  card: { url: 'https://example.org/news/a-post/', title, published },
});

describe('what a source says of its articles', () => {
  const body = `<div class="k">Kicker</div><div class="t">The title</div><p class="by">Written by: Ann Lee | 3 May 2021</p>
    <div class="x">${PARAGRAPH}<div class="promo-box">Buy now, while stocks last, in all our shops and online.</div></div>
    <div class="y"><p>${'Something else that a heuristic would take for text. '.repeat(40)}</p></div>`;

  it('is tried in order, and the winner is told', () => {
    const source = sourceWith({
      title: [jsonLd('headline'), '.t'],
      author: '.by',
      date: ['.missing', '.by'],
      body: ['.missing', '.x', 'auto'],
      drop: ['.promo-box'],
    });
    const post = read(page('<title>Site</title>', body), { source });
    expect(post).toMatchObject({
      title: 'The title',
      author: 'Ann Lee',
      published: { value: '2021-05-03', origin: 'text' },
    });
    expect(post.winners).toEqual({ title: 1, author: 0, date: 1, body: 1 });
    expect(postText(post)).toMatch(/^The council bought it[^]*well\.$/);
  });

  it('may be an attribute, or a function of the page', () => {
    const source = sourceWith({
      title: 'meta[name=t]@content',
      date: 'time@datetime',
      body: ({ $ }) => $('.x p').text(),
      author: ({ html }) => /by: (Ann \w+)/.exec(html)?.[1],
    });
    const post = read(
      page('<meta name=t content="Meta &amp; title">', `<time datetime="2020-02-03">x</time>${body}`),
      { source },
    );
    expect(post).toMatchObject({
      title: 'Meta & title',
      author: 'Ann Lee',
      published: { value: '2020-02-03', origin: 'time' },
    });
    expect(texts(post)).toEqual([expect.stringMatching(/^lede: The council bought/)]);
  });

  it('falls back to what can be found without it, when a function throws or a selector cannot be read', () => {
    const source = sourceWith({
      title: ['h1:no-such', 'h2'],
      author: () => {
        throw new Error('a bug of the adapter');
      },
      body: '.gone',
    });
    const post = read(page(''), { source });
    expect(post.title).toBe('A title');
    expect(post.winners).toEqual({ title: 2, body: 1 });
    expect(postText(post)).toMatch(/^The council bought/);
  });
});

describe('a title', () => {
  it.each([
    [
      'without the name of the site, where og:site_name gives it',
      '<meta property="og:site_name" content="The Site"><title>Lamps that last - The Site</title>',
      '',
      'Lamps that last',
    ],
    [
      'with its own dash, where nothing says that a site is named so',
      '<title>Lamps - that last</title>',
      '',
      'Lamps - that last',
    ],
    [
      'of the post, where the heading above is the way home',
      '<title>Lamps that last | Site</title>',
      '<h1><a href="/">Site of sites</a></h1><h2>Lamps that last</h2>',
      'Lamps that last',
    ],
    [
      'from a heading that holds its kicker too',
      '<meta property="og:title" content="Lamps that last">',
      '<h1><span>Case study</span> <span>Lamps that last</span></h1>',
      'Lamps that last',
    ],
    [
      'whole, where JSON-LD cut it short',
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Lamps that"}</script>',
      '<h1>Lamps that last</h1>',
      'Lamps that last',
    ],
    [
      'by JSON-LD that a broken block stands beside',
      '<script type="application/ld+json">{oops</script><script type="application/ld+json">[{"@type":["Article"],"headline":"Lamps&#8217; end"}]</script>',
      '',
      'Lamps’ end',
    ],
    [
      'of the page itself, where JSON-LD lists other articles too',
      '<script type="application/ld+json">[{"@type":"Article","headline":"Other","url":"https://example.org/o"},{"@type":"Article","headline":"Lamps","url":"https://example.org/news/a-post/"}]</script>',
      '',
      'Lamps',
    ],
    ['as the listing gave it, where the page gives none', '', '', 'As listed'],
  ])('is read %s', (_, head, body, title) => {
    expect(
      read(page(head, body + PARAGRAPH), listed({ value: null, precision: 'none', origin: 'none' })).title,
    ).toBe(title);
  });
});

describe('a date', () => {
  const rest: DateReading = { value: '2024-05-03', precision: 'day', origin: 'rest' };
  const ld = (date: string): string =>
    `<script type="application/ld+json">{"@type":"Article","datePublished":"${date}"}</script>`;

  it.each([
    [
      'what the site lists, where the page agrees within two days',
      ld('2024-05-04T23:00:00Z'),
      rest,
      '2024-05-03',
      'rest',
      0,
    ],
    [
      'what the page declares, where the listing is further off',
      ld('2019-11-12'),
      rest,
      '2019-11-12',
      'json-ld',
      1,
    ],
    [
      'JSON-LD before meta elements',
      `${ld('2019-11-12')}<meta property="article:published_time" content="2018-01-01">`,
      undefined,
      '2019-11-12',
      'json-ld',
      1,
    ],
    ['what is listed, where the page says nothing', '', { ...rest, origin: 'text' }, '2024-05-03', 'text', 0],
    [
      'what is listed in words only as far as the page agrees',
      ld('2019-11-12'),
      { ...rest, origin: 'text' },
      '2019-11-12',
      'json-ld',
      1,
    ],
  ] as const)('is %s', (_, head, published, value, origin, winner) => {
    const post = read(page(head), published === undefined ? {} : listed(published));
    expect(post.published).toEqual({ value, precision: 'day', origin });
    expect(post.winners['date']).toBe(winner);
  });

  it('comes from a time element of the article before those of teasers', () => {
    const body = `<div class="c"><time datetime="2026-01-01">1 Jan</time></div><article><h1>A title</h1><time datetime="2020-06-01T12:00:00Z">1 June</time>${PARAGRAPH}</article>`;
    expect(read(page('', body)).published).toEqual({ value: '2020-06-01', precision: 'day', origin: 'time' });
  });

  it('comes from the address, made good by the page where that has only the year', () => {
    const url = 'https://example.org/news/articles/2019/a-post/';
    expect(read(page(''), { url }).published).toEqual({ value: '2019', precision: 'year', origin: 'path' });
    const dated = page('', `<h1>A title</h1><p>12 November 2019</p>${PARAGRAPH}`);
    expect(read(dated, { url }).published).toEqual({ value: '2019-11-12', precision: 'day', origin: 'text' });
  });

  it('is a month where only the month is said, and nothing where a sentence mentions a year', () => {
    expect(read(page('', `<h1>A title</h1><p>November 2025</p>${PARAGRAPH}`)).published).toEqual({
      value: '2025-11',
      precision: 'month',
      origin: 'text',
    });
    expect(read(page('', `<h1>A title</h1><p>Since 2019</p>${PARAGRAPH}`)).published.value).toBeNull();
  });

  it('is not that of an update', () => {
    const body = `<h1>A title</h1><p>Updated: 3 May 2024</p>${PARAGRAPH}`;
    expect(read(page('<meta property="article:modified_time" content="2024-05-03">', body))).toMatchObject({
      published: { value: null },
      modified: { value: '2024-05-03', origin: 'meta' },
    });
  });
});

describe('an author', () => {
  it.each([
    [
      'JSON-LD, several of them',
      '<script type="application/ld+json">{"@type":"Article","author":[{"name":"Ann Lee"},{"name":"Bo Roe"}]}</script>',
      '',
      'Ann Lee, Bo Roe',
    ],
    [
      'a meta element that is no address',
      '<meta property="article:author" content="https://facebook.com/x"><meta name="author" content="Ann Lee">',
      '',
      'Ann Lee',
    ],
    ['a byline', '', '<p class="byline">By Ann Lee, 3 May 2021</p>', 'Ann Lee'],
    ['capitals with a date behind', '', '<p>WRITTEN BY Ann Lee POSTED ON 2nd October 2020</p>', 'Ann Lee'],
    [
      'nobody, where the account is all there is',
      '<meta name="author" content="admin">',
      '<p>Step by step</p>',
      undefined,
    ],
  ])('is read from %s', (_, head, line, author) => {
    expect(read(page(head, `<h1>A title</h1>${line}${PARAGRAPH}`)).author).toBe(author);
  });
});

describe('text', () => {
  it('ends where other posts begin, and not at an author’s own heading of that name', () => {
    const own = `<h1>A title</h1>${PARAGRAPH}<h2>Up next</h2>${PARAGRAPH}${PARAGRAPH}`;
    expect(texts(read(page('', own)))).toContain('heading: Up next');
    const sites = `<div><h1>A title</h1>${PARAGRAPH}${PARAGRAPH}<h3>You may also like</h3><ul><li><a href="/a">Another</a></li></ul></div>`;
    expect(texts(read(page('', sites)))).toHaveLength(2);
  });

  it('leaves readers’ comments out, however long the thread', () => {
    const body = `<article><h1>A title</h1>${PARAGRAPH}</article><div id="comments">${PARAGRAPH.replaceAll('council', 'troll').repeat(2)}</div>`;
    expect(postText(read(page('', body)))).not.toContain('troll');
  });

  it('is kept where a frame of the whole page has the name of something beside it', () => {
    expect(
      postText(
        read(page('', `<div class="sidebar-left menu-open">${PARAGRAPH}<h1>A title</h1>${PARAGRAPH}</div>`)),
      ),
    ).toContain('council');
    expect(
      postText(
        read(
          page(
            '<title>T of x</title>',
            `<form id="aspnetForm"><div class="widget">${PARAGRAPH}</div></form>`,
          ),
        ),
      ),
    ).toContain('council');
  });

  it('goes on over boxes that look alike', () => {
    const body = `<div><h1>A title</h1></div><div><div class="box">${PARAGRAPH.repeat(9)}</div><div class="box">${PARAGRAPH.replaceAll('council', 'county')}</div></div>`;
    expect(postText(read(page('', body)))).toContain('county');
  });
});
