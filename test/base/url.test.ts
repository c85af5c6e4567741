import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasKeys, resolveUrl, sameSite, urlKey } from '../../src/base/url.ts';
import { sourceOf } from '../discover/source-of.ts';

const apse = sourceOf(undefined, {
  id: 'apse-news',
  home: 'https://www.apse.org.uk/apse/index.cfm/news/',
  hosts: { canonical: 'www.apse.org.uk' },
  urlRules: [{ from: /^\/(?:apse\/index\.cfm|index\.cfm\/apse)(?=\/|$)/i, to: '/apse/index.cfm' }],
});
const lga = sourceOf(undefined, {
  hosts: {
    canonical: 'www.local.gov.uk',
    aliases: ['lb.local.gov.uk', 'lb2.local.gov.uk', 'www2.local.gov.uk', 'lgaconservatives.local.gov.uk'],
  },
  dropParams: ['mode', 'ocref'],
});
const plain = sourceOf();

describe('urlKey', () => {
  it.each([
    ['http and https', ['http://www.local.gov.uk/case-studies/x', 'https://www.local.gov.uk/case-studies/x']],
    ['www and bare', ['https://www.local.gov.uk/x', 'https://local.gov.uk/x']],
    ['the last slash', ['https://www.local.gov.uk/x', 'https://www.local.gov.uk/x/']],
    ['capitals in the host', ['https://WWW.Local.Gov.UK/x', 'https://www.local.gov.uk/x']],
    [
      'load balancers and group sites',
      ['https://lb2.local.gov.uk/x', 'https://lgaconservatives.local.gov.uk/x', 'https://www.local.gov.uk/x'],
    ],
    ['a dot after the host', ['https://www.local.gov.uk./x', 'https://www.local.gov.uk/x']],
    ['default ports', ['http://www.local.gov.uk:80/x', 'https://www.local.gov.uk:443/x']],
    [
      'index pages',
      ['https://local.gov.uk/x/', 'https://local.gov.uk/x/index.html', 'https://local.gov.uk/x/index.php'],
    ],
    [
      'copies for phones',
      [
        'https://local.gov.uk/x',
        'https://local.gov.uk/x/amp',
        'https://local.gov.uk/x/amp/',
        'https://local.gov.uk/x?hs_amp=true',
        'https://local.gov.uk/x?amp=1',
      ],
    ],
    [
      'campaign tags',
      [
        'https://local.gov.uk/x',
        'https://local.gov.uk/x?utm_source=a&UTM_medium=b',
        'https://local.gov.uk/x?fbclid=1&_hsenc=2&mc_cid=3',
      ],
    ],
    [
      'an action network',
      ['https://local.gov.uk/x', 'https://local.gov.uk/x?link_id=1&can_id=2&source=email-a&email_referrer=b'],
    ],
    [
      'where the reader came from',
      [
        'https://local.gov.uk/x',
        'https://local.gov.uk/x?ref=rss',
        'https://local.gov.uk/x?ref=www.local.gov.uk',
        'https://local.gov.uk/x?ref=othernews.com',
      ],
    ],
    ['a display the source names as noise', ['https://local.gov.uk/x', 'https://local.gov.uk/x?mode=grid']],
    [
      'servlet sessions',
      ['https://local.gov.uk/making-savings', 'https://local.gov.uk/making-savings;jsessionid=0A1B.node2'],
    ],
    ['ColdFusion sessions', ['https://local.gov.uk/x?id=3', 'https://local.gov.uk/x?CFID=12&CFTOKEN=9&id=3']],
    [
      'the order of parameters',
      ['https://local.gov.uk/n/?startRow=31&nextNID=AB', 'https://local.gov.uk/n/?nextNID=AB&startRow=31'],
    ],
    [
      'a percent-encoded dash',
      ['https://local.gov.uk/a–b', 'https://local.gov.uk/a%e2%80%93b', 'https://local.gov.uk/a%E2%80%93b'],
    ],
    ['a percent-encoded apostrophe', ["https://local.gov.uk/council's", 'https://local.gov.uk/council%27s']],
    ['fragments', ['https://local.gov.uk/x#comments', 'https://local.gov.uk/x']],
    ['credentials', ['https://user:secret@local.gov.uk/x', 'https://local.gov.uk/x']],
  ])('makes one key of %s', (_, spellings) => {
    expect(new Set(spellings.map((url) => urlKey(url, lga)))).toHaveLength(1);
  });

  it('makes one key of the four spellings of an APSE address, whatever the host and scheme', () => {
    const spellings = ['/apse/index.cfm', '/index.cfm/apse', '/APSE/index.cfm', '/index.cfm/APSE'].flatMap(
      (start) =>
        ['http://apse.org.uk', 'https://www.apse.org.uk'].map(
          (host) => `${host}${start}/blog/roger-and-out/`,
        ),
    );
    expect(new Set(spellings.map((url) => urlKey(url, apse)))).toEqual(
      new Set(['https://www.apse.org.uk/apse/index.cfm/blog/roger-and-out']),
    );
  });

  it('keeps capitals in a path apart where no rule of the source says otherwise', () => {
    expect(urlKey('https://www.example.org/NZIP', plain)).not.toBe(
      urlKey('https://www.example.org/nzip', plain),
    );
  });

  it.each([
    'id=221',
    'ID=10125',
    'ocid=3',
    'p=17762',
    'page=2',
    'startRow=11',
    'topic=57',
    'ref=annual-report',
    'source=lga',
    'link_id=4',
    'amp=12v',
  ])('keeps ?%s, which carries meaning', (query) => {
    expect(urlKey(`https://www.example.org/x?${query}`, plain)).toBe(`https://www.example.org/x?${query}`);
  });

  it('keeps a port, so that sources on loopback have keys of their own', () => {
    const loopback = sourceOf(undefined, {
      home: 'http://127.0.0.1:4321/',
      hosts: { canonical: '127.0.0.1:4321', aliases: ['localhost:4321'] },
    });
    expect(urlKey('http://127.0.0.1:4321/a/', loopback)).toBe('https://127.0.0.1:4321/a');
    expect(urlKey('http://localhost:4321/a', loopback)).toBe('https://127.0.0.1:4321/a');
    expect(urlKey('http://127.0.0.1:9999/a', loopback)).toBe('https://127.0.0.1:9999/a');
  });

  it('leaves a text that is no address as it is', () => {
    expect(urlKey(' mailto:a@b.example ', plain)).toBe('mailto:a@b.example');
  });

  it('never merges two posts of the sources it was made for', () => {
    expect(new Set(POSTS.map((url) => urlKey(url, plain)))).toHaveLength(POSTS.length);
  });

  it('is idempotent, whatever the address', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        const key = urlKey(url, lga);
        expect(urlKey(key, lga)).toBe(key);
      }),
    );
  });

  it('leaves no dot segment where the mark of a phone’s copy stood', () => {
    expect(urlKey('https://www.example.org/..amp', plain)).toBe('https://www.example.org/..amp');
    expect(urlKey('https://www.example.org/works-inc./amp', plain)).toBe(
      'https://www.example.org/works-inc.',
    );
  });

  it('leaves no dot segment where a stray space stood', () => {
    expect(urlKey('https://www.example.org/. /', plain)).toBe('https://www.example.org/');
    expect(urlKey('https://www.example.org/a/..%20/', plain)).toBe('https://www.example.org/');
  });

  it('treats what is no address, or is longer than servers take, as its own key', () => {
    const endless = `https://www.example.org/${'calendar/'.repeat(1000)}`;
    expect(urlKey(endless, plain)).toBe(endless);
    expect(resolveUrl(endless, undefined)).toBeUndefined();
  });

  it('does not depend on the order of parameters', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word)), fc.infiniteStream(fc.nat()), (pairs, numbers) => {
        const shuffled = pairs
          .map((pair) => ({ pair, at: numbers.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at);
        const address = (some: readonly (readonly [string, string])[]): string =>
          `https://www.example.org/x?${some.map((pair) => pair.join('=')).join('&')}`;
        expect(urlKey(address(shuffled.map(({ pair }) => pair)), plain)).toBe(urlKey(address(pairs), plain));
      }),
    );
  });

  it('keeps two slugs apart', () => {
    fc.assert(
      fc.property(slug, slug, (a, b) => {
        fc.pre(a !== b);
        expect(urlKey(`https://www.example.org/news/${a}/`, plain)).not.toBe(
          urlKey(`https://www.example.org/news/${b}/`, plain),
        );
      }),
    );
  });
});

