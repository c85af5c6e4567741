import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { load } from 'cheerio/slim';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { writeFolder } from '../../src/run/write-folder.ts';
import { type StaticFile, staticFiles } from '../../src/site/files/static.ts';
import { publishPart } from '../../src/site/routes.ts';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { listed } from '../catalogue/fixtures.ts';
import { filledStore } from './filled.ts';
import { get, publishDeps, site } from './site.ts';

// The same questions to the server and to its files behind a file server that knows nothing: folders have an index.html, names an
// ending, and nothing is rewritten.

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

const dir = mkdtempSync(join(tmpdir(), 'lamplighter-static-'));
const store = filledStore();
let live: FastifyInstance;
let files: Server | undefined;
let origin: string;

async function publish() {
  const ask = async (path: string) => {
    // Four councils stand for all.
    if (/^\/(?:council|embed|embed\/page)\/(?!NBL|COP|DUR|CBD)[A-Z]{3}(?:[/.]|$)/.test(path))
      return undefined;
    const { statusCode, body } = await get(live, path);
    return statusCode === 200 || statusCode === 410 ? body : undefined;
  };
  return writeFolder(dir, watched(staticFiles(publishDeps(store), ask)));
}

/** Links of pages to cases, styles and scripts that were not there when the page was about to be written. */
const inVain: string[] = [];

async function* watched(files: AsyncIterable<StaticFile>): AsyncGenerator<StaticFile> {
  for await (const file of files) {
    if (file.path.endsWith('index.html'))
      for (const [, link = ''] of String(file.body).matchAll(/(?:href|src)="\/((?:case|assets)\/[^"?#]+)"/g))
        if (!existsSync(join(dir, link)) && !file.path.startsWith(link)) inVain.push(`${file.path}: ${link}`);
    yield file;
  }
}

beforeAll(async () => {
  live = await site(store);
  await publish();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const asked = join(dir, path);
    const found = statSync(asked, { throwIfNoEntry: false });
    if (found?.isDirectory() === true && !path.endsWith('/'))
      return response.writeHead(301, { location: `${path}/` }).end();
    const file = found?.isDirectory() === true ? join(asked, 'index.html') : asked;
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return response.writeHead(404).end();
    return response
      .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
      .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  files = server;
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});

afterAll(() => {
  files?.close();
  rmSync(dir, { recursive: true, force: true });
});

const fromFiles = async (path: string) => {
  // oxlint-disable-next-line no-restricted-globals -- loopback, in a test
  const answer = await fetch(origin + path);
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()).toString() };
};

/** A file for each address of the server that anybody may ask, by its path there; what only a server can do has none. */
const FILE_OF: Readonly<Record<string, string | undefined>> = {
  '/case/:name': '/case/2-northumberland-council-cuts-carbon-with-led-street-lights/',
  '/council/:name': '/council/NBL/',
  '/buyer/:name': '/buyer/ZZZ/',
  '/topic/:name': '/topic/street-lighting/',
  '/practice/:name': '/practice/social-value/',
  '/source/:name': '/source/ashden-news/',
  '/data/:name': '/data/links.csv',
  '/embed/page/:council': '/embed/page/NBL/',
  '/embed/page/:council/:kind': '/embed/page/_/food-catering/',
  '/embed/:council/:kind': '/embed/COP/_/',
  '/embed/case/:name': '/embed/case/2-northumberland-council-cuts-carbon-with-led-street-lights/',
  '/oembed/*': '/oembed/council/NBL.json',
};
const NEED_A_SERVER = [
  ...['/case/:name/report', '/suggestion/:secret', '/embed/list', '/oembed'],
  ...['/api/v1/cases', '/api/v1/cases/:id', '/api/v1/councils', '/api/v1/councils/:code'],
  ...['/api/v1/topics', '/api/v1/showcase', '/api/v1/*'],
];

