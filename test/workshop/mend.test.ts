import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { command as crawl } from '../../src/run/commands/crawl.ts';
import { dropProposal, proposalOf } from '../../src/mend/proposal.ts';
import { openStore } from '../../src/store/open.ts';
import { postsOnRecord } from '../../src/store/known-posts.ts';
import { type Answer, type Bench, openBench, openWeb, type Web } from './web.ts';
import { someOf } from '../some-of.ts';

// A site of 24 posts that is crawled, then built anew in many ways; after one command all posts are there, and none twice.
let web: Web;
let bench: Bench;
/** What was written and stored after the first crawl of the old design: each test begins with a copy. */
let wellKnown: Bench | undefined;

beforeAll(async () => {
  web = await openWeb({});
});
beforeEach(() => {
  bench = openBench([web.host]);
});
afterEach(() => bench.close());
afterAll(async () => {
  await web.close();
  wellKnown?.close();
});

type Story = { readonly slug: string; readonly title: string; readonly day: number; readonly text: string };

const TOWNS =
  'Ayr Bute Cowes Deal Ely Fife Goole Hove Ilford Jarrow Kendal Leeds Mold Neath Oban Perth Quorn Rhyl Sark Truro Ulva Ventnor Wick Yarm'.split(
    ' ',
  );
const THINGS = ['vans', 'school meals', 'street lamps', 'road salt', 'library books'];

/** The newest first. */
const STORIES: readonly Story[] = TOWNS.map((town, at) => {
  const thing = THINGS[at % THINGS.length] ?? '';
  return {
    slug: `how-${town.toLowerCase()}-buys-its-${thing.replaceAll(' ', '-')}`,
    title: `How ${town} buys its ${thing} together with others`,
    day: at,
    text: `${town} asked five suppliers what their ${thing} cost over ten years, and chose by that figure. The contract runs for four years and may be longer. Officers of ${town} met every bidder before they wrote a word of the tender, and say that this was the better half of the work.`,
  };
});

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
];
const dateOf = ({ day }: Story): Date => new Date(Date.UTC(2026, 9, 28 - day * 3));
const longDay = (story: Story): string => {
  const at = dateOf(story);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
};
const iso = (story: Story): string => dateOf(story).toISOString().slice(0, 10);

type Design = {
  readonly listing: string;
  readonly pageAt: (number: number) => string;
  readonly perPage: number;
  readonly postAt: (story: Story) => string;
  readonly card: (story: Story, href: string) => string;
  readonly wrap: (cards: string, next: string | undefined) => string;
  readonly post: (story: Story) => string;
  readonly extra?: (origin: string) => Record<string, Answer>;
};

const page = (main: string, title = 'News'): string =>
  `<html lang="en"><head><title>${title} | Town purse</title></head><body><header><a href="/">Town purse</a><nav><a href="/about">About us all</a></nav></header>${main}<footer><a href="/privacy">Privacy</a></footer></body></html>`;

const plainPost = (story: Story): string =>
  page(
    `<main><h1>${story.title}</h1><p class="when">${longDay(story)}</p><div class="entry"><p>${story.text}</p><p>${story.text}</p></div></main>`,
    story.title,
  );

const OLD: Design = {
  listing: '/news/',
  pageAt: (number) => (number === 1 ? '/news/' : `/news/?page=${number}`),
  perPage: 8,
  postAt: ({ slug }) => `/news/${slug}/`,
  card: (story, href) =>
    `<article class="news-item"><h3><a href="${href}">${story.title}</a></h3><time datetime="${iso(story)}">${longDay(story)}</time><p class="sum">${story.text.slice(0, 90)}</p></article>`,
  wrap: (cards, next) =>
    page(
      `<main><h1>News</h1>${cards}${next === undefined ? '' : `<a rel="next" href="${next}">Next</a>`}</main>`,
    ),
  post: plainPost,
};

