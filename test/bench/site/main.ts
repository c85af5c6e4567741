// A process of its own that serves generated blogs: `main.ts HOSTS POSTS PER_PAGE`, and tells its ports on stdout, JSON.
import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const [hosts = 1, posts = 100, perPage = 20] = process.argv.slice(2).map(Number);

/** Bytes of a post's page, as of a usual WordPress theme. */
const PAGE_BYTES = 60_000;
const SUBJECTS = ['street lighting', 'school meals', 'electric vans', 'road repairs', 'home retrofit'];
const COUNCILS = ['Leeds City Council', 'Bristol City Council', 'Oldham Council', 'Kent County Council'];
const COMMON =
  'the of and a to in is was for on that with as by from at it be has were their which said new more'.split(
    ' ',
  );

/** About 900 words, no two posts alike. */
function words(number: number): string {
  let seed = number * 2_654_435_761;
  const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0);
  const paragraph = (): string =>
    Array.from({ length: 90 }, () => {
      const draw = next() >>> 8;
      return draw % 5 < 3 ? (COMMON[draw % COMMON.length] ?? '') : `w${(draw % 4000).toString(36)}`;
    }).join(' ');
  const subject = SUBJECTS[number % SUBJECTS.length] ?? '';
  const lede = `${COUNCILS[number % COUNCILS.length]} awarded a contract for ${subject} after a tender that scored social value.`;
  return [lede, ...Array.from({ length: 9 }, paragraph)].map((text) => `<p>${text}</p>`).join('\n');
}

const MENU = Array.from(
  { length: 120 },
  (_, index) => `<li class="menu-item"><a href="/menu/${index}">Menu ${index}</a></li>`,
).join('');
const SCRIPT = `<script>${'var settings={"ajax":"/wp-admin/admin-ajax.php","nonce":"0123456789"};'.repeat(250)}</script>`;

function postPage(number: number): string {
  const page = `<!doctype html><html lang="en"><head><title>Post ${number}</title>${SCRIPT}</head><body><nav><ul>${MENU}</ul></nav>
<main><article><h1>How a council bought thing ${number}</h1><time datetime="${dayOf(number)}">${dayOf(number)}</time>
<div class="content">${words(number)}</div></article></main><aside class="related">`;
  const card =
    '<div class="card"><h4><a href="/related">Something related</a></h4><p>What it says in short.</p></div>';
  return `${page}${card.repeat(Math.max(0, Math.ceil((PAGE_BYTES - page.length) / card.length)))}</aside></body></html>`;
}

function dayOf(number: number): string {
  return new Date(Date.UTC(2020, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
}

function listingPage(page: number): string {
  const shown = Array.from({ length: perPage }, (_, index) => posts - (page - 1) * perPage - index).filter(
    (number) => number > 0,
  );
  const cards = shown.map(
    (number) => `<article><h3><a href="/posts/${number}">How a council bought thing ${number}</a></h3>
    <time datetime="${dayOf(number)}">${dayOf(number)}</time></article>`,
  );
  const next = page * perPage < posts ? `<a rel="next" href="/news/?page=${page + 1}">Older</a>` : '';
  return `<!doctype html><html lang="en"><title>News</title><nav><ul>${MENU}</ul></nav><main>${cards.join('')}${next}</main></html>`;
}

const pages = new Map<string, Buffer>();

function pageAt(path: string, offset: number): Buffer {
  const key = `${offset}${path}`;
  const kept = pages.get(key);
  if (kept !== undefined) return kept;
  const number = Number(/^\/posts\/(\d+)$/.exec(path)?.[1] ?? 0);
  const made = Buffer.from(
    number > 0 ? postPage(number + offset) : listingPage(Number(/page=(\d+)/.exec(path)?.[1] ?? 1)),
  );
  pages.set(key, made);
  return made;
}

function serve(offset: number): Promise<number> {
  const server = http.createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/robots.txt') return void response.writeHead(404).end();
    const body = pageAt(path, offset);
    const etag = `"${createHash('sha1').update(path).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': body.length,
      etag,
    });
    return void response.end(body);
  });
  // A busy contestant may leave a connection idle for longer than the usual five seconds.
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

// Made before anybody asks, so that making them costs no contestant anything.
const ports = await Promise.all(Array.from({ length: hosts }, (_, host) => serve(host * posts)));
for (let host = 0; host < hosts; host += 1) {
  for (let page = 1; (page - 1) * perPage < posts; page += 1)
    pageAt(page === 1 ? '/news/' : `/news/?page=${page}`, host * posts);
  for (let number = 1; number <= posts; number += 1) pageAt(`/posts/${number}`, host * posts);
}
process.stdout.write(`${JSON.stringify(ports)}\n`);
