import type { DemoPost } from '../../src/demo/demo-post.ts';
import { HTML, XML, type DemoReply, type DemoSite } from '../../src/demo/demo-server.ts';
import { escapeText, longDate, sitemapXml } from '../../src/demo/markup.ts';

const NAME = 'Shared Services Quarterly (demonstration)';
const PER_PAGE = 6;

/** Runs in the reader's browser. Until the dialog is answered it lies over the button. */
const SCRIPT = `
const list = document.querySelector('#stories');
const more = document.querySelector('.load-more');
const consent = document.querySelector('.consent');
let page = 0;
async function load() {
  more.hidden = true;
  const answer = await window.fetch('/api/stories?page=' + (page += 1));
  const { items, more: isMore } = await answer.json();
  for (const { path, title, teaser, day, shown } of items) {
    const card = document.createElement('article');
    card.className = 'story-card';
    const link = Object.assign(document.createElement('a'), { href: path, textContent: title });
    const date = Object.assign(document.createElement('time'), { dateTime: day ?? '', textContent: shown });
    card.append(document.createElement('h2'), date, Object.assign(document.createElement('p'), { textContent: teaser }));
    card.firstChild.append(link);
    list.append(card);
  }
  more.hidden = !isMore;
}
for (const button of consent.querySelectorAll('button')) {
  button.onclick = () => {
    document.cookie = 'consent=' + button.textContent;
    consent.remove();
    void window.fetch('/api/statistics').catch(() => undefined);
  };
}
more.onclick = load;
load();`;

/**
 * A site whose list is written by a script: a page that holds no story, stories fetched six at a time by a button, and a consent
 * dialog over all of it. A story itself is ordinary HTML, as search engines want it.
 */
export function jsSite(posts: readonly DemoPost[]): DemoSite {
  return { id: 'shared-services-quarterly', posts, pathOf, answer };

  function answer(url: URL, origin: string): DemoReply {
    const path = url.pathname;
    if (path === '/robots.txt') return { status: 200, type: 'text/plain', body: robots(origin) };
    if (path === '/sitemap.xml') return sitemap(posts, origin);
    if (path === '/stories') return { status: 200, type: HTML, body: shell() };
    if (path === '/api/stories') return stories(posts, Number(url.searchParams.get('page') ?? 1));
    const post = posts.find((one) => pathOf(one) === path);
    return post === undefined
      ? { status: 404, type: HTML, body: layout('Page not found', '<h1>Page not found</h1>') }
      : { status: 200, type: HTML, body: article(post) };
  }
}

function pathOf(post: DemoPost): string {
  return `/stories/${post.slug}`;
}

function robots(origin: string): string {
  return `User-agent: *\nDisallow: /api/statistics\n\nSitemap: ${origin}/sitemap.xml\n`;
}

function sitemap(posts: readonly DemoPost[], origin: string): DemoReply {
  const entries = posts.map((post) => ({ loc: origin + pathOf(post), lastmod: post.date }));
  return { status: 200, type: XML, body: sitemapXml(entries) };
}

function stories(posts: readonly DemoPost[], page: number): DemoReply {
  const shown = posts.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const items = shown.map((post) => ({
    path: pathOf(post),
    title: post.title,
    teaser: post.teaser,
    day: post.date ?? null,
    shown: post.date === undefined ? '' : longDate(post.date),
  }));
  const more = posts.length > page * PER_PAGE;
  return { status: 200, type: 'application/json', body: JSON.stringify({ items, more }) };
}

/** What the server sends of the list: everything but the list. */
function shell(): string {
  return layout(
    'Stories',
    `<h1>Stories</h1><div id="stories" aria-live="polite"></div><button class="load-more" hidden>Load more</button>
<div class="consent" role="dialog" aria-modal="true" aria-label="Cookies"><p>We use cookies to count our readers.</p>
<button>Accept all</button> <button>Reject all</button></div><script>${SCRIPT}</script>`,
  );
}

function article(post: DemoPost): string {
  const date = post.date === undefined ? '' : `<time datetime="${post.date}">${longDate(post.date)}</time>`;
  return layout(
    post.title,
    `<article class="story"><h1>${escapeText(post.title)}</h1>${date}<div class="story-text">${post.html}</div></article>`,
  );
}

function layout(title: string, main: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeText(title)} | ${NAME}</title>
<style>.consent{position:fixed;inset:0;z-index:9;background:#fffd}[hidden]{display:none}</style></head>
<body><header><a href="/stories">${NAME}</a></header><main>${main}</main>
<footer><p>Demonstration pages: all stories are invented.</p></footer></body></html>
`;
}
