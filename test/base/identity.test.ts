import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { cleanUrl } from '../../src/base/clean-url.ts';
import { isOnHosts, KEYS, resolveUrl, urlKey } from '../../src/base/url.ts';

const source = {
  hosts: { canonical: 'news.example.org', aliases: [] },
  urlRules: [],
  dropParams: [],
};
const key = (path: string): string =>
  urlKey(path.startsWith('http') ? path : `https://news.example.org${path}`, source);

test.each([
  'at_medium=RSS&at_campaign=K',
  'ncid=rss',
  'wt_mc=a&wt_zmc=b',
  'sr_share=facebook',
  'mbid=social',
  'n_cid=T1',
  '__s=abc',
  'dm_i=4X1,1AB,QQ',
  'ga_source=x',
  'mc_cid=1&mc_eid=2',
  'vero_id=a',
  'elqTrackId=1',
  'oft_id=1',
  '_branch_match_id=1',
  's_kwcid=1',
  'gad_source=1',
  'epik=x',
  'irclickid=1',
  'cm_mmc=a',
  'et_rid=1',
  'print=1',
  'view=print',
  'tmpl=component',
  'mode=print',
  'outputType=amp',
  'replytocom=55',
  'share=twitter&nb=1',
  'from=rss',
  'feature=oembed',
  'preview=true&preview_id=4',
  'no_cache=1&cHash=0123456789abcdef',
  '__cf_chl_rt_tk=abc',
  '_x_tr_sl=auto&_x_tr_tl=en',
  'token=9f86d081884c7d659a2feaa0c55ad015',
  '_wpnonce=1a2b3c4d5e',
  'noamp=mobile',
  'amp=1&noamp=available',
  'rss=1',
  'fromfeed=true',
  'shared=email&msg=fail',
  'mod=rss_headlines',
  'ref=rssfeed',
  'mobile=1',
  'device=mobile',
  'lightbox=1',
  'no_redirect=true',
  '_=1700000000000',
  'nocache=1700000000',
  'unapproved=12&moderation-hash=ab12cd',
  'relatedposts_hit=1&relatedposts_origin=55',
  'osCsid=8fa1c0b2d3e4f5a6',
  'PORTALSESSID=91ab22cd33ef44',
  's=8fa1c0b2d3e4f5a6b7c8d9e0f1a2b3c4',
])('?%s says how a reader came, not which page is meant', (query) => {
  expect(key(`/a?${query}`)).toBe(key('/a'));
});

test.each([
  'id=5',
  'source=3',
  'cid=7',
  'share=12',
  'format=pdf',
  'view=archive',
  'print=no-cuts',
  'layout=2',
  'atlas=1',
  'from=leeds',
  'nb=3',
  'preview=exhibition',
  'token=bus-token-2026-price',
  'sid=20260314',
  'gap=3',
  'id=8fa1c0b2d3e4f5a6b7c8',
  'session=opening',
  'sessionid=3',
  's=warm+homes',
  's=12',
  'rss=12',
  'mod=news',
  'msg=12',
  'device=boiler',
  'theme=energy',
  'embed=abc123',
  'timestamp=12',
  'redirect=/news/a',
  'returnUrl=/news/a',
])('?%s may say which page is meant', (query) => {
  expect(key(`/a?${query}`)).not.toBe(key('/a'));
});

