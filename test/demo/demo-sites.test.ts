import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../src/base/source.ts';
import { urlKey } from '../../src/base/url.ts';
import { discover } from '../../src/discover/discover.ts';
import { startOf } from '../../src/discover/start-of.ts';
import { extractPost } from '../../src/extract/extract.ts';
import { postText } from '../../src/model/post.ts';
import type { Page } from '../../src/model/page.ts';
import { startDemoSites } from '../../src/demo/demo-sites.ts';
import { onLoopback } from '../../src/demo/on-loopback.ts';
import { loadSources } from '../../src/rounds/load-sources.ts';

const BUNDLED_SOURCES = fileURLToPath(new URL('../../sources/', import.meta.url));

// Some years on, so that a date written into a template would show.
const NOW = Date.parse('2031-02-03T09:00:00Z');

type Demo = Awaited<ReturnType<typeof startDemoSites>>;
let demo: Demo;
let sources: ReadonlyMap<string, Source>;

beforeAll(async () => {
  demo = await startDemoSites(NOW);
  sources = new Map((await loadSources([BUNDLED_SOURCES])).map(({ source }) => [source.id, source]));
});
afterAll(() => demo.close());

const IDS = ['ashden-news', 'lga-case-studies', 'apse-news'] as const;

function site(id: (typeof IDS)[number]): { site: Demo['sites'][number]; source: Source } {
  const found = demo.sites.find((one) => one.id === id);
  const source = sources.get(id);
  if (found === undefined || source === undefined) throw new Error(`no demonstration of ${id}`);
  return { site: found, source: onLoopback(source, found.origin) };
}

async function read(url: string): Promise<Page> {
  const response = await fetch(url);
  const body = await response.text();
  return {
    kind: 'page',
    url,
    finalUrl: response.url,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    contentType: (response.headers.get('content-type') ?? '').replace(/;.*/, ''),
    charset: 'UTF-8',
    charsetFrom: 'header',
    body,
    wireBytes: body.length,
    bytes: body.length,
    validators: {},
    redirects: [],
    fetchedAt: NOW,
  };
}

/** The keys of all posts that a walk shows. */
async function walk(source: Source, which: 'discover' | 'witness'): Promise<Set<string>> {
  const strategy = source[which];
  if (strategy === undefined) throw new Error('no witness');
  const keys = new Set<string>();
  const todo = [startOf(source, strategy, 0)];
  for (let pageNumber = 1; todo.length > 0 && pageNumber <= 5; pageNumber += 1) {
    const found = discover(await read(todo.shift() ?? ''), { source, strategy, pageNumber });
    expect(found.problem).toBeUndefined();
    for (const card of found.cards) keys.add(urlKey(card.url, source));
    if (!found.declaredEmpty) todo.push(...found.next);
  }
  return keys;
}

describe.each(IDS)('the demonstration of %s', (id) => {
  it('shows every post to the bundled source', async () => {
    const { site: shown, source } = site(id);
    const keys = await walk(source, 'discover');
    expect(shown.posts.filter(({ url }) => !keys.has(urlKey(url, source)))).toEqual([]);
  });

  it('shows its witness the newest posts and none of another site', async () => {
    const { site: shown, source } = site(id);
    const keys = await walk(source, 'witness');
    expect(keys).toContain(urlKey(shown.posts[0]?.url ?? '', source));
    const known = new Set(shown.posts.map(({ url }) => urlKey(url, source)));
    expect([...keys].filter((key) => !known.has(key))).toEqual([]);
  });

  it('has posts of every kind, of 150 to 450 words, that read whole', async () => {
    const { site: shown, source } = site(id);
    expect(new Set(shown.posts.map(({ kind }) => kind)).size).toBe(4);
    for (const { url, title } of shown.posts) {
      const post = extractPost(await read(url), { source, now: new Date(NOW) });
      if ('kind' in post) throw new Error(`${url}: ${post.why}`);
      expect(post.title).toBe(title);
      const words = postText(post).split(/\s+/).length;
      expect({ url, fits: words >= 140 && words <= 450 }).toEqual({ url, fits: true });
    }
  });

  it('names no host but the one that it is served from', async () => {
    const { site: shown, source } = site(id);
    const page = await read(shown.posts[0]?.url ?? '');
    const links = [...page.body.matchAll(/(?:href|content)="(https?:\/\/[^"]+)"/g)].map(
      ([, url = '']) => url,
    );
    expect(links.filter((url) => new URL(url).origin !== shown.origin)).toEqual([]);
    expect(new URL(source.home).origin).toBe(shown.origin);
  });
});