const word = fc.stringMatching(/^[a-z][a-zA-Z0-9%_.-]{0,8}$/);
const slug = fc.stringMatching(/^[a-z0-9]{1,6}(?:-[a-z0-9]{1,6}){0,4}$/).filter((text) => text !== 'amp');
const PIECES = [
  '/',
  '//',
  'amp',
  'index',
  '.html',
  '.php',
  ';jsessionid=',
  ';',
  'a',
  '%',
  '%2',
  '%41',
  '%2e',
  '..',
  '.',
  '?',
  '&',
  '=',
  'ref=',
  'é',
  '+',
  ' ',
  '\\',
];
const anyUrl = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc
    .tuple(fc.webPath(), fc.string({ unit: 'grapheme' }))
    .map(([path, odd]) => `https://www.local.gov.uk${path}/amp/index.html?${odd}`),
  fc.string().map((odd) => `http://lb.local.gov.uk/${odd}`),
  fc
    .array(fc.constantFrom(...PIECES), { maxLength: 14 })
    .map((pieces) => `http://lb.local.gov.uk/${pieces.join('')}`),
);

const POSTS = [
  'https://ashden.org/news/need-to-know-sustainable-procurement/',
  'https://ashden.org/news/durhams-plastics-pledge-helps-council-partners-and-suppliers-cut-waste/',
  'https://www.local.gov.uk/case-studies/procurement-tools-carbon-emissions',
  'https://www.local.gov.uk/procurement-and-contract-management-support',
  'https://www.apse.org.uk/apse/index.cfm/blog/getting-more-bang-for-the-public-buck',
  'https://www.apse.org.uk/apse/index.cfm/research/current-research-programme/more-bang-for-the-public-book',
  'https://www.apse.org.uk/apse/index.cfm/news/articles/2011/done28099t-bin-the-idea-of-local-choices/',
  'https://www.apse.org.uk/apse/index.cfm/blog/permalink-saving-the-planet/',
  'https://slowlane.us/14-finding-delight-in-public-procurement/',
  'https://slowlane.us/27-epilogue-your-slow-lane/',
  'https://councils.coop/?p=17762',
  'https://councils.coop/?p=2464',
  'https://lb2.local.gov.uk/node/8283259',
  'https://publiccontractsscotland.gov.uk/CaseStudies/casestudy_detail.aspx?id=221',
  'https://publiccontractsscotland.gov.uk/CaseStudies/casestudy_detail.aspx?id=222',
  'https://groups.friendsoftheearth.uk/resources/councils-tackling-climate-chaos?topic=57',
  'https://groups.friendsoftheearth.uk/resources/councils-tackling-climate-chaos?topic=58',
  'https://open-contracting.org/2019/12/02/slug',
  'https://open-contracting.org/ru/2019/12/02/slug',
  'https://www.localgov.co.uk/Title/41262',
];

