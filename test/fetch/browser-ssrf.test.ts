import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fetcher } from '../../src/fetch/fetch.ts';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { canary } from './canary.ts';
import { fetcherFor, says, site, type Site } from './site.ts';

const article = '<article>Post 1</article>';
/** Ways of a page to a place that is none of its business; each is given an address there. */
const VECTORS: Readonly<Record<string, (to: string) => string>> = {
  'meta refresh': (to) => `<meta http-equiv="refresh" content="0;url=${to}">`,
  location: (to) => `<script>location.href = '${to}'</script>`,
  'location, later': (to) => `<script>setTimeout(() => location.replace('${to}'), 50)</script>`,
  form: (to) => `<form id="f" action="${to}" method="post"></form><script>f.submit()</script>`,
  window: (to) => `<script>window.open('${to}')</script>`,
  'window, pressed': (to) => `<a id="a" target="_blank" href="${to}">x</a><script>a.click()</script>`,
  fetch: (to) => `<script>window.fetch('${to}', { mode: 'no-cors' })</script>`,
  xhr: (to) => `<script>const x = new XMLHttpRequest(); x.open('GET', '${to}'); x.send()</script>`,
  websocket: (to) => `<script>new WebSocket('${to.replace('http', 'ws')}')</script>`,
  beacon: (to) => `<script>navigator.sendBeacon('${to}', 'x')</script>`,
  events: (to) => `<script>new EventSource('${to}')</script>`,
  image: (to) => `<img src="${to}">`,
  script: (to) => `<script src="${to}"></script>`,
  stylesheet: (to) => `<link rel="stylesheet" href="${to}">`,
  frame: (to) => `<iframe src="${to}"></iframe>`,
  object: (to) => `<object data="${to}"></object><embed src="${to}">`,
  prefetch: (to) => `<link rel="prefetch" href="${to}"><link rel="preconnect" href="${to}">`,
  worker: (to) => `<script>new Worker(URL.createObjectURL(new Blob(["fetch('${to}')"])))</script>`,
  'service worker': () => `<script>navigator.serviceWorker?.register('/worker.js')</script>`,
  webrtc: (to) =>
    `<script>new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${new URL(to).port}?transport=tcp' }] }).createDataChannel('x')</script>`,
  file: () =>
    `<iframe src="file:///etc/hostname"></iframe><script>location.href = 'file:///etc/hostname'</script>`,
};

describe.skipIf(NO_CHROMIUM)('a page in a browser that would lead us to a private place', () => {
  let web: Site;
  let fetcher: Fetcher & AsyncDisposable;
  let trap: Awaited<ReturnType<typeof canary>>;

  beforeAll(async () => {
    trap = await canary();
    const pages = Object.entries(VECTORS).map(
      ([name, page]) =>
        [
          `/${encodeURIComponent(name)}`,
          says(`<!doctype html><title>News</title>${article}${page(`http://127.0.0.1:${trap.port}/secret`)}`),
        ] as const,
    );
    web = await site({
      ...Object.fromEntries(pages),
      '/worker.js': says(`fetch('http://127.0.0.1:${trap.port}/secret')`, {
        'content-type': 'text/javascript',
      }),
    });
    // A page that is led away and stopped has nothing more to show: it is waited for in vain.
    fetcher = fetcherFor([web], { limits: { headersMs: 1500, totalMs: 5000 } });
  });

  afterAll(async () => {
    await fetcher.close();
    await web[Symbol.asyncDispose]();
    await new Promise((resolve) => trap.server.close(resolve));
  });

  test('an ordinary browser is led there by most of these ways, so that the trap is known to work', async () => {
    const browser = await openBrowser();
    const before = trap.heard.length;
    for (const name of ['meta refresh', 'location', 'form', 'window']) {
      const page = await browser.newPage();
      await page.goto(web.url(`/${encodeURIComponent(name)}`)).catch(() => undefined);
    }
    await expect.poll(() => trap.heard.length).toBeGreaterThan(before + 2);
    await browser.close();
    trap.heard.length = 0;
  });

  test.each(Object.keys(VECTORS))('never gets there by %s', async (name) => {
    const url = web.url(`/${encodeURIComponent(name)}`);
    const outcome = await fetcher.fetch({ url, render: { waitFor: ['article'], rounds: 0 } });
    expect(['page', 'refused', 'failed']).toContain(outcome.kind);
    expect(JSON.stringify(outcome)).not.toContain('Secret');
    expect(trap.heard).toEqual([]);
  });

  test('may not begin at a private address either', async () => {
    for (const url of [`http://127.0.0.1:${trap.port}/`, 'http://169.254.169.254/', 'http://localhost/'])
      expect((await fetcher.fetch({ url, render: { waitFor: ['a'], rounds: 0 } })).kind).toBe('refused');
    expect(trap.heard).toEqual([]);
  });
});