function pagesOf(design: Design, stories: readonly Story[] = STORIES): Record<string, Answer> {
  const pages: Record<string, Answer> = { ...design.extra?.(web.origin) };
  const count = Math.ceil(stories.length / design.perPage);
  for (let number = 1; number <= count; number += 1) {
    const here = stories.slice((number - 1) * design.perPage, number * design.perPage);
    const cards = here.map((story) => design.card(story, design.postAt(story))).join('\n');
    pages[design.pageAt(number)] = design.wrap(cards, number < count ? design.pageAt(number + 1) : undefined);
  }
  for (const story of stories) pages[design.postAt(story)] = design.post(story);
  return pages;
}

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end();
  const code = await crawl.run(args, { stdin, stdout, stderr, settings: bench.settings });
  return { code, out: String(stdout.read() ?? '') };
}

async function crawled(): Promise<{ outcome: string; posts: number; reasons: string[] }> {
  const [source] = JSON.parse((await run('town', '--json')).out).sources;
  return source;
}

const onRecord = () => {
  const store = openStore(bench.settings.dataDir);
  const posts = postsOnRecord(store, 'town');
  store.close();
  return posts;
};

type Mended = {
  readonly why?: string;
  readonly posts: { found: number; lost: number; gained: number };
  readonly written: boolean;
  readonly diff: string[];
  readonly renamed: number;
};

async function known(): Promise<void> {
  web.pages = pagesOf(OLD);
  if (wellKnown === undefined) {
    await bench.json('new', web.origin + OLD.listing, '--dir', bench.sources, '--id', 'town');
    const first = await crawled();
    expect([first.outcome, first.posts, first.reasons]).toEqual(['ok_new', STORIES.length, []]);
    wellKnown = openBench([]);
    cpSync(bench.folder, wellKnown.folder, { recursive: true });
  } else cpSync(wellKnown.folder, bench.folder, { recursive: true });
}

const mend = (...more: string[]): Promise<Mended> => bench.json<Mended>('mend', 'town', ...more, '--yes');

/** After a mend the next run is well, and what is on record is every post once. */
async function isWhole(stories: readonly Story[] = STORIES): Promise<void> {
  const after = await crawled();
  expect([after.outcome, after.reasons]).toEqual([expect.stringMatching(/^ok/), []]);
  const posts = onRecord();
  expect(posts.map(({ title }) => title).sort()).toEqual(stories.map(({ title }) => title).sort());
  // What is looked at again, shown and published is asked for where it is now.
  const places = posts.map(({ url }) => new URL(url)).map(({ pathname, search }) => pathname + search);
  expect(places.filter((place) => web.pages[place] === undefined)).toEqual([]);
  expect((await bench.run(['check', 'town'])).out).toContain('all well');
}

