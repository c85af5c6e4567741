import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { listingHtml, type Answer, type RunSite, says } from '../rounds/site.ts';

/** What a hostile or broken site sends, and where: its posts and its listing stay in place otherwise. */
export type Attack = {
  readonly name: string;
  /** The strategy of its source; a listing in HTML where left out. */
  readonly discover?: string;
  readonly paths: (site: RunSite) => Readonly<Record<string, Answer>>;
};

const PROSE =
  'Leeds City Council awarded the contract for street lighting and saved 40% of what it had paid until then.';
const BOMB = readFileSync(new URL('two-layers.pdf', import.meta.url));

function page(body: string): Answer {
  return says(
    `<!doctype html><html lang="en"><title>A post</title><main><h1>A post</h1>${body}</main></html>`,
  );
}

/** One post of a site, the newest, is this. */
function asPost(name: string, answer: () => Answer): Attack {
  return { name, paths: ({ posts }) => ({ [`/posts/${posts[0]?.slug}`]: answer() }) };
}

/** The listing of a site has this above its cards. */
function asListing(name: string, html: () => string): Attack {
  return {
    name,
    paths: ({ posts }) => ({ '/news/': says(listingHtml(posts, 1).replace('<main>', `<main>${html()}`)) }),
  };
}

function sends(
  type: string,
  body: () => Buffer | string,
  headers: Record<string, string> = {},
): () => Answer {
  return () => {
    const bytes = body();
    return (_, response) => void response.writeHead(200, { 'content-type': type, ...headers }).end(bytes);
  };
}

const nest = (open: string, close: string, depth: number, within = ''): string =>
  `${open.repeat(depth)}${within}${close.repeat(depth)}`;

const feed = (items: string): string =>
  `<?xml version="1.0"?><!DOCTYPE rss [${Array.from({ length: 60 }, (_, at) => `<!ENTITY e${at + 1} "&e${at};&e${at};&e${at};">`).join('')}]>
<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;

/** Each is one site of a crawl. Sizes are what an answer may have at most, or near it. */
export const ATTACKS: readonly Attack[] = [
  asPost('35,000 headings that say "Related"', () => page(`<h2>Related</h2><p>${PROSE}</p>`.repeat(35_000))),
  asPost('a post with a million open tags', () => page('<b><p>'.repeat(800_000))),
  asPost('teasers without end', () =>
    page('<div class="c"><h3><a href="/x">Another council bought it</a></h3><p>So.</p></div>'.repeat(50_000)),
  ),
  asPost('links without end', () => page(`<p>${'<a href="/x">light</a> '.repeat(200_000)}</p>`)),
  asPost('breaks without end', () => page('a<br><br>'.repeat(400_000))),
  asPost('cells of one row without end', () =>
    page(`<table><tr>${'<td>2024</td>'.repeat(350_000)}</tr></table>`),
  ),
  asPost('JSON-LD within JSON-LD', () =>
    page(`<script type="application/ld+json">${nest('{"@graph":[', ']}', 300_000)}</script>`),
  ),
  asPost('a row of a table of one megabyte', () =>
    page(`<table><tr><td>${'light '.repeat(170_000)}</td><td>${PROSE}</td></tr></table>`),
  ),
  asPost('a heading of 300,000 elements', () => page(`<h1>${'<i>a</i>'.repeat(300_000)}</h1>`)),
  asPost('an author between dashes', () =>
    page(`<div class="author">By Ann Lee ${'-'.repeat(900)}x</div>`.repeat(2000)),
  ),
  asPost('microdata whose things name each other', () =>
    page(
      Array.from(
        { length: 20_000 },
        (_, at) =>
          `<div itemscope itemtype="https://schema.org/Article" id="t${at}" itemref="t${at + 1} t${(at * 7) % 20_000}"><span itemprop="author">Ann</span>`,
      ).join(''),
    ),
  ),
  asPost('headings, times and bylines within each other', () =>
    page(
      nest(
        '<h1><time>1 May 2024 <div class="author">',
        '</div></time></h1>',
        80,
        'By Ann Lee '.repeat(100_000),
      ),
    ),
  ),
  asPost(
    'a gigabyte that is packed small',
    sends('text/html', () => gzipSync(Buffer.alloc(3e8, '<p>a')), { 'content-encoding': 'gzip' }),
  ),
  asPost(
    'a PDF of two layers',
    sends('application/pdf', () => BOMB),
  ),
  asPost('a post that comes a byte at a time', () => ({ socket }) => {
    const head =
      'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n';
    socket.end(
      `${head}${['<', 'p', '>', 'a', ' ']
        .map((byte) => `1\r\n${byte}\r\n`)
        .join('')
        .repeat(800_000)}0\r\n\r\n`,
    );
  }),
  asListing('240 cards within each other, 150 times', () =>
    nest('<article>', '</article>', 240, '<h3>x</h3>').repeat(150),
  ),
  asListing('120 cards with dates within each other', () =>
    nest(
      '<article><time>',
      '</time></article>',
      120,
      `<h3><a href="/far">L</a></h3>${'1 March 2024 '.repeat(3000)}`,
    ).repeat(100),
  ),
  asListing('40,000 links', () =>
    Array.from(
      { length: 40_000 },
      (_, at) => `<article><h3><a href="/far/${at}">L${at}</a></h3></article>`,
    ).join(''),
  ),
  {
    name: 'a feed of entries within entries, whose texts are links that never end',
    discover: `feed({ url: '/feed/' })`,
    paths: ({ posts }) => ({
      '/feed/': says(
        `<rss version="2.0"><channel><title>News</title>${posts
          .map(
            ({ slug, title }) =>
              `<item><title>${title}</title><link>/posts/${slug}</link><description><![CDATA[${'<a>light '.repeat(80_000)}]]></description></item>`,
          )
          .join(
            '',
          )}${nest('<item><title>', '</title></item>', 100, 'light '.repeat(100_000))}</channel></rss>`,
        { 'content-type': 'application/rss+xml' },
      ),
    }),
  },
  {
    name: 'a feed of entities within entities',
    discover: `feed({ url: '/feed/' })`,
    paths: ({ posts }) => ({
      '/feed/': says(
        feed(
          `${posts.map(({ slug, title }) => `<item><title>${title}</title><link>/posts/${slug}</link></item>`).join('')}<item><title>&e60;</title><link>/posts/x</link></item>${'<item><a>'.repeat(400_000)}`,
        ),
        { 'content-type': 'application/rss+xml' },
      ),
    }),
  },
];
