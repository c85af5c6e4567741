import { describe, expect, it } from 'vitest';
import { extractPost, postFromCard } from '../../src/extract/extract.ts';
import { postText } from '../../src/model/post.ts';
import { html, NOW, pageOf, read, sourceWith, texts } from './pages.ts';

describe('a post in the shape of Ashden', () => {
  const post = read(html('ashden'));

  it('takes the heading for its title, never the kicker above it or the name of the site', () => {
    expect(post.title).toBe('Durham’s Plastics Pledge helps council, partners and suppliers cut waste');
  });

  it('finds the author behind "Posted By:" and invents no date', () => {
    expect(post.author).toBe('Craig Burnett');
    expect(post.published).toEqual({ value: null, precision: 'none', origin: 'none' });
    expect(post.winners).toEqual({ title: 1, author: 3, body: 0 });
  });

  it('reads the text without tweets, placeholders, masks, buttons and related news', () => {
    expect(texts(post)).toEqual([
      'lede: Durham County Council changed how it buys catering supplies, and asked its partners and suppliers to do the same.',
      'heading: How is this tackling the climate crisis?',
      'body: The council wrote the pledge into its tenders, so that a supplier which signs it scores higher for social value. Buyers check progress once a year.',
      'heading: What impact has it had?',
      'body: • More than sixty organisations have signed the pledge',
      'body: • Single-use cups are gone from council buildings & schools',
      'body: Email to hear more about what the council learnt.',
    ]);
  });

  it('gives its language and its other addresses', () => {
    expect(post.language).toBe('en-GB');
    expect(post.canonicals).toEqual(['https://ashden.org/news/durhams-plastics-pledge/']);
  });
});

describe('a post in the shape of the LGA', () => {
  const post = read(html('lga'), { source: sourceWith({}, 'Local Government Association') });

  it('reads standfirst, bold headings, tables and definition lists, and no banner, breadcrumb or "View all … articles"', () => {
    expect(post.title).toBe('Procurement tools: carbon emissions');
    expect(texts(post)).toEqual([
      'lede: Cambridgeshire County Council built a tool that asks every bidder for the carbon that a contract will emit, and scores the answer.',
      'heading: The challenge',
      "body: Nine tenths of the council's emissions came from what it buys. Bidders had no common way to report them.",
      'heading: The solution',
      'body: A spreadsheet goes out with each tender above £100,000. It turns miles, materials and hours into tonnes.',
      'body: Contract | Tonnes before | Tonnes after',
      'body: Highways | 1,200 | 870',
      'heading: The impact',
      'body: Tenders scored: 41 in the first year',
      'body: Saved: 3,100 tonnes',
      'body: As of 17 January 2023 the tool is used by six councils. For more, write to .',
    ]);
  });

  it('does not take a date in the body for the date of publication', () => {
    expect(post.published.value).toBeNull();
  });
});

describe('pages of other systems', () => {
  it('reads upper-case tags that are never closed, and drops the title said twice', () => {
    const post = read(html('apse'));
    expect(post.title).toBe('Refuse trucks shared by two councils');
    expect(post.author).toBe("Paul O'Brien");
    expect(post.published).toEqual({ value: '2019-11-12', precision: 'day', origin: 'text' });
    expect(texts(post)).toEqual([
      'lede: Hyndburn and its neighbour bought their refuse trucks together, through a buying organisation, and paid less for each.',
      'body: The framework let them choose a body and a chassis apart.',
      'body: Delivery took nine months, which both councils say was as promised.',
      'body: • Twelve trucks, one contract',
      'body: • Maintenance shared between two depots',
    ]);
  });

  it('passes over a cookie dialog and related posts that stand before the text', () => {
    const post = read(html('councils-coop'), { source: sourceWith({}, 'CCIN') });
    expect(post.title).toBe('Preston: community wealth building');
    expect(post.published).toEqual({ value: '2021-03-04', precision: 'day', origin: 'meta' });
    expect(post.modified).toEqual({ value: '2022-01-10', precision: 'day', origin: 'meta' });
    expect(postText(post)).toMatch(/^Preston City Council and six anchor/);
    expect(postText(post)).not.toMatch(/cookie|Oldham/);
  });

  it('reads a numeric date day first, and neither it nor the reading time as text', () => {
    const post = read(html('social-value-portal'));
    expect(post.published).toEqual({ value: '2023-09-04', precision: 'day', origin: 'text' });
    expect(postText(post)).toMatch(/^Salford City Council[^]*unemployment\.$/);
  });

  it('does not read the names of icons', () => {
    const post = read(html('e3m'));
    expect(post.published.value).toBe('2024-12-19');
    expect(postText(post)).not.toMatch(/material|expand_more|event|menu/);
  });

  it('prefers a heading to a title element that is the same on every page', () => {
    expect(read(html('procura-plus')).title).toBe('Rotterdam buys its furniture second-hand');
  });

  it('reads JSON-LD with a graph, an author by reference, entities and a comma too many', () => {
    const post = read(html('hugo'));
    expect(post.title).toBe('Buying in the open & learning from it');
    expect(post.author).toBe('Ada Smith');
    expect(post.published).toEqual({ value: '2024-12-10', precision: 'day', origin: 'json-ld' });
    expect(post.modified?.value).toBe('2024-12-12');
    expect(postText(post)).not.toContain('Older post');
  });
});