const REDESIGNS: readonly (readonly [name: string, design: Design])[] = [
  [
    'classes and headings of other names',
    {
      ...OLD,
      card: (story, href) =>
        `<div class="teaser-box"><h2 class="teaser-title"><a href="${href}">${story.title}</a></h2><span class="meta">${longDay(story)}</span><div>${story.text.slice(0, 100)}</div></div>`,
    },
  ],
  [
    'a definition list of flat siblings',
    {
      ...OLD,
      card: (story, href) => `<dt>${longDay(story)}</dt><dd><a href="${href}">${story.title}</a></dd>`,
      wrap: (cards, next) =>
        page(
          `<main><h1>News</h1><dl>${cards}</dl>${next === undefined ? '' : `<p class="pager"><a href="${next}">Older</a></p>`}</main>`,
        ),
    },
  ],
  [
    'another section and another kind of paging',
    {
      ...OLD,
      listing: '/stories/',
      pageAt: (number) => (number === 1 ? '/stories/' : `/stories/page/${number}/`),
      postAt: ({ slug }) => `/stories/${slug}/`,
      wrap: (cards, next) =>
        page(
          `<main><h1>Stories</h1>${cards}<nav class="pagination">${next === undefined ? '' : `<a class="next" href="${next}">Next</a>`}</nav></main>`,
        ),
      extra: () => ({
        '/': page('<main><h1>Town purse</h1><p><a href="/stories/">Stories</a> are told here.</p></main>'),
      }),
    },
  ],
  [
    'the year in the addresses of posts',
    {
      ...OLD,
      postAt: (story) => `/news/${dateOf(story).getUTCFullYear()}/${story.slug}`,
    },
  ],
  [
    'addresses that are numbers',
    {
      ...OLD,
      postAt: ({ day }) => `/news/item.aspx?id=${900 - day}`,
      card: (story, href) =>
        `<tr class="line"><td class="day">${longDay(story)}</td><td><a href="${href}">${story.title}</a></td></tr>`,
      wrap: (cards, next) =>
        page(
          `<div id="main"><h1>News</h1><table class="list"><tbody>${cards}</tbody></table>${next === undefined ? '' : `<a class="next" href="${next}">Next page</a>`}</div>`,
        ),
    },
  ],
  [
    'posts of another template',
    {
      ...OLD,
      card: (story, href) =>
        `<li class="card"><a href="${href}"><h3>${story.title}</h3><em>${iso(story)}</em></a></li>`,
      wrap: (cards, next) =>
        page(
          `<section><h1>News</h1><ul class="cards">${cards}</ul>${next === undefined ? '' : `<a rel="next" href="${next}">More</a>`}</section>`,
        ),
      post: (story) =>
        page(
          `<article><header><h2 class="headline">${story.title}</h2><time datetime="${iso(story)}">${longDay(story)}</time></header><section class="prose"><p>${story.text}</p><p>${story.text}</p></section></article>`,
          story.title,
        ),
    },
  ],
  [
    'files without a folder',
    {
      ...OLD,
      postAt: ({ slug }) => `/${slug}.html`,
      card: (story, href) =>
        `<div class="row-item"><p><a href="${href}">${story.title}</a></p> ${longDay(story)}</div>`,
    },
  ],
  [
    'one long page',
    {
      ...OLD,
      perPage: 40,
      card: (story, href) =>
        `<section class="entry"><h2><a href="${href}">${story.title}</a></h2><small>${longDay(story)}</small><p>${story.text}</p></section>`,
    },
  ],
  [
    'cards that are links as a whole',
    {
      ...OLD,
      postAt: ({ slug }) => `/news-and-views/${slug}`,
      listing: '/news/',
      card: (story, href) =>
        `<a class="tile" href="${href}"><strong class="name">${story.title}</strong><span class="at">${longDay(story)}</span></a>`,
    },
  ],
  [
    'the month before the day',
    {
      ...OLD,
      card: (story, href) => {
        const [year, month, day] = iso(story).split('-');
        return `<div class="post-row"><h4><a href="${href}">${story.title}</a></h4><span class="on">${month}/${day}/${year}</span></div>`;
      },
    },
  ],
];

describe('after a redesign with', () => {
  it.each(someOf(REDESIGNS, 2))(
    '%s, one command finds all posts, and none becomes two',
    async (_, design) => {
      await known();
      web.pages = pagesOf(design);
      // Whatever it is called: nothing that the broken run saw may be on record twice.
      await crawled();
      const mended = await mend();
      expect(mended).toMatchObject({ written: true, posts: { found: STORIES.length, lost: 0, gained: 0 } });
      await isWhole();
    },
  );
});

describe('a run that broke', () => {
  it('is recorded as it should be read, not as it was, so that its check fails until the adapter is mended', async () => {
    await known();
    web.pages = pagesOf(REDESIGNS[0]?.[1] ?? OLD);
    await crawled();
    expect((await bench.run(['try', 'town', '--run', '2'])).code).toBe(1);
    expect((await bench.run(['record', 'town', '--from-run', '2', '--yes'])).out).toContain('Wrote');
    const folder = path.join(bench.sources, 'recordings', 'town', 'run-2');
    const { cards } = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
    expect(cards).toHaveLength(OLD.perPage);
    expect((await bench.run(['check', 'town'])).out).toContain('✗ run-2, cards: expected 8, read 0');
  });
});

