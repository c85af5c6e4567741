import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { load } from 'cheerio/slim';
import { parseHtml } from '../../src/base/html.ts';
import { command as crawl } from '../../src/run/commands/crawl.ts';
import { postsOnRecord } from '../../src/store/known-posts.ts';
import { openStore } from '../../src/store/open.ts';
import { storedPost } from '../../src/store/posts.ts';
import { type Bench, openBench, openWeb, type Web } from './web.ts';

// Listings as sites build them, each in a shape that a card's own element does not say.
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

type Card = { readonly url: string; readonly title: string | null; readonly date: string | null };
type Report = {
  readonly file: string;
  readonly posts: number;
  readonly discover: Readonly<Record<string, unknown>>;
  readonly cards: readonly Card[];
  readonly likeLinksOutside: number;
  readonly check: { readonly faults: readonly string[] };
};

const TEXT =
  'The council asked its suppliers what a lamp costs over twenty years, and bought by that price. It saved a third of the bill within two winters.';

/** Serves a listing at an address, and a post at each address that it links to. */
async function survey(at: string, html: string): Promise<Report> {
  const $ = load(parseHtml(html));
  const posts = $('a[href]')
    .toArray()
    .map((link) => [new URL($(link).attr('href') ?? '', web.origin + at), $(link).text()] as const)
    .map(([url, title]) => [url.pathname + url.search, post(title)]);
  web.pages = { ...Object.fromEntries(posts), [at]: html };
  return bench.json<Report>('new', web.origin + at, '--dir', bench.sources);
}

function post(title: string): string {
  return `<html><head><title>${title} | Lamps</title></head><body><main><h1>${title}</h1><div class="story"><p>${TEXT}</p><p>${TEXT}</p></div></main></body></html>`;
}

function kept(name: string): string {
  return readFileSync(new URL(`cases/listings/${name}.html`, import.meta.url), 'utf8');
}

describe('sources new reads', () => {
  it('posts that are flat siblings, sorted with the oldest first and the month before the day', async () => {
    const made = await survey('/news', kept('flat-siblings'));
    expect(made.discover).toMatchObject({ flat: true, oldestFirst: true, date: '.date', teaser: '.summary' });
    expect(made.cards).toHaveLength(5);
    expect(made.cards[1]).toMatchObject({ title: 'Bath and its electric vans', date: '2026-02-18' });
    expect(readFileSync(made.file, 'utf8')).toContain('dates: { dayFirst: false }');
    expect(made.check.faults).toEqual([]);
  });

  it('the newest post where it leads the list in other mark-up', async () => {
    const made = await survey('/blog/', kept('hero-newest'));
    expect(made.posts).toBeGreaterThanOrEqual(10);
    expect(made.cards[0]).toMatchObject({ title: 'York turns on the newest lamps', date: '2026-06-10' });
    expect(made.cards[1]).toMatchObject({ title: 'Ely learns to write a tender for repair' });
    expect(made.likeLinksOutside).toBe(0);
    expect(made.check.faults).toEqual([]);
  });

  it('a date that stands loose in its item', async () => {
    const made = await survey('/news/media.cfm', kept('loose-text-date'));
    expect(made.posts).toBe(12);
    expect(made.cards[0]).toMatchObject({
      title: 'Ely checks what its meals contract bought',
      date: '2026-04-24',
    });
    expect(made.check.faults).toEqual([]);
  });

  it('posts that only their query tells apart', async () => {
    const at = '/index.php?option=com_content&view=category&id=14&Itemid=13';
    const made = await survey(at, kept('query-addresses'));
    expect(made.posts).toBe(12);
    expect(made.cards[0]).toMatchObject({
      title: 'Ely buys its street lamps by the year',
      date: '2026-03-20',
    });
    expect(made.check.faults).toEqual([]);
  });
});

const TOWNS = ['Oban', 'Truro', 'Wick', 'Rhyl', 'Hove', 'Bute', 'Lynn', 'Sark'];