describe('files on a plain host', () => {
  test('stand at an address of every kind that the server has, and say elsewhere what only it can do', async () => {
    const routes = publishPart(publishDeps(store)).routes.filter(({ method }) => method === 'GET');
    const missing: string[] = [];
    for (const { path } of routes) {
      if (NEED_A_SERVER.includes(path)) continue;
      const { status, body } = await fromFiles(FILE_OF[path] ?? path);
      if (status !== 200 || body === '') missing.push(path);
    }
    expect([routes.length > 40, missing]).toEqual([true, []]);
    for (const path of ['/suggest/', '/why/', '/docs/api/'])
      expect((await fromFiles(path)).body, path).toContain('<h1 class="govuk-heading-l">Not here</h1>');
  });

  test('stand where the server answers, too, with the same words', async () => {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (!statSync(join(dir, name)).isFile() || /^(?:desk\/|assets\/|\.)/.test(name)) continue;
      // The two councils stand for all, as above.
      if (/^(?:council|embed|embed\/page|oembed\/council)\/(?!NBL|COP)[A-Z]{3}/.test(name)) continue;
      if (/NIR-/.test(name)) continue;
      const path = `/${name.replace(/(?:^|\/)index\.html$/, '')}`;
      const { statusCode, body } = await get(live, path);
      expect([200, 410], path).toContain(statusCode);
      if (!name.endsWith('.html') && name !== 'embed.js')
        expect(body === readFileSync(join(dir, name), 'utf8'), path).toBe(true);
    }
  });

  test('are what the server says, byte for byte, at the same addresses', async () => {
    for (const path of [
      ...['/search.json', '/search.csv', '/search.atom', '/search.feed.json'],
      ...[
        '/council/NBL.json',
        '/council/COP.atom',
        '/topic/street-lighting.csv',
        '/practice/social-value.json',
      ],
      ...[
        '/source/ashden-news.csv',
        '/source/ashden-news.wordpress.csv',
        '/data/datapackage.json',
        '/data/cases.csv',
      ],
      ...[
        '/embed/NBL/Refuse/',
        '/embed/NBL/Refuse.html',
        '/embed/NBL/Refuse.json',
        '/embed/_/street-lighting/',
      ],
      ...['/embed/', '/embed.json', '/sitemap.xml', '/robots.txt', '/openapi.json'],
    ]) {
      const { status, body } = await fromFiles(path);
      expect(status, path).toBe(200);
      expect(body, path).toBe((await get(live, path)).payload);
    }
  });

  test('show the pages that the server shows', async () => {
    for (const path of [
      ...[
        '/',
        '/search/',
        '/council/NBL/',
        '/council/COP',
        '/topic/street-lighting/',
        '/practice/social-value/',
      ],
      ...[
        '/source/ashden-news/',
        '/case/3-buying-school-meals-from-farms-within-thirty-miles/',
        '/about/criteria/',
      ],
      ...['/case/8-a-story-that-was-withdrawn', '/data', '/embed/page/NBL/Refuse/'],
    ]) {
      const { status, body } = await fromFiles(path);
      expect(status, path).toBe(200);
      const words = (html: string) =>
        load(html.replace(/<noscript>.*?<\/noscript>/, ''))('main')
          .text()
          .replaceAll(/\s+/g, ' ');
      expect(words(body), path).toBe(words((await get(live, path)).body));
    }
  });

  test('have nothing behind a link or in a page that is not there', async () => {
    const seen = new Set(['/']);
    for (const path of seen) {
      // A page of each kind is enough; there are hundreds of councils.
      if (/^\/council\/(?!NBL|COP|DUR|CBD)/.test(path)) continue;
      const { status, body } = await fromFiles(path);
      expect(status, path).toBe(200);
      if (!/^\s*<!DOCTYPE html>/i.test(body)) continue;
      const $ = load(body);
      for (const element of $('a[href^="/"], link[href^="/"], script[src^="/"], img[src^="/"]').get()) {
        const href = $(element).attr('href') ?? $(element).attr('src') ?? '';
        // A search by its words is the page of the search, which reads them.
        seen.add(href.replace(/[?#].*/, ''));
      }
    }
    expect(seen.size).toBeGreaterThan(100);
  });

  test('say to other sites only addresses that they have, and how to reach whoever runs them', async () => {
    const said = load((await fromFiles('/for-sites/')).body)('main').text();
    const own = new URL(publishDeps(store).publicUrl).origin;
    const named = [...said.matchAll(/(https?:[^\s"<]+)/g)]
      .map(([url]) => url)
      .filter((url) => url.startsWith(own));
    expect(named.length).toBeGreaterThan(4);
    for (const url of named) {
      expect(new URL(url).search).toBe('');
      expect((await fromFiles(new URL(url).pathname)).status, url).toBe(200);
    }
    const elsewhere = async (contact: string) => {
      const ask = async () => undefined;
      for await (const { path, body } of staticFiles({ ...publishDeps(store), contact }, ask))
        if (path === 'suggest/index.html') return load(String(body))('main a').attr('href');
      return undefined;
    };
    expect(await elsewhere('lamps@example.org')).toBe('mailto:lamps@example.org');
    expect(await elsewhere('https://lamps.example.org/@us')).toBe('https://lamps.example.org/@us');
    expect(await elsewhere('the lamps team, @lamps on the council’s chat')).toBeUndefined();
  });

  test('answer by oEmbed where a page points to it', async () => {
    const { body } = await fromFiles('/case/2-northumberland-council-cuts-carbon-with-led-street-lights/');
    const href = load(body)('link[type="application/json+oembed"]').attr('href') ?? '';
    const answer: { html: string; title: string } = JSON.parse(
      (await fromFiles(new URL(href).pathname)).body,
    );
    expect(answer.title).toBe('Northumberland Council cuts carbon with LED street lights');
    const src = /src="([^"]+)"/.exec(answer.html)?.[1] ?? '';
    expect((await fromFiles(new URL(src).pathname)).body).toContain('<article');
  });

  test('are written again only where something changed, and taken away when they are no more', async () => {
    expect((await publish()).written).toBe(0);
    store.sql("update entry set title = 'Another title', slug = 'another-title' where id = 3").run();
    const { written, kept, removed } = await publish();
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual(['.lamplighter-files']);
    expect([written > 5, written < kept, removed > 0]).toEqual([true, true, true]);
    expect((await fromFiles('/case/3-another-title/')).body).toContain('Another title');
    expect((await fromFiles('/case/3-buying-school-meals-from-farms-within-thirty-miles/')).status).toBe(404);
  });
});

test('a case that is new is written before what leads to it, so that a run that breaks off leads nobody astray', async () => {
  listed(store, { title: 'Street lights that dim', topics: ['street-lighting'] });
  inVain.length = 0;
  expect((await publish()).written).toBeGreaterThan(5);
  expect(inVain).toEqual([]);
});

describe.skipIf(NO_CHROMIUM)('the search of files, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('finds what the server finds, in its order', async () => {
    const page = await browser.newPage();
    for (const query of [
      'q=bins',
      'q=nothumberland',
      'q=school+dinners',
      'topic=waste-recycling',
      'q=zeppelin',
      'council=NBL&sort=published',
    ]) {
      await page.goto(`${origin}/search/?${query}`);
      await page.waitForSelector('.cat-results > .cat-pages', { state: 'attached' });
      const there = load((await get(live, `/search?${query}`)).body);
      for (const part of ['.cat-card__title', '.cat-card__publisher']) {
        const shown = await page.locator(`.cat-results ${part}`).allTextContents();
        const first = there(`.cat-results > .cat-list ${part}`)
          .get()
          .map((element) => there(element).text());
        expect(shown, query).toEqual(first);
      }
    }
    await page.close();
  });

  test('says without JavaScript that it searches nothing', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/search/?q=zeppelin`);
    expect(await page.locator('.cat-results').innerText()).toContain('To search here takes JavaScript');
    await context.close();
  });
});
