import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_CHROMIUM } from '../chromium.ts';
import { type Answer, openBench, openWeb, type Bench, type Web } from './web.ts';

// Sites as they come, in small: each has one thing that a survey must see.
let web: Web;
let bench: Bench;

beforeEach(async () => {
  web = await openWeb({});
  bench = openBench([web.host]);
});
afterEach(async () => {
  await web.close();
  bench.close();
});

type Report = {
  readonly id: string;
  readonly file: string;
  readonly posts: number;
  readonly discover: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly witness: { readonly kind: string } | null;
  readonly check: { readonly faults: readonly string[] };
  readonly why?: string;
};

const survey = async (at: string): Promise<Report> =>
  bench.json<Report>('new', web.origin + at, '--dir', bench.sources);

const TOWNS = [
  'Aberdeen',
  'Bolton',
  'Carlisle',
  'Derby',
  'Exeter',
  'Falkirk',
  'Gateshead',
  'Harlow',
  'Ipswich',
];
const title = (town: string): string => `${town} buys lamps that last for twenty years`;
const slug = (town: string): string => `${town.toLowerCase()}-buys-lamps`;
const TEXT =
  'The council asked its suppliers what a lamp costs over twenty years, and bought by that price. It saved a third of the bill within two winters, and the streets are brighter.';

function article(town: string): Answer {
  return `<html><head><title>${title(town)} | Lamp news</title></head><body><main><h1>${title(town)}</h1>
    <div class="story"><p>${TEXT}</p><p>${TEXT}</p></div></main></body></html>`;
}

function articles(folder: string, towns: readonly string[] = TOWNS): Record<string, Answer> {
  return Object.fromEntries(towns.map((town) => [`${folder}${slug(town)}/`, article(town)]));
}

function page(main: string, head = ''): string {
  return `<html><head><title>News | Lamp news</title>${head}</head><body><nav><a href="/">Home page of us</a>
    <a href="/about/">About the lamp people</a></nav><main><h1>News</h1>${main}</main></body></html>`;
}

function cards(folder: string, towns: readonly string[]): string {
  return towns
    .map(
      (town, at) =>
        `<div class="tile post-${at} sc-bdVaJa"><h2><a href="${folder}${slug(town)}/">${title(town)}</a></h2><p>How ${town} did it, and what its officers would do another time.</p></div>`,
    )
    .join('');
}

function rest(towns: readonly string[], folder: string): Answer {
  const posts = towns.map((town, at) => ({
    id: at + 1,
    date: `2026-10-${String(28 - at).padStart(2, '0')}T09:00:00`,
    link: `{origin}${folder}${slug(town)}/`,
    title: { rendered: title(town) },
    content: { rendered: `<p>${TEXT}</p><p>${TEXT}</p>` },
  }));
  const headers = { 'x-wp-total': String(towns.length), 'x-wp-totalpages': '1' };
  return { body: JSON.stringify(posts), type: 'application/json', headers };
}

const REST_QUERY =
  'per_page=100&orderby=date&order=desc&_fields=id%2Cdate%2Cdate_gmt%2Cmodified%2Clink%2Ctitle%2Cexcerpt%2Ccontent';
const PLAIN_QUERY = `&${REST_QUERY}`;

