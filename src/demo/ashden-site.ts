import { createHash } from 'node:crypto';
import type { DemoPost } from './demo-post.ts';
import { HTML, XML, type DemoReply, type DemoSite } from './demo-server.ts';
import { escapeText, httpDate, sitemapXml, texturize } from './markup.ts';

const NAME = 'Ashden (demonstration)';
const PER_PAGE = 9;
const JSON_TYPE = 'application/json; charset=UTF-8';
// WordPress names its own REST errors; a client may tell a wrong type from a wrong page by them.
const NO_ROUTE = { code: 'rest_no_route', message: 'No route was found.', data: { status: 404 } };
const NO_PAGE = { code: 'rest_post_invalid_page_number', message: 'No such page.', data: { status: 400 } };

/** A WordPress site in the shape of Ashden's: REST, a feed, a sitemap index, posts at /news/<slug>/. */
export function ashdenSite(posts: readonly DemoPost[]): DemoSite {
  const newest = posts[0]?.date ?? '2026-01-01';
  return { id: 'ashden-news', posts, pathOf, answer };

  function answer(url: URL, origin: string): DemoReply {
    const reply = page(url, origin);
    if (reply.status !== 200) return reply;
    const etag = `"${createHash('sha256').update(reply.body).digest('hex').slice(0, 16)}"`;
    return { ...reply, headers: { etag, 'last-modified': httpDate(newest), ...reply.headers } };
  }

  function page(url: URL, origin: string): DemoReply {
    const path = url.pathname;
    if (path === '/robots.txt')
      return text(`User-agent: *\nDisallow: /wp-admin/\n\nSitemap: ${origin}/sitemap_index.xml\n`);
    if (path === '/sitemap_index.xml') return { status: 200, type: XML, body: sitemapIndex(origin) };
    if (path === '/post-sitemap.xml') return { status: 200, type: XML, body: postSitemap(posts, origin) };
    if (path === '/feed/' || path === '/news/feed/')
      return { status: 200, type: 'application/rss+xml; charset=UTF-8', body: feedXml(posts, origin) };
    if (path.startsWith('/wp-json')) return rest(posts, url, origin);
    if (path.endsWith('.pdf')) return { status: 200, type: 'application/pdf', body: '%PDF-1.4\n%%EOF\n' };
    const listed = /^\/(?:news\/)?(?:page\/(\d+)\/)?$/.exec(path);
    if (listed !== null) return listingPage(posts, Number(listed[1] ?? 1), origin);
    const post = posts.find((one) => pathOf(one) === path || pathOf(one) === `${path}/`);
    if (post === undefined)
      return { status: 404, type: HTML, body: layout('Page not found', '<h1>Page not found</h1>', origin) };
    if (pathOf(post) !== path)
      return { status: 301, type: HTML, body: '', headers: { location: origin + pathOf(post) } };
    return { status: 200, type: HTML, body: articlePage(post, origin) };
  }
}

function pathOf(post: DemoPost): string {
  return `/news/${post.slug}/`;
}

function text(body: string): DemoReply {
  return { status: 200, type: 'text/plain; charset=utf-8', body };
}

/** /wp/v2/posts with `per_page`, `page`, `order`, `after`, `modified_after` and `_fields`, and its paging headers. */
function rest(posts: readonly DemoPost[], url: URL, origin: string): DemoReply {
  if (/^\/wp-json\/?$/.test(url.pathname))
    return json(200, { name: NAME, url: origin, namespaces: ['wp/v2'] });
  if (!/^\/wp-json\/wp\/v2\/posts\/?$/.test(url.pathname)) return json(404, NO_ROUTE);
  const asked = url.searchParams;
  const perPage = Number(asked.get('per_page') ?? 10);
  const number = Number(asked.get('page') ?? 1);
  const after = asked.get('modified_after') ?? asked.get('after') ?? '';
  const found = posts.filter((post) => `${post.date}T09:00:00` > after);
  const ordered = asked.get('order') === 'asc' ? found.toReversed() : found;
  const pages = Math.max(1, Math.ceil(ordered.length / perPage));
  if (number > pages) return json(400, NO_PAGE);
  const fields = asked.get('_fields')?.split(',');
  const items = ordered
    .slice((number - 1) * perPage, number * perPage)
    .map((post) => pick(restPost(post, origin), fields));
  const total = { 'x-wp-total': String(ordered.length), 'x-wp-totalpages': String(pages) };
  asked.set('page', String(number + 1));
  return json(200, items, number < pages ? { ...total, link: `<${url.href}>; rel="next"` } : total);
}

