import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A post of a loopback site. `day` is YYYY-MM-DD; `text` is plain, a blank line between paragraphs. */
export type SitePost = {
  readonly slug: string;
  readonly id: number;
  readonly title: string;
  readonly day: string;
  readonly text: string;
  /** ISO 8601 without zone, as WordPress writes it. */
  readonly modified?: string;
  readonly canonical?: string;
};

export type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** One request as the site saw it. */
export type Asked = {
  readonly path: string;
  readonly conditional: boolean;
  /** 0 until it was answered. */
  status: number;
};

/** A loopback blog whose posts, and whose answer to any path, a test may change while it runs. */
export type RunSite = {
  readonly host: string;
  readonly origin: string;
  posts: readonly SitePost[];
  /** Answers that take the place of the ordinary ones, by path with query; `posts` stands for every post's page. */
  readonly answers: Map<string, Answer>;
  readonly log: Asked[];
  /** Requests other than for robots.txt since this was last called. */
  readonly asked: () => Asked[];
  /** Hears of every request as it comes in. */
  onAsked: () => void;
  /** The most requests that were ever under way at once. */
  readonly mostAtOnce: () => number;
  readonly close: () => Promise<void>;
};

const PER_PAGE = 5;

/**
 * Serves posts, newest first, as a listing (`/news/?page=N`, five a page), a feed (`/feed/`), a sitemap (`/sitemap.xml`) and
 * WordPress REST (`/wp-json/wp/v2/posts`), each with an ETag that follows its content.
 */
export async function openSite(
  posts: readonly SitePost[],
  { delayMs = 0 }: { readonly delayMs?: number } = {},
): Promise<RunSite> {
  const log: Asked[] = [];
  let [seen, underWay, most] = [0, 0, 0];
  const server = http.createServer((request, response) => {
    const asked = { path: request.url ?? '', conditional: isConditional(request), status: 0 };
    log.push(asked);
    site.onAsked();
    most = Math.max(most, (underWay += 1));
    response.on('close', () => {
      underWay -= 1;
      asked.status = response.statusCode;
    });
    setTimeout(() => answer(site, request, response), delayMs);
  });
  // A busy machine may leave a connection idle for longer than the usual five seconds, and lose the request that meets its end.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const site: RunSite = {
    host,
    origin: `http://${host}`,
    posts,
    answers: new Map(),
    log,
    onAsked: () => undefined,
    asked: () => {
      const fresh = log.slice(seen).filter(({ path }) => path !== '/robots.txt');
      seen = log.length;
      return fresh;
    },
    mostAtOnce: () => most,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return site;
}

function isConditional({ headers }: http.IncomingMessage): boolean {
  return 'if-none-match' in headers || 'if-modified-since' in headers;
}

function answer(site: RunSite, request: http.IncomingMessage, response: http.ServerResponse): void {
  const path = request.url ?? '';
  const post = site.posts.find(({ slug }) => path === `/posts/${slug}`);
  const special =
    site.answers.get(path) ?? (path.startsWith('/posts/') ? site.answers.get('posts') : undefined);
  const body = post === undefined ? pageOf(site, new URL(path, site.origin)) : says(postHtml(post));
  (special ?? body ?? NOT_FOUND)(request, response);
}

function pageOf(site: RunSite, { pathname, searchParams }: URL): Answer | undefined {
  const page = Number(searchParams.get('page') ?? 1);
  if (pathname === '/news/') return says(listingHtml(site.posts, page));
  if (pathname === '/feed/') return says(feedXml(site), { 'content-type': 'application/rss+xml' });
  if (pathname === '/sitemap.xml') return says(sitemapXml(site), { 'content-type': 'application/xml' });
  return pathname === '/wp-json/wp/v2/posts' ? rest(site, page) : undefined;
}

/** Answers 200 with an ETag of the body, or 304 to one that has it. */
export function says(body: string, headers: http.OutgoingHttpHeaders = {}, status = 200): Answer {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  return (request, response) => {
    const known = status === 200 && request.headers['if-none-match'] === etag;
    response.writeHead(known ? 304 : status, {
      'content-type': 'text/html; charset=utf-8',
      etag,
      ...headers,
    });
    response.end(known ? '' : body);
  };
}

export const NOT_FOUND = says('<title>Not here</title>', {}, 404);
export const CHALLENGE = says(
  '<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Checking your browser.',
  {},
);
export const SOFT_404 = says('<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Sorry.');
export const RESET: Answer = (request) => void request.socket.destroy();

export function redirect(location: string): Answer {
  return says('', { location }, 302);
}

export function listingHtml(posts: readonly SitePost[], page: number): string {
  const shown = posts.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const next = posts.length > page * PER_PAGE ? `<a rel="next" href="/news/?page=${page + 1}">Older</a>` : '';
  const cards = shown.map(
    ({ slug, title, day }) =>
      `<article><h3><a href="/posts/${slug}">${title}</a></h3><time datetime="${day}">${day}</time></article>`,
  );
  return `<!doctype html><html lang="en"><title>News</title><main><h1>News</h1>${cards.join('\n')}${next}</main></html>`;
}

export function postHtml({ title, day, text, canonical }: SitePost): string {
  const link = canonical === undefined ? '' : `<link rel="canonical" href="${canonical}">`;
  return `<!doctype html><html lang="en"><head><title>${title}</title>${link}</head><body><main><h1>${title}</h1>
    <time datetime="${day}">${day}</time><div class="content">${paragraphs(text)}</div></main></body></html>`;
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((part) => `<p>${part}</p>`)
    .join('\n');
}

function feedXml({ posts, origin }: RunSite): string {
  const items = posts.slice(0, 10).map(
    ({ slug, title, day }) =>
      `<item><title>${title}</title><link>${origin}/posts/${slug}</link><guid isPermaLink="false">post-${slug}</guid>
       <pubDate>${new Date(day).toUTCString()}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items.join('\n')}</channel></rss>`;
}

function sitemapXml({ posts, origin }: RunSite): string {
  const entries = posts.map(
    ({ slug, day }) => `<url><loc>${origin}/posts/${slug}</loc><lastmod>${day}</lastmod></url>`,
  );
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('\n')}</urlset>`;
}

function rest({ posts, origin }: RunSite, page: number): Answer {
  const shown = posts.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((post) => ({
    id: post.id,
    link: `${origin}/posts/${post.slug}`,
    date: `${post.day}T09:00:00`,
    modified: post.modified ?? `${post.day}T09:00:00`,
    title: { rendered: post.title },
    content: { rendered: paragraphs(post.text) },
  }));
  const headers = {
    'content-type': 'application/json',
    'x-wp-total': posts.length,
    'x-wp-totalpages': Math.ceil(posts.length / PER_PAGE),
  };
  return says(JSON.stringify(shown), headers);
}