describe('a mend', () => {
  it('writes nothing without a yes, and shows what it would write', async () => {
    await known();
    const file = path.join(bench.sources, 'town.ts');
    const before = readFileSync(file, 'utf8');
    web.pages = pagesOf(REDESIGNS[0]?.[1] ?? OLD);
    const { code, out } = await bench.run(['mend', 'town'], 'n\n');
    expect(code).toBe(0);
    expect(out).toMatch(
      /24 posts on record are shown, 0 are not, 0 are new to us[\s\S]*\+ .*card: '\.teaser-box'[\s\S]*Nothing was written/,
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
    const { dataDir } = bench.settings;
    expect(proposalOf(dataDir, 'town')?.text).toContain("card: '.teaser-box'");
    dropProposal(dataDir, 'town');
    expect(proposalOf(dataDir, 'town')).toBeUndefined();
  });

  it('keeps the names of posts on a host of another name', async () => {
    await known();
    const moved = await openWeb({});
    bench.close();
    bench = Object.assign(openBench([web.host, moved.host]));
    await known();
    moved.pages = pagesOf(OLD);
    web.pages = Object.fromEntries(
      Object.keys(web.pages).map((at) => [
        at,
        { body: '', status: 301, headers: { location: moved.origin + at } },
      ]),
    );
    expect((await crawled()).outcome).toBe('moved');
    expect(await mend()).toMatchObject({ written: true, posts: { found: 24, lost: 0, gained: 0 } });
    await isWhole();
    await moved.close();
  });

  it('finds another way where a feed is dead', async () => {
    const items = (origin: string): string =>
      STORIES.map(
        (story) =>
          `<item><title>${story.title}</title><link>${origin}${OLD.postAt(story)}</link><pubDate>${dateOf(story).toUTCString()}</pubDate></item>`,
      ).join('');
    const shell = { ...OLD, wrap: () => page('<main><div id="app"></div></main>') };
    web.pages = {
      ...pagesOf(shell),
      '/news/': page('<link rel="alternate" type="application/rss+xml" href="/feed.xml"><main></main>'),
      '/feed.xml': {
        body: `<rss version="2.0"><channel>${items(web.origin)}</channel></rss>`,
        type: 'text/xml',
      },
    };
    await bench.json('new', `${web.origin}/news/`, '--dir', bench.sources, '--id', 'town');
    expect((await crawled()).posts).toBe(24);
    web.pages = pagesOf(OLD);
    expect((await crawled()).outcome).toBe('gone');
    expect(await mend()).toMatchObject({ written: true, posts: { found: 24, lost: 0, gained: 0 } });
    await isWhole();
  });

  it('says so, and writes nothing, where the site lists other posts than those on record', async () => {
    await known();
    const others = STORIES.map((story) => ({
      ...story,
      slug: `${story.slug}-not`,
      title: `${story.day} steps to be rid of ${story.slug.slice(4, 9)}`,
    }));
    web.pages = pagesOf(OLD, others);
    const { code, out } = await bench.run(['mend', 'town']);
    expect(code).toBe(1);
    expect(out).toContain('town was not mended: ');
    expect(out).toContain('other posts than those on record');
  });

  it('names an address once where the site asks to wait', async () => {
    await known();
    web.pages = Object.fromEntries(Object.keys(pagesOf(OLD)).map((at) => [at, { body: '', status: 429 }]));
    const { code, out } = await bench.run(['mend', 'town']);
    expect(code).toBe(1);
    expect(out).toContain(`town was not mended: ${web.origin}/news/: `);
    expect(out.split(`${web.origin}/news/`)).toHaveLength(2);
  });
});