describe('sources new', () => {
  it('takes the WordPress type that brings the posts of the listing, not the one that brings most', async () => {
    const types = {
      post: { rest_base: 'posts' },
      case: { rest_base: 'cases' },
      page: { rest_base: 'pages' },
    };
    const [cases, news] = [TOWNS.slice(0, 4), TOWNS.slice(4)];
    web.pages = {
      '/cases/': page(cards('/cases/', cases), '<link rel="https://api.w.org/" href="/wp-json/">'),
      '/wp-json/wp/v2/types': { body: JSON.stringify(types), type: 'application/json' },
      [`/wp-json/wp/v2/posts?${REST_QUERY}`]: rest(news, '/news/'),
      [`/wp-json/wp/v2/cases?${REST_QUERY}`]: rest(cases, '/cases/'),
      ...articles('/cases/', cases),
    };
    const made = await survey('/cases/');
    expect(made.discover).toMatchObject({ kind: 'wordpress', type: 'cases' });
    expect(made.posts).toBe(4);
    expect(made.check.faults).toEqual([]);
  });

  it('finds WordPress REST without pretty addresses, though no page names it', async () => {
    web.pages = {
      '/news/': page(cards('/news/', TOWNS)),
      [`/?rest_route=%2Fwp%2Fv2%2Fposts${PLAIN_QUERY}`]: rest(TOWNS, '/news/'),
      ...articles('/news/'),
    };
    const made = await survey('/news/');
    expect(made.discover).toMatchObject({ kind: 'wordpress', base: '/?rest_route=/' });
    expect(made.check.faults).toEqual([]);
  });

  it('takes a feed that holds everything where the page itself shows nothing', async () => {
    const items = TOWNS.map(
      (town, at) =>
        `<item><title>${title(town)}</title><link>{origin}/news/${slug(town)}/</link><pubDate>${new Date(Date.UTC(2026, 9, 28 - at)).toUTCString()}</pubDate></item>`,
    );
    web.pages = {
      '/news/': page(
        '<div id="app"></div>',
        '<link rel="alternate" type="application/rss+xml" href="/all.rss">',
      ),
      '/all.rss': {
        body: `<rss version="2.0"><channel><title>Lamp news</title>${items.join('')}</channel></rss>`,
        type: 'application/rss+xml',
      },
      ...articles('/news/'),
    };
    const made = await survey('/news/');
    expect(made.discover).toEqual({ kind: 'feed', url: '/all.rss' });
    expect(made.posts).toBe(TOWNS.length);
    expect(made.check.faults).toEqual([]);
  });

  it('takes the addresses below the section from a sitemap where nothing else shows posts', async () => {
    const urls = [...TOWNS.map((town) => `/news/${slug(town)}/`), '/about/', '/news/'].map(
      (at) => `<url><loc>{origin}${at}</loc></url>`,
    );
    web.pages = {
      '/robots.txt': { body: 'User-agent: *\nSitemap: {origin}/map.xml\n', type: 'text/plain' },
      '/map.xml': { body: `<urlset>${urls.join('')}</urlset>`, type: 'application/xml' },
      '/news/': page('<div id="app"></div>'),
      ...articles('/news/'),
    };
    const made = await survey('/news/');
    expect(made.discover.kind).toBe('sitemap');
    expect(made.posts).toBe(TOWNS.length);
    expect(made.check.faults).toEqual([]);
  });

  it('counts pages that are only numbered, and leaves files and the most read aside', async () => {
    const pager = '<p class="pages"><a href="/news/?start=3">2</a> <a href="/news/?start=6">3</a></p>';
    const aside = `<aside><h2>Most read</h2><ul>${['Kent', 'Luton', 'Mold', 'Neath'].map((town) => `<li><a href="/news/${slug(town)}/">${title(town)}</a></li>`).join('')}</ul></aside>`;
    const file =
      '<div class="tile"><h2><a href="/news/annual-report-of-lamps.pdf">The annual report of our lamps</a></h2><p>All the figures of the year, with tables.</p></div>';
    web.pages = {
      '/news/': page(aside + cards('/news/', TOWNS.slice(0, 3)) + file + pager),
      '/news/?start=3': page(aside + cards('/news/', TOWNS.slice(3, 6)) + pager),
      '/news/?start=6': page(aside + cards('/news/', TOWNS.slice(6, 9)) + pager),
      ...articles('/news/'),
    };
    const made = await survey('/news/');
    expect(made.discover).toMatchObject({
      card: '.tile',
      link: 'h2 a',
      pages: { param: 'start', first: 0, step: 3 },
    });
    expect(made.posts).toBeGreaterThanOrEqual(9);
    expect(readFileSync(made.file, 'utf8')).toContain('keep: ({ url }) => !/\\.pdf$/i');
    expect(made.check.faults).toEqual([]);
  });

  it('follows a link that only says "Older", and gives no class of a build tool or of one post', async () => {
    const older = (n: number): string => `<div class="turn"><a href="/news/p${n}/">Older stories</a></div>`;
    web.pages = {
      '/news/': page(cards('/news/', TOWNS.slice(0, 3)) + older(2)),
      '/news/p2/': page(
        `<div class="turn"><a href="/news/">Newer</a></div>${cards('/news/', TOWNS.slice(3, 6))}${older(3)}`,
      ),
      '/news/p3/': page(cards('/news/', TOWNS.slice(6, 9))),
      ...articles('/news/'),
    };
    const made = await survey('/news/');
    expect(made.discover).toMatchObject({ card: '.tile', next: '.turn a:contains("Older")' });
    expect(made.posts).toBe(9);
  });

  // Half a minute of waiting for scrolls that bring nothing: part of the soak, which sets SOAK.
  it.skipIf(NO_CHROMIUM || process.env['SOAK'] === undefined)(
    'sees in a browser what a script writes, and leaves the reading to what needs no browser',
    async () => {
      const names = JSON.stringify(
        TOWNS.map((town) => ({ href: `/news/${slug(town)}/`, text: title(town) })),
      );
      const script = `<div id="app"></div><script>document.querySelector('#app').innerHTML = ${names}.map(({ href, text }) =>
      '<article><h2><a href="' + href + '">' + text + '</a></h2><p>What it cost, what it saved, and what comes next.</p></article>').join('')</script>`;
      web.pages = { '/news/': page(script), ...articles('/news/') };
      const alone = await survey('/news/');
      expect(alone.discover).toMatchObject({ kind: 'browser', card: 'article', link: 'h2 a' });
      expect(alone.posts).toBe(TOWNS.length);
      const urls = TOWNS.map((town) => `<url><loc>{origin}/news/${slug(town)}/</loc></url>`);
      web.pages = {
        ...web.pages,
        '/sitemap.xml': { body: `<urlset>${urls.join('')}</urlset>`, type: 'text/xml' },
      };
      const both = await survey('/news/');
      expect([both.discover.kind, both.witness?.kind]).toEqual(['sitemap', 'browser']);
      expect(both.check.faults).toEqual([]);
    },
  );

  it('writes nothing where robots.txt keeps us out, and asks for nothing else', async () => {
    web.pages = { '/robots.txt': { body: 'User-agent: *\nDisallow: /\n', type: 'text/plain' } };
    const { code, out } = await bench.run(['new', `${web.origin}/news/`, '--dir', bench.sources]);
    expect(code).toBe(1);
    expect(out).toContain('robots.txt disallows it');
    expect(web.asked).toEqual(['/robots.txt']);
    expect(existsSync(bench.sources)).toBe(false);
  });

  it('writes nothing where nothing looks like posts, and says what it tried', async () => {
    web.pages = { '/about/': page('<p>We make lamps. That is all there is to say.</p>') };
    const { code, out } = await bench.run(['new', `${web.origin}/about/`, '--dir', bench.sources]);
    expect(code).toBe(1);
    for (const way of ['listing', 'WordPress REST', 'feed', 'sitemap']) expect(out).toContain(`✗ ${way}: `);
  });

  it('tells of a challenge page, and looks for no way round', async () => {
    web.pages = {
      '/news/': {
        body: '<title>Just a moment...</title><p>Checking your browser</p>',
        status: 403,
        headers: { 'cf-mitigated': 'challenge' },
      },
    };
    const { code, out } = await bench.run(['new', `${web.origin}/news/`, '--dir', bench.sources]);
    expect(code).toBe(1);
    expect(out).toContain('we do not look for a way round');
  });

  it('leaves a source that is there as it is, and gives a second one another name', async () => {
    web.pages = { '/news/': page(cards('/news/', TOWNS)), ...articles('/news/') };
    const [first, second] = [await survey('/news/'), await survey('/news/')];
    expect([first.id, second.id]).toEqual(['lamp-news-news', 'lamp-news-news-2']);
    const again = bench.run(['new', `${web.origin}/news/`, '--dir', bench.sources, '--id', first.id]);
    await expect(again).rejects.toThrow(/lamp-news-news\.ts: already exists/);
  });

  it.each([
    [['new'], /takes one address/],
    [['new', 'no address'], /must be the address of the page/],
    [['new', 'https://www.example.org/', '--id', 'Not An Id'], /must be lower-case words/],
    [['mind'], /"sources" takes list, new/],
    [['mend'], /"sources mend" takes a source/],
    [['mend', 'none', 'nowhere'], /must be the address of the page/],
    [['mend', 'none'], /there is no source none/],
  ])('says what is wrong with %j', async (args, fault) => {
    mkdirSync(bench.sources, { recursive: true });
    await expect(bench.run(args)).rejects.toThrow(fault);
  });
});
