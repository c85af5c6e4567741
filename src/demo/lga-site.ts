import type { DemoPost } from './demo-post.ts';
import { HTML, XML, type DemoReply, type DemoSite } from './demo-server.ts';
import { escapeText, httpDate, sitemapXml } from './markup.ts';

const NAME = 'Local Government Association (demonstration)';
const PER_PAGE = 10;
const BANNER =
  '<div class="site-banner-campaign"><p>Resetting the relationship between local and national government. Read our briefing.</p></div>';

/** A Drupal site in the shape of the LGA's: a view at /case-studies?page=0…, a banner on every page, no dates to see. */
export function lgaSite(posts: readonly DemoPost[]): DemoSite {
  return { id: 'lga-case-studies', posts, pathOf, answer };

  function answer(url: URL, origin: string): DemoReply {
    const path = url.pathname;
    if (path === '/robots.txt') return { status: 200, type: 'text/plain', body: robots(origin) };
    if (path === '/sitemap.xml') return sitemap(posts, origin);
    if (path === '/' || path === '/case-studies')
      return listing(posts, Number(url.searchParams.get('page') ?? 0));
    const post = posts.find((one) => pathOf(one) === path);
    if (post !== undefined) return article(post, origin);
    return {
      status: 404,
      type: HTML,
      body: layout('Page not found', '<h1>Page not found</h1><p>The page could not be found.</p>'),
    };
  }
}

function pathOf(post: DemoPost): string {
  return `/case-studies/${post.slug}`;
}

function robots(origin: string): string {
  return `User-agent: *\nAllow: /core/*.css$\nDisallow: /core/\nDisallow: /admin/\nDisallow: /search/\n\nSitemap: ${origin}/sitemap.xml\n`;
}

/** The one page with a validator, as a static file in front of Drupal would have. */
function sitemap(posts: readonly DemoPost[], origin: string): DemoReply {
  const body = sitemapXml(posts.map((post) => ({ loc: origin + pathOf(post), lastmod: post.date })));
  return {
    status: 200,
    type: XML,
    body,
    headers: { 'last-modified': httpDate(posts[0]?.date ?? '2026-01-01') },
  };
}

/** Past the end Drupal still answers 200, with the view's own words for "nothing". */
function listing(posts: readonly DemoPost[], page: number): DemoReply {
  const shown = posts.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const rows = shown.map(row).join('\n');
  const content =
    shown.length === 0
      ? '<div class="view-empty"><p>There are no results.</p></div>'
      : `<div class="view-content">${rows}</div>${pager(page, Math.ceil(posts.length / PER_PAGE))}`;
  const body = `<h1>Case studies</h1><div class="view view-case-studies">${content}</div>`;
  return { status: 200, type: HTML, body: layout('Case studies', body) };
}

function row(post: DemoPost): string {
  return `<div class="views-row"><article class="node node--type-case-study node--view-mode-teaser">
<h3><a href="${pathOf(post)}" rel="bookmark"><span>${escapeText(post.title)}</span></a></h3>
<div class="field field--name-field-summary"><p>${escapeText(post.teaser)}</p></div></article></div>`;
}

function pager(page: number, pages: number): string {
  const next = `<li class="pager__item pager__item--next"><a href="?page=${page + 1}" rel="next">Next page</a></li>`;
  const back = `<li class="pager__item pager__item--previous"><a href="?page=${page - 1}" rel="prev">Previous page</a></li>`;
  return `<nav class="pager"><ul>${page > 0 ? back : ''}${page + 1 < pages ? next : ''}</ul></nav>`;
}

function article(post: DemoPost, origin: string): DemoReply {
  const topic = escapeText(post.topic ?? 'local government');
  const published =
    post.date === undefined
      ? ''
      : `<meta property="article:published_time" content="${post.date}T09:00:00+00:00">`;
  const head = `<link rel="canonical" href="${origin}${pathOf(post)}">${published}<meta property="og:title" content="${escapeText(post.title)}">`;
  const body = `<nav class="breadcrumb"><a href="/">Home</a> <a href="/case-studies">Case studies</a></nav>
<article class="node node--type-case-study node--view-mode-full"><h1>${escapeText(post.title)}</h1>
<p class="standfirst">${escapeText(post.teaser)}</p>
<div class="view-all-topic"><a href="/topics/${topic.replaceAll(/\W+/g, '-')}">View all ${topic} articles</a></div>
<div class="node__content">${post.html}</div></article>`;
  return { status: 200, type: HTML, body: layout(post.title, body, head) };
}

function layout(title: string, main: string, head = ''): string {
  return `<!DOCTYPE html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="Generator" content="Drupal 10">
<title>${escapeText(title)} | ${NAME}</title>${head}</head>
<body>${BANNER}<header><a href="/" rel="home">${NAME}</a><nav><a href="/topics">Topics</a> <a href="/our-support">Our support</a> <a href="/case-studies">Case studies</a></nav></header>
<main>${main}</main>
<footer><p>Demonstration pages: all stories are invented.</p></footer></body></html>
`;
}
