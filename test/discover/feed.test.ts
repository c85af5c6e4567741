import { describe, expect, it } from 'vitest';
import { feed } from '../../src/base/strategies.ts';
import { discover, type Discovery } from '../../src/discover/discover.ts';
import { startOf } from '../../src/discover/start-of.ts';
import { feedLinks } from '../../src/discover/feed-links.ts';
import { pageOf } from './page-of.ts';
import { sourceOf } from './source-of.ts';

const strategy = feed({ url: '/feed/' });
const source = sourceOf(strategy);

function read(body: string): Discovery {
  return discover(pageOf(body, { url: 'https://www.example.org/feed/' }), {
    source,
    strategy,
    pageNumber: 1,
  });
}

const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;
const long = 'How a council bought its lamps. '.repeat(40);

describe('a feed', () => {
  it('gives days of its source’s place', () => {
    const body = `<rss version="2.0"><channel><title>x</title><item><title>Forty vans bought</title><link>https://www.example.org/news/vans</link><pubDate>Mon, 01 Jul 2024 02:30:00 GMT</pubDate></item></channel></rss>`;
    const strategy = feed({ url: '/feed/' });
    const daysIn = (timeZone: string) =>
      discover(pageOf(body, { url: 'https://www.example.org/feed/' }), {
        source: sourceOf(strategy, { timeZone }),
        strategy,
        pageNumber: 1,
      }).cards.map(({ published }) => published?.value);
    expect(daysIn('Europe/London')).toEqual(['2024-07-01']);
    expect(daysIn('America/New_York')).toEqual(['2024-06-30']);
  });

  describe('read as it was meant', () => {
    const ns = 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"';
    const media = 'xmlns="http://search.yahoo.com/mrss/"';
    const json = (items: string) => `{"version":"https://jsonfeed.org/version/1","items":${items}}`;
    const item = '{"id":"7","url":"/a","title":"Warm homes"}';
    const entry = (links: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Warm homes</title>${links}</entry></feed>`;
    it.each([
      ['RSS 1.0 without links', `<r:RDF ${ns}><item r:about="/a"><title>Warm homes</title></item></r:RDF>`],
      [
        'an element of another namespace that it declares itself',
        rss(`<item><title ${media}>Photo</title><title>Warm homes</title><link>/a</link></item>`),
      ],
      [
        'a link without a scheme',
        rss('<item><title>Warm homes</title><link>www.example.org/a</link></item>'),
      ],
      [
        'a relation in full',
        entry(
          '<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/><link rel="edit" href="/e"/>',
        ),
      ],
      [
        'an entry that only names itself',
        entry('<link rel="self" href="/a"/><link rel="enclosure" href="/a.mp3"/>'),
      ],
      [
        'a place for comments alone',
        rss('<item><title>Warm homes</title><comments>https://www.example.org/a#comments</comments></item>'),
      ],
      ['JSON with a comma too many', json(`[${item},]`)],
      [
        'JSON with a line break within a text',
        json(`[${item.replace('}', ',"content_text":"a\nb"}').replace('\\n', '\n')}]`),
      ],
      ['JSON in a page', `<html><body><pre>${json(`[${item}]`)}</pre></body></html>`],
      ['items under their numbers', json(`{"0":${item}}`)],
    ])('%s', (_, body) => {
      expect(read(body).cards.map(({ url, title }) => [url, title])).toEqual([
        ['https://www.example.org/a', 'Warm homes'],
      ]);
    });

    it.each([
      ['<pubDate>soon</pubDate><dc:date>2024-07-01T09:00:00Z</dc:date>'],
      ['<pubDate>0001-01-01T00:00:00Z</pubDate><updated>2024-07-01T09:00:00Z</updated>'],
      ['<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate><dc:date>2024-07-01T09:00:00Z</dc:date>'],
    ])('%s gives the day that was set', (dates) => {
      const [card] = read(rss(`<item><link>/a</link>${dates}</item>`)).cards;
      expect(card?.published?.value).toBe('2024-07-01');
    });

    it('gives an escaped “&” in a link once', () => {
      const [card] = read(rss('<item><link>/a?x=1&amp;amp;y=2</link></item>')).cards;
      expect(card?.url).toBe('https://www.example.org/a?x=1&y=2');
    });
  });

  it('starts at its address and is read whole', () => {
    expect(startOf(source, strategy, 0)).toBe('https://www.example.org/feed/');
    expect(read(rss('<item><link>/a</link></item>')).next).toEqual([]);
  });

  it('gives a card for each RSS item, entities decoded, with guid, date and body', () => {
    const item = `<item><title>Council&amp;#8217;s &lt;b&gt;lamps&lt;/b&gt;</title><link> /news/lamps/ </link><guid isPermaLink="false">tag:7</guid>
      <pubDate>Mon, 04 Sep 2023 00:30:00 +1300</pubDate><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">A. Writer</dc:creator>
      <description><![CDATA[<p>Short.</p>]]></description>
      <content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>${long}</p>]]></content:encoded></item>`;
    expect(read(rss(item)).cards).toEqual([
      {
        url: 'https://www.example.org/news/lamps/',
        externalId: 'tag:7',
        title: 'Council’s lamps',
        date: 'Mon, 04 Sep 2023 00:30:00 +1300',
        published: { value: '2023-09-04', precision: 'day', origin: 'feed' },
        teaser: 'Short.',
        content: { html: `<p>${long}</p>`, author: 'A. Writer', origin: 'feed' },
      },
    ]);
  });

  it('reads Atom with xml:base, several links and XHTML', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://www.example.org/blog/"><entry><id>urn:1</id>
      <link rel="self" href="self"/><link rel="alternate" href="lamps"/><title type="text">5 &lt;b&gt; 6</title>
      <updated>2024-01-02T00:00:00Z</updated><author><name>A. Writer</name></author>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${long}</p></div></content></entry></feed>`;
    expect(read(atom).cards).toEqual([
      {
        url: 'https://www.example.org/blog/lamps',
        externalId: 'urn:1',
        title: '5 <b> 6',
        date: '2024-01-02T00:00:00Z',
        published: { value: '2024-01-02', precision: 'day', origin: 'feed' },
        teaser: expect.stringMatching(/^How a council.{480}/),
        content: {
          html: expect.stringContaining(`<p>${long}</p>`),
          author: 'A. Writer',
          modified: { value: '2024-01-02', precision: 'day', origin: 'feed' },
          origin: 'feed',
        },
      },
    ]);
  });

  it('reads RDF, a prefix under another name, and JSON Feed', () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
      <item rdf:about="https://www.example.org/a"><title>A</title><link>https://www.example.org/a</link><d:date>2021-03-04</d:date></item></rdf:RDF>`;
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'x',
      items: [
        {
          id: '9',
          url: '/b',
          title: 'B & C',
          date_published: '2021-03-04T10:00:00Z',
          content_html: `<p>${long}</p>`,
        },
      ],
    };
    expect(read(rdf).cards[0]).toMatchObject({
      url: 'https://www.example.org/a',
      title: 'A',
      published: { value: '2021-03-04' },
    });
    const plain = { id: '9', url: '/b', content_text: `a < b & c\n\n${long}` };
    expect(read(JSON.stringify({ items: [plain] })).cards[0]).toMatchObject({
      teaser: expect.stringMatching(/^a < b & c /),
      content: { html: `<p>a &#60; b &#38; c</p>\n<p>${long.trim()}</p>` },
    });
    expect(read(JSON.stringify(json)).cards[0]).toMatchObject({
      url: 'https://www.example.org/b',
      externalId: '9',
      title: 'B & C',
      published: { value: '2021-03-04' },
      content: { origin: 'feed' },
    });
  });

  it('reads what feeds were in 2003: CDF with its facts in attributes, titles in base64', () => {
    const cdf =
      '<CHANNEL BASE="https://www.example.org/old/"><ITEM HREF="a" LASTMOD="2004-04-06T23:05:43-05:00"><TITLE>A</TITLE><ABSTRACT>Why.</ABSTRACT></ITEM></CHANNEL>';
    const atom = `<feed version="0.3"><entry><title mode="base64">${Buffer.from('Lamps &amp; light').toString('base64')}</title><link href="/b"/></entry></feed>`;
    expect(read(cdf).cards).toEqual([
      {
        url: 'https://www.example.org/old/a',
        title: 'A',
        date: '2004-04-06T23:05:43-05:00',
        published: { value: '2004-04-06', precision: 'day', origin: 'feed' },
        teaser: 'Why.',
      },
    ]);
    expect(read(atom).cards[0]?.title).toBe('Lamps & light');
  });

  it('takes a permalink guid for a link, and no other guid', () => {
    const items =
      '<item><guid>https://www.example.org/a</guid></item><item><guid isPermaLink="false">https://www.example.org/b</guid></item>';
    expect(read(rss(items)).cards.map(({ url }) => url)).toEqual(['https://www.example.org/a']);
  });

  it('takes a guid for a link only where it looks like an address', () => {
    const items =
      '<item><title>A</title><guid>12345</guid></item><item><title>B</title><guid>/b</guid></item>';
    expect(read(rss(items)).cards.map(({ url }) => url)).toEqual(['https://www.example.org/b']);
  });

  it('tells items that share a link by their ids, and has no address for one without', () => {
    const item = (title: string, guid: string) =>
      `<item><title>${title}</title><link>https://www.example.org/</link>${guid}</item>`;
    const items = [
      item('Log 1', '<guid isPermaLink="true">https://www.example.org/cl/1</guid>'),
      item('Log 2', '<guid isPermaLink="true">https://www.example.org/cl/2</guid>'),
      item('Log 3', '<guid isPermaLink="false">3</guid>'),
    ];
    expect(read(rss(items.join(''))).cards.map(({ url }) => url)).toEqual([
      'https://www.example.org/cl/1',
      'https://www.example.org/cl/2',
    ]);
  });

  it('goes where a link that counts clicks leads', () => {
    const items =
      '<item xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0"><title>T</title><link>http://feedproxy.example.com/~r/X/</link><fb:origLink>https://www.example.org/real</fb:origLink></item>';
    expect(read(rss(items)).cards.map(({ url }) => url)).toEqual(['https://www.example.org/real']);
  });

  it('takes the form for people of several, and a content that stands elsewhere where there is no link', () => {
    const links = (entry: string) =>
      read(
        `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>${entry}</entry></feed>`,
      ).cards.map(({ url }) => url);
    const forms =
      '<link rel="alternate" type="application/json" href="/1.json"/><link rel="alternate" type="text/html" href="/1"/>';
    expect(links(forms)).toEqual(['https://www.example.org/1']);
    expect(links('<link rel="edit" href="/e"/><content type="text/html" src="/2"/>')).toEqual([
      'https://www.example.org/2',
    ]);
  });

  it('names the feed’s own author where an entry names nobody, and whose e-mail address RSS gives', () => {
    const entry = `<entry><title>T</title><link href="/1"/><content type="html">${long}</content></entry>`;
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Jo Roe</name></author>${entry}</feed>`;
    const item = `<item><title>T</title><link>/1</link><author>jo@town.example (Jo Roe)</author><content:encoded>${long}</content:encoded></item>`;
    const json = JSON.stringify({
      authors: [{ name: 'Jo Roe' }],
      items: [{ url: '/1', content_html: long }],
    });
    for (const body of [atom, rss(item), json]) expect(read(body).cards[0]?.content?.author).toBe('Jo Roe');
  });

  it('reads entities that XML does not know, and tags that are never closed', () => {
    const body =
      'junk before<rss><channel><item><title>Caf&eacute;&nbsp;&pound;5 &bogus; <link>/a</link></title><link>/b</link><pubDate>12 Nov 2019</pubDate><item><title>Next</title><link>/c</link>';
    expect(read(body).cards.map(({ url, title }) => [url, title])).toEqual([
      ['https://www.example.org/b', 'Café £5 &bogus; /a'],
      ['https://www.example.org/c', 'Next'],
    ]);
  });

  it('reads text that was decoded with the wrong charset as it stands', () => {
    expect(
      read(rss('<item><title>Â£5 \uFFFD \u0000 caf\u00C3\u00A9</title><link>/a</link></item>')).cards[0]
        ?.title,
    ).toMatch(/^Â£5 /);
  });

  it('never expands an entity that a DOCTYPE makes up', () => {
    const bomb = `<?xml version="1.0"?><!-- <!DOCTYPE --><!DOCTYPE rss [<!ENTITY a "lol">]><!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY b "&a;&a;]>">]>
      <rss><channel><item><title>&a;&b; ok</title><link>/a</link></item></channel></rss>`;
    expect(read(bomb).cards.map(({ title }) => title)).toEqual(['&a;&b; ok']);
  });

  it('reads an id of Atom that is a path from its xml:base, and leaves one without a base as it is', () => {
    const atom = (base: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"${base}><entry><id>news/vans</id><title>Forty vans bought</title></entry><entry><id>tag:example.org,2024:7/8</id><title>Lamps</title><link href="https://www.example.org/lamps"/></entry></feed>`;
    expect(read(atom(' xml:base="https://www.example.org/blog/"')).cards).toMatchObject([
      { url: 'https://www.example.org/blog/news/vans', externalId: 'https://www.example.org/blog/news/vans' },
      { url: 'https://www.example.org/lamps', externalId: 'tag:example.org,2024:7/8' },
    ]);
    expect(read(atom('')).cards.map(({ url }) => url)).toEqual(['https://www.example.org/lamps']);
  });

  it('takes an id that several items claim for no name', () => {
    const item = (slug: string): string =>
      `<item><link>/${slug}</link><guid isPermaLink="false">same</guid></item>`;
    expect(read(rss(item('a') + item('b'))).cards.map(({ externalId }) => externalId)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('brings no body that is only an excerpt', () => {
    const item = '<item><link>/a</link><content:encoded>&lt;p&gt;Short.&lt;/p&gt;</content:encoded></item>';
    expect(read(rss(item)).cards[0]).toEqual({ url: 'https://www.example.org/a', teaser: 'Short.' });
  });

  it('leaves out items that link nowhere', () => {
    expect(read(rss('<item><title>x</title></item><item><link>javascript:1</link></item>'))).toMatchObject({
      cards: [],
    });
  });

  it('is no fault when it is well-formed and empty, as far as the feed can say', () => {
    expect(read(rss(''))).toMatchObject({ cards: [], declaredEmpty: false });
    expect(read(rss('')).problem).toBeUndefined();
  });

  it.each([
    ['', 'the feed is empty'],
    ['<html><title>Just a moment</title>', 'this is not a feed: it begins "<html>'],
    ['not a feed', 'this is not a feed: it begins "not a feed"'],
    ['{"a":1}', 'this is not a JSON Feed'],
    ['{', 'this is not a JSON Feed'],
  ])('says what is wrong with %j', (body, problem) => {
    expect(read(body)).toMatchObject({ cards: [], problem: expect.stringContaining(problem) });
  });

  it('survives items nested a hundred thousand deep', () => {
    expect(read(rss('<item><link>/a</link>'.repeat(100_000))).cards.length).toBeGreaterThan(0);
  });
});

describe('feedLinks', () => {
  it('finds the feeds that a page names, from its <base>, once each', () => {
    const html = `<base href="https://www.example.org/blog/"><link rel="stylesheet alternate" type="application/rss+xml" href="/no">
      <link rel=Alternate type="application/rss+xml; charset=utf-8" href="feed/"><link rel="feed" href="feed/"><link rel=alternate type="application/json" href="/wp-json/">
      <link rel="alternate" type="application/atom+xml" href="javascript:1"><link rel="alternate" type="application/atom+xml">`;
    expect(feedLinks(html, 'https://www.example.org/')).toEqual(['https://www.example.org/blog/feed/']);
  });
});