describe('sources new reads as well, of listings that it was not made with,', () => {
  it('headings followed by their date and text, below a heading of the page', async () => {
    const run = TOWNS.map(
      (town, at) =>
        `<h3><a href="/updates/how-${town.toLowerCase()}-buys/">How ${town} buys its salt for the roads</a></h3><p class="meta">Posted on ${20 - at} October 2026 by Ann</p><p>What ${town} asked its suppliers for, and what it got for that.</p>`,
    ).join('\n');
    const made = await survey(
      '/updates/',
      `<html><body><main><h1>Updates</h1><p class="lede">All of our updates stand on this one page of ours.</p>${run}<p>That was all.</p></main></body></html>`,
    );
    expect(made.posts).toBe(8);
    expect(made.discover).toMatchObject({ flat: true });
    expect(made.cards.map(({ date }) => date).slice(0, 2)).toEqual(['2026-10-20', '2026-10-19']);
    expect(made.check.faults).toEqual([]);
  });

  it('a definition list, whose term and description are siblings', async () => {
    const run = TOWNS.map(
      (town, at) =>
        `<dt>${20 - at}.10.2026</dt><dd><a href="/story.aspx?id=${400 - at}">${town} shares a depot with the county</a></dd>`,
    ).join('');
    const made = await survey(
      '/stories.aspx',
      `<html><body><div id="c"><h1>Stories</h1><dl class="l">${run}</dl></div></body></html>`,
    );
    expect(made.posts).toBe(8);
    expect(made.cards[0]).toMatchObject({ title: 'Oban shares a depot with the county', date: '2026-10-20' });
    expect(made.check.faults).toEqual([]);
  });

  it('months in another language', async () => {
    const months = [
      'listopada',
      'listopada',
      'października',
      'września',
      'sierpnia',
      'lipca',
      'czerwca',
      'maja',
    ];
    const run = TOWNS.map(
      (town, at) =>
        `<li class="wpis"><h3><a href="/aktualnosci/jak-${town.toLowerCase()}-kupuje">Jak miasto ${town} kupuje światło</a></h3><span>${9 - at} ${months[at]} 2025</span></li>`,
    ).join('');
    const made = await survey(
      '/aktualnosci/',
      `<html lang="pl"><body><main><ul>${run}</ul></main></body></html>`,
    );
    expect(made.cards.map(({ date }) => date).slice(0, 3)).toEqual([
      '2025-11-09',
      '2025-11-08',
      '2025-10-07',
    ]);
    expect(readFileSync(made.file, 'utf8')).toContain("dates: { language: 'pl' }");
  });

  it('posts that are places of one page, each told by its fragment', async () => {
    const run = TOWNS.map(
      (town) =>
        `<li><a href="/bulletin.html#${town.toLowerCase()}">How ${town} sweeps its streets by night</a></li>`,
    ).join('');
    const sections = TOWNS.map(
      (town, at) =>
        `<h2 id="${town.toLowerCase()}">How ${town} sweeps its streets by night</h2><p class="on">${at + 1} March 2026</p><p>${town} says: ${TEXT}</p><p>${TEXT}</p>`,
    ).join('');
    web.pages = {
      '/news/': `<html lang="en"><body><main><h1>News</h1><ul class="list">${run}</ul></main></body></html>`,
      '/bulletin.html': `<html lang="en"><head><title>The bulletin of lamps</title></head><body><main><h1>Bulletin</h1>${sections}</main></body></html>`,
    };
    const made = await bench.json<Report>(
      'new',
      `${web.origin}/news/`,
      '--dir',
      bench.sources,
      '--id',
      'town',
    );
    expect(made.posts).toBe(TOWNS.length);
    expect(readFileSync(made.file, 'utf8')).toContain('anchors: true');
    expect(made.check.faults).toEqual([]);
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    stdin.end();
    await crawl.run(['town', '--json'], { stdin, stdout, stderr, settings: bench.settings });
    const store = openStore(bench.settings.dataDir);
    const posts = postsOnRecord(store, 'town');
    const blocks = posts.map(
      ({ id }) =>
        storedPost(store, id)
          ?.blocks.map(({ text }) => text)
          .join(' ') ?? '',
    );
    store.close();
    expect(posts.map(({ title, published }) => `${title} ${published}`).sort()).toEqual(
      TOWNS.map((town, at) => `How ${town} sweeps its streets by night 2026-03-0${at + 1}`).sort(),
    );
    expect(blocks.filter((text) => text.split(' says: ').length === 2)).toHaveLength(TOWNS.length);
  });

  it('a listing with the year in its address', async () => {
    const year = new Date().getUTCFullYear();
    const run = TOWNS.map(
      (town) =>
        `<li><a href="/news/articles/${year}/${town.toLowerCase()}-sweeps-its-streets/">${town} sweeps its streets by night</a></li>`,
    ).join('');
    const made = await survey(
      `/news/articles/${year}/`,
      `<html><body><main><h1>News</h1><ul class="svIndex">${run}</ul></main></body></html>`,
    );
    expect(made.discover['url']).toBe('/news/articles/{year}/');
    expect(made.posts).toBe(8);
    expect(made.check.faults).toEqual([]);
  });
});
