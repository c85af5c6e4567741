import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fetcher } from '../../src/fetch/fetch.ts';
import { NO_CHROMIUM } from '../chromium.ts';
import { ownTemporaryFolder } from './browser-processes.ts';
import { canary } from './canary.ts';
import { fetcherFor, says, site, type Site } from './site.ts';

const CARDS = { waitFor: ['article'], rounds: 0 };

/** A page whose script writes its cards, and then does something more. */
function written(script: string, body = ''): string {
  return `<!doctype html><title>News</title><h1>News</h1><div id="list"></div>${body}<script>
  let made = 0;
  function add(count) { for (let n = 0; n < count; n++) list.insertAdjacentHTML('beforeend', '<article>Post ' + (made += 1) + '</article>'); }
  ${script}</script>`;
}

function cardsOf(html: string): number {
  return html.match(/<article>Post \d/g)?.length ?? 0;
}

describe.skipIf(NO_CHROMIUM)('a page that exists only after JavaScript', () => {
  const folder = ownTemporaryFolder();
  let web: Site;
  let fetcher: Fetcher & AsyncDisposable;
  let statistics = 0;
  let trap: Awaited<ReturnType<typeof canary>>;

  beforeAll(async () => {
    trap = await canary();
    web = await site({
      '/robots.txt': says('User-agent: *\nDisallow: /private/\nDisallow: /private-data', {
        'content-type': 'text/plain',
      }),
      '/late': says(written('setTimeout(() => add(3), 300)')),
      '/astray': (_request, response) =>
        response.writeHead(302, { location: `http://127.0.0.1:${trap.port}/secret` }).end(),
      '/moved': (_request, response) => response.writeHead(302, { location: '/late' }).end(),
      '/button': says(
        written(
          'add(2); more.onclick = () => setTimeout(() => add(2), 100)',
          '<button id="more">More</button>',
        ),
      ),
      '/scroll': says(
        written(
          'add(30); onscroll = () => { if (made < 300) add(10); }',
          '<style>article{height:200px}</style>',
        ),
      ),
      '/wall': says(
        written(
          'yes.onclick = () => { wall.remove(); add(4); }',
          '<div id="wall" role="dialog"><button id="yes">Accept all cookies</button></div>',
        ),
      ),
      '/cookies': says(
        written(
          "add(1); no.onclick = () => { wall.remove(); document.cookie = 'seen=1'; }; document.title = document.cookie || 'nothing kept'",
          '<div id="wall"><button>Accept all</button><button id="no">Reject all</button></div>',
        ),
      ),
      '/heavy': says(
        written(
          "add(1); fetch('/private-data').catch(() => undefined); fetch('/statistics').then(() => add(1))",
          '<link rel="stylesheet" href="/style.css"><img src="/picture.png"><video src="/film.mp4"></video><iframe src="/private/frame"></iframe>',
        ),
      ),
      '/statistics': (_request, response) => {
        statistics += 1;
        response.end('{}');
      },
      '/empty': says('<!doctype html><title>News</title><p class="none">Nothing yet.</p>'),
      '/gone': says('<title>Gone</title>', {}, 404),
      '/busy': says('<title>Busy</title>', { 'retry-after': '60' }, 429),
      '/check': says(
        '<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script><p>Checking.',
      ),
      '/large': says(written("list.append('x'.repeat(2_100_000)); add(1)")),
    });
    fetcher = fetcherFor([web], { limits: { headersMs: 60_000, totalMs: 120_000, maxBytes: 2_000_000 } });
  });

  afterAll(async () => {
    await fetcher.close();
    await web[Symbol.asyncDispose]();
    await new Promise((resolve) => trap.server.close(resolve));
    folder.remove();
  });

  test('comes as the browser shows it, with the answer that it began with', async () => {
    const outcome = await fetcher.fetch({ url: web.url('/moved'), render: CARDS });
    expect(outcome).toMatchObject({
      kind: 'page',
      url: web.url('/moved'),
      finalUrl: web.url('/late'),
      status: 200,
      contentType: 'text/html',
      validators: {},
      redirects: [{ from: web.url('/moved'), to: web.url('/late'), status: 302 }],
    });
    expect(outcome.kind === 'page' && cardsOf(outcome.body)).toBe(3);
  });

  test('is asked for in our own name, without a cookie from the page before', async () => {
    await fetcher.fetch({ url: web.url('/cookies'), render: CARDS });
    const outcome = await fetcher.fetch({ url: web.url('/cookies'), render: CARDS });
    expect(outcome).toMatchObject({ body: expect.stringContaining('<title>nothing kept</title>') });
    const last = web.seen.findLast(({ path }) => path === '/cookies');
    expect(last?.headers['user-agent']).toBe('Lamplighter/0.0.1 (+https://example.org/lamplighter)');
    expect(last?.headers).not.toHaveProperty('cookie');
    expect(outcome).not.toMatchObject({ body: expect.stringContaining('id="wall"') });
  });

  test('is asked for more as often as the source says, by its button', async () => {
    const render = { ...CARDS, more: '#more', rounds: 2 };
    const outcome = await fetcher.fetch({ url: web.url('/button'), render });
    expect(outcome.kind === 'page' && cardsOf(outcome.body)).toBe(6);
  });

  test('is scrolled for more, and no further than the source says', async () => {
    const outcome = await fetcher.fetch({ url: web.url('/scroll'), render: { ...CARDS, rounds: 2 } });
    const cards = outcome.kind === 'page' ? cardsOf(outcome.body) : 0;
    expect(cards).toBeGreaterThan(30);
    expect(cards).toBeLessThan(100);
  });

  test('is agreed with only where it shows nothing otherwise', async () => {
    const outcome = await fetcher.fetch({ url: web.url('/wall'), render: CARDS });
    expect(outcome.kind === 'page' && cardsOf(outcome.body)).toBe(4);
  });

  test('brings neither pictures nor films, and nothing that robots.txt disallows', async () => {
    const outcome = await fetcher.fetch({ url: web.url('/heavy'), render: CARDS });
    expect(outcome.kind).toBe('page');
    expect(statistics).toBe(1);
    const paths = web.pages.filter((path) => /private|picture|film/.test(path));
    expect(paths).toEqual([]);
  });

  test('is not asked for at all where robots.txt disallows it', async () => {
    const outcome = await fetcher.fetch({ url: web.url('/private/list'), render: CARDS });
    expect(outcome.kind).toBe('robotsDisallowed');
    expect(web.pages).not.toContain('/private/list');
  });

  test('is a page too where it shows nothing: the source may have declared that', async () => {
    expect(await fetcher.fetch({ url: web.url('/empty'), render: CARDS })).toMatchObject({
      kind: 'page',
      body: expect.stringContaining('Nothing yet.'),
    });
  });

  test.each([
    ['/gone', 'gone'],
    ['/busy', 'throttled'],
    ['/check', 'blocked'],
  ])('is judged like any other answer: %s is %s', async (path, kind) => {
    expect(await fetcher.fetch({ url: web.url(path), render: CARDS })).toMatchObject({ kind });
  });

  test('is led to no private place by a redirect, which our own guard refuses (other ways: browser-ssrf.test.ts)', async () => {
    const outcome = await fetcher.fetch({ url: web.url('/astray'), render: CARDS });
    expect(outcome).toMatchObject({ kind: 'refused', why: `port ${trap.port} is not one of 80 and 443` });
    expect(trap.heard).toEqual([]);
  });

  test('fails where it is too large, and the next one is read all the same', async () => {
    expect(await fetcher.fetch({ url: web.url('/large'), render: CARDS })).toMatchObject({
      kind: 'failed',
      why: 'larger than 2000000 bytes',
    });
    expect(await fetcher.fetch({ url: web.url('/late'), render: CARDS })).toMatchObject({ kind: 'page' });
  });

  test('fails with the reason where a selector is none that a browser knows', async () => {
    const render = { waitFor: ['article:gt(1)'], rounds: 0 };
    expect(await fetcher.fetch({ url: web.url('/late'), render })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('article:gt(1)'),
    });
  });

  test('fails with what to do where there is no browser', async () => {
    await using without = fetcherFor([web], { chromiumPath: '/nowhere/chromium' });
    expect(await without.fetch({ url: web.url('/late'), render: CARDS })).toMatchObject({
      kind: 'failed',
      why: 'CHROMIUM_PATH: there is no /nowhere/chromium',
    });
  });

  test('leaves no process and no file behind', async () => {
    await fetcher.close();
    expect(folder.processes()).toEqual([]);
    expect(folder.files()).toEqual([]);
  });
});