describe('the manners of the sites', () => {
  it('WordPress answers 304 to its own ETag and to its Last-Modified', async () => {
    const { site: shown } = site('ashden-news');
    const url = `${shown.origin}/wp-json/wp/v2/posts?per_page=5`;
    const { headers } = await read(url);
    expect(headers['x-wp-total']).toBe('15');
    expect(headers['x-wp-totalpages']).toBe('3');
    const asked = [
      { 'if-none-match': headers['etag'] ?? '' },
      { 'if-modified-since': headers['last-modified'] ?? '' },
    ];
    for (const validators of asked) expect((await fetch(url, { headers: validators })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('WordPress refuses what the real one refuses', async () => {
    const { origin } = site('ashden-news').site;
    expect((await fetch(`${origin}/wp-json/wp/v2/posts?page=99`)).status).toBe(400);
    expect((await fetch(`${origin}/wp-json/wp/v2/council`)).status).toBe(404);
    expect(
      await (await fetch(`${origin}/wp-json/wp/v2/posts?_fields=id,title.rendered&per_page=1`)).json(),
    ).toEqual([{ id: expect.any(Number), title: { rendered: expect.any(String) } }]);
  });

  it('two of the three have a robots.txt, with a sitemap on their own origin', async () => {
    const robots = await Promise.all(demo.sites.map(({ origin }) => read(`${origin}/robots.txt`)));
    const found = robots.filter(({ status }) => status === 200);
    expect(found).toHaveLength(2);
    for (const { body, url } of found) expect(body).toContain(`Sitemap: ${new URL(url).origin}/`);
  });

  it('ColdFusion gives no validators, answers in both spellings, and 200 to what is not there', async () => {
    const { site: shown } = site('apse-news');
    const url = shown.posts[0]?.url ?? '';
    const one = await read(url);
    const other = await read(url.replace('/apse/index.cfm/', '/index.cfm/APSE/'));
    expect(one.headers).not.toHaveProperty('etag');
    expect(one.headers).not.toHaveProperty('last-modified');
    expect(other.body).toBe(one.body);
    const gone = await read(`${shown.origin}/apse/index.cfm/news/articles/2026/pothole-innovation-day/`);
    expect(gone.status).toBe(200);
    expect(gone.body).toContain('could not be found');
  });
});

it('has been writing until the day before', () => {
  expect(demo.sites.flatMap(({ posts }) => posts).filter(({ url }) => url.includes('/2026/'))).toEqual([]);
  expect(demo.sites.find(({ id }) => id === 'apse-news')?.posts[0]?.url).toContain('/articles/2031/');
});

describe('onLoopback', () => {
  it('moves home, hosts and absolute addresses, and leaves the rest as it is', () => {
    const source = sources.get('apse-news');
    if (source === undefined) throw new Error('no apse-news');
    const absolute = {
      ...source.discover,
      url: `https://apse.org.uk/apse/index.cfm/news/?a=1`,
    } as Source['discover'];
    const moved = onLoopback({ ...source, discover: absolute }, 'http://127.0.0.1:8123');
    expect(moved.home).toBe('http://127.0.0.1:8123/apse/index.cfm/news/');
    expect(moved.hosts).toEqual({ canonical: '127.0.0.1:8123', aliases: [] });
    expect(moved.discover).toEqual({ ...absolute, url: 'http://127.0.0.1:8123/apse/index.cfm/news/?a=1' });
    const { home: _h, hosts: _o, discover: _d, ...rest } = moved;
    expect(source).toMatchObject(rest);
  });
});