describe('resolveUrl', () => {
  it.each([
    ['../x', 'https://www.example.org/a/b/c', 'https://www.example.org/a/x'],
    ['  /x y\n', 'https://www.example.org/a', 'https://www.example.org/x%20y'],
    ['//other.example/x', 'http://www.example.org/a', 'http://other.example/x'],
    ['?page=2', 'https://www.example.org/news/?page=1', 'https://www.example.org/news/?page=2'],
    ['x#part', 'https://www.example.org/', 'https://www.example.org/x'],
    ['https://user:secret@www.example.org/', 'https://www.example.org/', 'https://www.example.org/'],
  ])('resolves %s on %s', (href, base, goal) => {
    expect(resolveUrl(href, base)).toBe(goal);
  });

  it.each([
    'mailto:a@b.example',
    'javascript:void(0)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'tel:+44',
    'ftp://x.example/',
    'http://',
    'https://exa mple/',
    'http://[::1',
  ])('gives nothing for %s', (href) => {
    expect(resolveUrl(href, 'https://www.example.org/')).toBeUndefined();
  });
});

describe('sameSite', () => {
  it.each([
    ['https://www.local.gov.uk/', 'https://lb2.local.gov.uk/x', true],
    ['https://www.devon.gov.uk/', 'https://www.kent.gov.uk/', false],
    ['https://apse.org.uk/', 'http://www.apse.org.uk/', true],
    ['https://a.blogspot.com/', 'https://b.blogspot.com/', false],
    ['https://ashden.org/', 'https://ashden.org.evil.example/', false],
    ['https://ashden.org/', 'https://notashden.org/', false],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:2/', true],
    ['http://127.0.0.1/', 'http://10.0.0.1/', false],
    ['https://ashden.org/', 'no address', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(sameSite(a, b)).toBe(same);
    expect(sameSite(b, a)).toBe(same);
  });
});

describe('aliasKeys', () => {
  const url = 'https://www.example.org/news/lamps/';
  const names = (other: object): string[] => aliasKeys({ url, ...other }, plain);

  it('takes canonical, og:url, the final address and an address for a guid', () => {
    expect(
      names({
        finalUrl: 'https://www.example.org/stories/lamps/',
        canonicals: ['https://example.org/stories/led-lamps', '/stories/lamps'],
        externalId: 'https://www.example.org/?p=12',
      }),
    ).toEqual([
      'https://www.example.org/stories/lamps',
      'https://www.example.org/stories/led-lamps',
      'https://www.example.org/?p=12',
    ]);
  });

  it('takes a WordPress id and a guid that is no address under the name of the source', () => {
    expect(names({ externalId: 'wp:12' })).toEqual(['wp:example:12']);
    expect(names({ externalId: 'tag:example.org,2024:12' })).toEqual([
      'guid:example:tag:example.org,2024:12',
    ]);
  });

  it.each([
    ['the post itself', 'https://example.org/news/lamps?utm_source=x'],
    ['the root of the site', 'https://www.example.org/'],
    ['the listing', 'http://example.org/news'],
    ['another site, which is syndication', 'https://www.local.gov.uk/case-studies/lamps'],
    ['no address', 'javascript:void(0)'],
    ['nothing', ' '],
  ])('leaves out %s', (_, canonical) => {
    expect(names({ canonicals: [canonical], finalUrl: canonical })).toEqual([]);
  });
});