test.each([
  ['/articles/c01.amp', '/articles/c01'],
  ['/amp/a', '/a'],
  ['https://amp.news.example.org/a', '/a'],
  ['/node/12/print', '/node/12'],
  ['/a.amp.html', '/a.html'],
  ['/(S(lit3py55t21z5v55vlm25s55))/a', '/a'],
  ['/a;sid=9F86D081884C', '/a'],
  ['/print/news/a', '/news/a'],
  ['/news/print/4711', '/news/4711'],
  ['/news/warm-homes/print.html', '/news/warm-homes'],
  ['/news/default.aspx', '/news/'],
  ['https://m.news.example.org/a', '/a'],
  ['https://news-example-org.cdn.ampproject.org/c/s/news.example.org/a', '/a'],
  ['https://www.google.com/amp/s/news.example.org/a', '/a'],
  ['/printversion/a', '/a'],
  ['/print-version/news/a', '/news/a'],
  ['/a?print=print', '/a'],
  ['/2024/05/a.html?m=1', '/2024/05/a.html'],
  ['/index.php/news/a', '/news/a'],
  ['/a%20', '/a'],
  ['https://web.archive.org/web/20240101000000/https://news.example.org/a?id=5', '/a?id=5'],
  ['/web/guest/-/warm-homes?redirect=%2Fweb%2Fguest%2Fnews', '/web/guest/-/warm-homes'],
  ['/-/warm-homes?p_p_id=101_INSTANCE_x&p_r_p_resetCur=true&inheritRedirect=true', '/-/warm-homes'],
  ['/news/4711?returnUrl=%2Fnews', '/news/4711'],
  ['/sessionid=0f9a8b7c6d5e4f3a/news/a', '/news/a'],
  ['/news/a;JSESSIONID_PORTAL=0000xyz', '/news/a'],
  ['https://news-example-org.translate.goog/a?_x_tr_sl=en', '/a'],
  ['https://reader.example/https://news.example.org/a?id=5', '/a?id=5'],
  ['https://gate.example/?https://news.example.org/a', '/a'],
  ['https://gate.example/1x/https%3A%2F%2Fnews.example.org%2Fa', '/a'],
  ['https://counter.example/away?to=https%3A%2F%2Fnews.example.org%2Fa', '/a'],
  ['http://archive.org/web/2024id_/http:/news.example.org/a', '/a'],
])('%s is a copy of %s', (copy, page) => {
  expect(key(copy)).toBe(key(page));
});

test.each([
  ['/services/print', '/services'],
  ['/print/a', '/a'],
  ['/print-works/a', '/works/a'],
  ['/default/a', '/a'],
  ['https://blog.news.example.org/a', '/a'],
  ['/amp', '/'],
  ['/printversion', '/'],
  ['/printversions/a', '/a'],
  ['/index.php', '/index.php/a'],
  ['/index.php/a', '/index.php/b'],
  ['/a?m=2024', '/a'],
  ['/web/2024/https://news.example.org/a', '/a'],
  ['https://web.archive.org/about', '/about'],
  ['https://web.archive.org/web/2024/https://other.example/a', '/a'],
  ['/stamp', '/st'],
  ['https://champ.news.example.org/a', '/a'],
  ['/sid-shrewsbury/a', '/a'],
  ['/go?redirect=/news/a', '/go?redirect=/news/b'],
  ['/news?p_p_id=1', '/news?p_p_id=2'],
  ['https://partner.example/a?ref=https://news.example.org/news/', '/news/'],
  ['https://partner.example/a?url=https://news.example.org/', '/'],
])('%s is not a copy of %s', (one, other) => {
  expect(key(one)).not.toBe(key(other));
});

test.each([
  'https://www.google.com/url?rct=j&sa=t&url=https://news.example.org/a%3Fid%3D5&ct=ga',
  'https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example.org%2Fa%3Fid%3D5&h=AT0',
  'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fnews.example.org%2Fa%3Fid%3D5&data=05',
  'https://www.youtube.com/redirect?event=video&q=https%3A%2F%2Fnews.example.org%2Fa%3Fid%3D5',
  'https://urldefense.proofpoint.com/v2/url?u=https-3A__news.example.org_a-3Fid-3D5&d=DwMFaQ',
  'https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fnews.example.org%2Fa%3Fid%3D5&k=x',
  'https://urldefense.com/v3/__https://news.example.org/a?id=5__;!!AbC!xyz$',
  'https://linkprotect.cudasvc.com/url?a=https%3A%2F%2Fnews.example.org%2Fa%3Fid%3D5&c=E,1',
])('%s leads to the page that its host counts clicks on', (counted) => {
  expect(resolveUrl(counted, undefined)).toBe('https://news.example.org/a?id=5');
});