function restPost(post: DemoPost, origin: string): Record<string, unknown> {
  const at = `${post.date}T09:00:00`;
  return {
    id: post.id,
    date: at,
    date_gmt: at,
    guid: { rendered: `${origin}/?p=${post.id}` },
    modified: at,
    modified_gmt: at,
    slug: post.slug,
    status: 'publish',
    type: 'post',
    link: origin + pathOf(post),
    title: { rendered: texturize(escapeText(post.title)) },
    content: { rendered: texturize(post.html), protected: false },
    excerpt: { rendered: texturize(`<p>${escapeText(post.teaser)}</p>\n`), protected: false },
  };
}

/** `_fields=id,title` keeps those; a dotted name keeps its whole parent, which WordPress narrows further. */
function pick(item: Record<string, unknown>, fields: readonly string[] | undefined): Record<string, unknown> {
  if (fields === undefined) return item;
  const wanted = new Set(fields.map((field) => field.split('.')[0]?.trim()));
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name)));
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): DemoReply {
  return { status, type: JSON_TYPE, body: JSON.stringify(body), headers };
}

function listingPage(posts: readonly DemoPost[], number: number, origin: string): DemoReply {
  const shown = posts.slice((number - 1) * PER_PAGE, number * PER_PAGE);
  if (shown.length === 0)
    return { status: 404, type: HTML, body: layout('Page not found', '<h1>Page not found</h1>', origin) };
  const cards = shown.map(
    (post) =>
      `<article class="post-card"><h3><a href="${origin}${pathOf(post)}">${escapeText(post.title)}</a></h3><p>${escapeText(post.teaser)}</p></article>`,
  );
  const more =
    posts.length > number * PER_PAGE
      ? `<a rel="next" href="${origin}/news/page/${number + 1}/">Older posts</a>`
      : '';
  return {
    status: 200,
    type: HTML,
    body: layout('News', `<h1>News</h1>\n${cards.join('\n')}\n<nav>${more}</nav>`, origin),
  };
}

function articlePage(post: DemoPost, origin: string): string {
  const author = post.author === undefined ? '' : `<p>Posted By: ${escapeText(post.author)}</p>\n`;
  const kicker = post.kicker === undefined ? '' : `<p class="kicker">${escapeText(post.kicker)}</p>\n`;
  const linked = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: post.title,
    datePublished: `${post.date}T09:00:00+00:00`,
    ...(post.author === undefined ? {} : { author: { '@type': 'Person', name: post.author } }),
  };
  const head = `<link rel="canonical" href="${origin}${pathOf(post)}">\n<script type="application/ld+json">${JSON.stringify(linked)}</script>`;
  const body = `<article>${kicker}<h1>${texturize(escapeText(post.title))}</h1>\n${author}<div class="entry-content">\n${texturize(post.html)}\n</div>\n<div class="share"><a href="#">Share this page</a></div></article>`;
  return layout(post.title, body, origin, head);
}

function layout(title: string, main: string, origin: string, head = ''): string {
  return `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="UTF-8"><title>${escapeText(title)} - ${NAME}</title>
<link rel="https://api.w.org/" href="${origin}/wp-json/"><link rel="alternate" type="application/rss+xml" href="${origin}/feed/">
${head}</head>
<body><header><nav><a href="${origin}/">Home</a> <a href="${origin}/news/">News</a> <a href="${origin}/awards/">Awards</a></nav></header>
<main>${main}</main>
<footer><p>Demonstration pages: all stories are invented.</p></footer></body></html>
`;
}

function sitemapIndex(origin: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${origin}/post-sitemap.xml</loc></sitemap></sitemapindex>\n`;
}

function postSitemap(posts: readonly DemoPost[], origin: string): string {
  return sitemapXml(
    posts.map((post) => ({ loc: origin + pathOf(post), lastmod: `${post.date}T09:00:00+00:00` })),
  );
}

function feedXml(posts: readonly DemoPost[], origin: string): string {
  const items = posts.slice(0, 10).map(
    (post) => `<item><title>${texturize(escapeText(post.title))}</title><link>${origin}${pathOf(post)}</link>
<pubDate>${httpDate(post.date ?? '').replace('GMT', '+0000')}</pubDate><guid isPermaLink="false">${origin}/?p=${post.id}</guid>
<description><![CDATA[${texturize(escapeText(post.teaser))}]]></description></item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${NAME}</title><link>${origin}/</link><description>News</description>\n${items.join('\n')}\n</channel></rss>\n`;
}
