import type { DemoPost } from './demo-post.ts';
import { HTML, type DemoReply, type DemoSite } from './demo-server.ts';
import { escapeText, longDate } from './markup.ts';

const NAME = 'APSE (demonstration)';
const PER_PAGE = 10;
const HOME_LINKS = 4;
const NEXT_NID = '572CD28D-5EE1-4038-9F077925F8841228';
const PREFIX = '/apse/index.cfm';
const OTHER_PREFIX = '/index.cfm/apse';
const SORRY =
  '<div id="primary"><h2>Page not found</h2><p>Sorry, the page you have requested could not be found.</p></div>';

/** What the listing shows: a post, or a link that leads to none. */
type Item = {
  readonly href: string;
  readonly title: string;
  readonly teaser: string;
  readonly date?: string | undefined;
};

// The trouble a real listing brings: an article that is gone but answers 200, an issue that is a PDF, an event.
const STRAYS: readonly Item[] = [
  {
    href: `${PREFIX}/news/articles/2026/pothole-innovation-day/`,
    title: 'Pothole innovation day',
    teaser: 'Moved or removed.',
  },
  {
    href: `${PREFIX}/news/apse-direct/apse-direct-november.pdf`,
    title: 'APSE Direct, November (PDF)',
    teaser: 'Our magazine, with page numbers.',
  },
  {
    href: `${PREFIX}/events/housing-and-building-maintenance-day/`,
    title: 'Housing and building maintenance day',
    teaser: 'Leeds, 3 December.',
  },
];

/** A ColdFusion site in the shape of APSE's: two spellings of every path, `startRow` paging, soft 404s, no validators. */
export function apseSite(posts: readonly DemoPost[]): DemoSite {
  const items = listed(posts);
  return { id: 'apse-news', posts, pathOf, answer };

  function answer(url: URL): DemoReply {
    if (url.pathname === '/robots.txt') return { status: 404, type: HTML, body: layout('Not found', SORRY) };
    if (url.pathname.endsWith('.pdf'))
      return { status: 200, type: 'application/pdf', body: '%PDF-1.4\n%%EOF\n' };
    const path = oneSpelling(url.pathname);
    if (path === `${PREFIX}/` || path === '/') return page(home(items));
    if (path === `${PREFIX}/news/`)
      return page(listing(items, Number(url.searchParams.get('startRow') ?? 1)));
    const post = posts.find((one) => pathOf(one) === path);
    if (post === undefined) return { status: 200, type: HTML, body: layout('Page not found', SORRY) };
    return { status: 200, type: HTML, body: layout(post.title, article(post)) };
  }
}

function pathOf(post: DemoPost): string {
  return `${PREFIX}/news/articles/${post.date?.slice(0, 4)}/${post.slug}/`;
}

function oneSpelling(path: string): string {
  const known = path.replace(/^\/(?:apse\/index\.cfm|index\.cfm\/apse)/i, PREFIX);
  return known.endsWith('/') ? known : `${known}/`;
}

function otherSpelling(href: string): string {
  return href.replace(PREFIX, OTHER_PREFIX);
}

/** Strays stand among the posts; every second link comes in the other spelling, as on the real listings. */
function listed(posts: readonly DemoPost[]): Item[] {
  const items = posts.map((post): Item => ({ ...post, href: pathOf(post) }));
  return items
    .toSpliced(HOME_LINKS, 0, ...STRAYS)
    .map((item, index) => (index % 2 === 0 ? item : { ...item, href: otherSpelling(item.href) }));
}

function page(body: string): DemoReply {
  return {
    status: 200,
    type: HTML,
    body: layout('News', body),
    headers: { 'set-cookie': 'CFID=101; Path=/; HttpOnly' },
  };
}

function home(items: readonly Item[]): string {
  const links = items
    .slice(0, HOME_LINKS)
    .map(({ href, title }) => `<li><a href="${otherSpelling(href)}">${escapeText(title)}</a></li>`);
  return `<div id="primary"><h2>Welcome</h2><div class="latest"><h3>Latest news</h3><ul>${links.join('')}</ul></div></div>`;
}

/** The newest item is pinned to the top of each later page, in its other spelling. */
function listing(items: readonly Item[], startRow: number): string {
  const [pinned] = items;
  const shown = items.slice(startRow - 1, startRow - 1 + PER_PAGE);
  if (shown.length === 0 || pinned === undefined)
    return '<div id="primary"><h2>News</h2><p class="noResults">There are no items.</p></div>';
  const pin = startRow > 1 ? [{ ...pinned, href: otherSpelling(pinned.href) }] : [];
  const rows = [...pin, ...shown].map(row).join('\n');
  const next = startRow + PER_PAGE;
  const more =
    next <= items.length
      ? `<ul class="moreResults"><li class="navNext"><a href="?startRow=${next}&amp;nextNID=${NEXT_NID}">Next&nbsp;&raquo;</a></li></ul>`
      : '';
  return `<div id="primary"><h2>News</h2><div class="svIndex">\n${rows}\n</div>${more}</div>`;
}

function row(item: Item): string {
  const date = item.date === undefined ? '' : `<dt class="releaseDate">${longDate(item.date)}</dt>`;
  return `<dl class="clearfix">${date}<dt><a href="${item.href}">${escapeText(item.title)}</a></dt>
<dd class="summary"><p>${escapeText(item.teaser)} <a class="readMore" href="${item.href}">Read More</a></p></dd></dl>`;
}

function article(post: DemoPost): string {
  const date = post.date === undefined ? '' : `<p class="releaseDate">${longDate(post.date)}</p>`;
  return `<div id="primary"><ul id="crumblist"><li><a href="${PREFIX}/">Home</a></li><li><a href="${PREFIX}/news/">News</a></li></ul>
<h2>${escapeText(post.title)}</h2>${date}
<div class="mura-body">${post.html}</div></div>`;
}

function layout(title: string, body: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>${NAME} - ${escapeText(title)}</title></head>
<body><div id="header"><a href="${PREFIX}/">${NAME}</a></div>
<ul id="navPrimary"><li><a href="${PREFIX}/about/">About</a></li><li><a href="${PREFIX}/news/">News</a></li><li><a href="${PREFIX}/members-area/">Members' area</a></li></ul>
${body}
<div class="pageFooter"><p>Promoting excellence in public services. Demonstration pages: all stories are invented.</p></div></body></html>
`;
}