test.each([
  'https://www.facebook.com/sharer.php?u=https%3A%2F%2Fnews.example.org%2Fa',
  'https://www.google.com/search?q=https%3A%2F%2Fnews.example.org%2Fa',
  'https://www.google.com/url?q=javascript%3Aalert(1)',
  'https://web.archive.org/web/2024/https://news.example.org/a',
])('%s leads nowhere else', (address) => {
  expect(resolveUrl(address, undefined)).toBe(address);
});

describe('a fragment', () => {
  it.each([
    ['/#/topic/57d1', '/#/user/li'],
    ['/#!/mmc-wl', '/#!/other'],
    ['/aria/#View:uri=C1', '/aria/#View:uri=C2'],
  ])('that is a route tells pages apart: %s and %s', (one, other) => {
    expect(key(one)).not.toBe(key(other));
    expect(resolveUrl(one, 'https://news.example.org/')).toBe(`https://news.example.org${one}`);
  });

  it.each(['#comments', '#respond', '#:~:text=lamps', '#utm_source=rss', '#xtor=RSS-1', '#'])(
    'that is a place in a page says nothing: %s',
    (fragment) => {
      expect(key(`/a${fragment}`)).toBe(key('/a'));
      expect(resolveUrl(`/a${fragment}`, 'https://news.example.org/')).toBe('https://news.example.org/a');
    },
  );
});

test('an address is on a source’s hosts with and without www, and on no other', () => {
  expect(isOnHosts('https://www.news.example.org/a', source.hosts)).toBe(true);
  expect(isOnHosts('https://news.example.org:8443/a', source.hosts)).toBe(false);
  expect(isOnHosts('https://partner.example/a', source.hosts)).toBe(false);
  expect(isOnHosts('no address', source.hosts)).toBe(false);
});

test.each([
  ['/a?dm_i=4X1,1AB&id=7&utm_source=x', '/a?id=7'],
  ['/a?id=7&B=x&a=1&fbclid=9#part', '/a?id=7&B=x&a=1#part'],
  ['/a?utm_source=x#part', '/a#part'],
  ['/a?UTM_Source=x', '/a'],
  ['/a?sid=3&p=2', '/a?p=2'],
  ['/a?ncid=3&gclid=2', '/a?ncid=3'],
  ['/a?p=1&&p=%C3%A9', '/a?p=1&p=%C3%A9'],
  ['/a?flag&utm_medium', '/a?flag'],
  ['/a', '/a'],
  ['/a#/route?utm_source=x', '/a#/route?utm_source=x'],
  ['mailto:someone', 'mailto:someone'],
])('%s is stored and published as %s', (given, clean) => {
  const rules = { ...source, dropParams: ['SID'], keepParams: ['ncid'] };
  const at = (path: string) => (path.startsWith('/') ? `https://news.example.org${path}` : path);
  expect(cleanUrl(at(given), rules)).toBe(at(clean));
});

it('are counted: whoever changes what one address is raises KEYS, so that stored posts are given their names anew', () => {
  const some = [
    ...[
      '/',
      '/a/',
      '/a/index.html',
      '/a/default.aspx?id=2&b=1',
      '/a-b-c/print',
      '/node/5/printable',
      '/print/a/b',
    ],
    ...[
      '/a;jsessionid=1',
      '/a?utm_source=x&page=2',
      '/a#top',
      '/a#/route',
      '/caf%c3%a9',
      '/a//b',
      '/amp/a',
      '/a/amp/',
    ],
    ...['https://m.news.example.org/a', 'https://www.news.example.org/a', 'https://amp.news.example.org/a'],
    'https://www.google.com/url?url=https://news.example.org/a',
    'https://news-example-org.cdn.ampproject.org/c/s/news.example.org/a',
    ...[
      '/printversion/a',
      '/index.php/a',
      '/a%20',
      '/a?m=1',
      'https://web.archive.org/web/2024/https://news.example.org/a',
    ],
  ];
  some.push(
    '/a-b?redirect=%2Fnews',
    '/sid=0f9a8b7c6d/a',
    '/a?noamp=mobile',
    'https://x.example/?https://news.example.org/a',
    '/a/. /',
  );
  const keys = createHash('sha256').update(some.map(key).join('\n')).digest('hex').slice(0, 12);
  expect([KEYS, keys]).toEqual([5, '7a7271fb863f']);
});