describe('broken and hostile pages', () => {
  it('reads what can be read of broken HTML, entities decoded once', () => {
    const post = read(html('broken'));
    expect(post.title).toBe('Street lights & stars');
    expect(postText(post)).toContain('nine thousand lamps');
    expect(postText(post)).toContain('<script>alert(1)</script> is text here, decoded once: &amp; stays');
    expect(post.language).toBe('en-GB');
  });

  it('keeps scripts, controls and marks that turn text round out of a title', () => {
    const post = read(html('odd-title'));
    expect(post.title).toBe('Contract <b>saves</b> a library in Leeds');
    expect(post.language).toBeUndefined();
  });

  it('cuts a title of a megabyte between characters', () => {
    const post = read(`<h1>${'😀'.repeat(500_000)}</h1><p>${'The council bought it well. '.repeat(10)}</p>`);
    expect(post.title.length).toBeLessThanOrEqual(500);
    expect(post.title.isWellFormed()).toBe(true);
  });

  it('cuts the text of a post without end', () => {
    const post = read(`<h1>Long</h1>${`<p>${'The council bought it well. '.repeat(40)}</p>`.repeat(2000)}`);
    expect(postText(post).length).toBeLessThan(250_000);
  });

  it('reads a page nested a hundred thousand deep without failing', () => {
    const deep = `<h1>Deep</h1><p>${'The council bought it well. '.repeat(10)}</p>${'<div>'.repeat(100_000)}x${'</b>'.repeat(1000)}`;
    expect(read(deep).title).toBe('Deep');
  });
});

describe('what is no post', () => {
  const why = (body: string, type?: string): unknown =>
    extractPost(pageOf(body, undefined, type), { source: sourceWith(), now: NOW });

  it.each([
    ['an app that has not run', html('app-shell'), /JavaScript/],
    ['a page without heading or text', html('soft-missing'), /hardly any text/],
    ['an empty page', ' \n', /empty/],
    ['a PDF under the name of a page', '%PDF-1.7 …', /PDF/],
    [
      'a root element for scripts',
      '<title>App</title><div id=root></div><script src=a.js></script>',
      /only scripts/,
    ],
    ['text without any title', `<p>${'The council bought it well. '.repeat(10)}</p>`, /no title/],
  ])('says why of %s', (_, body, reason) => {
    expect(why(body)).toEqual({ kind: 'unreadable', why: expect.stringMatching(reason) });
  });

  it('says why of a file', () => {
    expect(why('x', 'image/png')).toEqual({
      kind: 'unreadable',
      why: 'it is not a page of text but image/png',
    });
  });
});

describe('a card that brought its content', () => {
  const card = {
    url: 'https://blogs.gov.scot/public-procurement/2019/12/02/buying-well/',
    title: 'Buying well – a year on',
    published: { value: '2019-12-02', precision: 'day', origin: 'rest' } as const,
  };

  it('becomes a post with its entities decoded once', () => {
    const content = {
      html: '<p>Scotland&#8217;s councils spend &pound;11 billion a year \u2013 a third of it with small firms &amp;amp; charities.</p>\n<h2>What next?</h2><p>More lots.</p><p>The post <a href="/x">Buying well</a> appeared first on <a href="/">Public Procurement</a>.</p>',
      author: 'Nick Ford',
      origin: 'rest',
    } as const;
    const post = postFromCard({ ...card, content }, { source: sourceWith(), now: NOW });
    expect(post).toMatchObject({
      title: 'Buying well – a year on',
      author: 'Nick Ford',
      published: card.published,
    });
    expect('blocks' in post && texts(post)).toEqual([
      'lede: Scotland’s councils spend £11 billion a year – a third of it with small firms &amp; charities.',
      'heading: What next?',
      'body: More lots.',
    ]);
  });

  it.each([
    ['brought none', undefined, /no content/],
    [
      'brought pictures only',
      { html: '<img src=a.png><script>x()</script>', origin: 'feed' } as const,
      /no text/,
    ],
  ])('is unreadable when it %s', (_, content, reason) => {
    const post = postFromCard(
      { ...card, ...(content === undefined ? {} : { content }) },
      { source: sourceWith(), now: NOW },
    );
    expect(post).toEqual({ kind: 'unreadable', why: expect.stringMatching(reason) });
  });
});
