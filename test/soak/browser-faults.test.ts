import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fetcher } from '../../src/fetch/fetch.ts';
import { NO_CHROMIUM } from '../chromium.ts';
import { ownTemporaryFolder } from '../fetch/browser-processes.ts';
import { isAnswered, listeningPortsOf } from '../fetch/listeners.ts';
import { fetcherFor, says, site, type Site } from '../fetch/site.ts';

const CARDS = { waitFor: ['article'], rounds: 0 };
const page = (script: string) => `<!doctype html><title>News</title><article>Post 1</article>${script}`;

describe.skipIf(NO_CHROMIUM)('a page that does a browser harm', () => {
  const folder = ownTemporaryFolder();
  let web: Site;
  let fetcher: Fetcher & AsyncDisposable;
  /** Called when the page asks for it: the browser is then certain to be at work. */
  let onWaiting: () => void = () => undefined;

  beforeAll(async () => {
    web = await site({
      '/well': says(page('')),
      '/hangs': says(page('<script>while (true);</script>')),
      '/hangs-later': says(page('<script>setTimeout(() => { while (true); }, 50)</script>')),
      '/alerts': says(page('<script>for (;;) alert("again")</script>')),
      '/one-alert': says(page('<script>alert("Welcome"); document.title = "Past it"</script>')),
      '/stays': says(
        page('<script>onbeforeunload = (event) => { event.preventDefault(); return "Stay" }</script>'),
      ),
      '/download': says('zip', { 'content-type': 'application/zip', 'content-disposition': 'attachment' }),
      '/starts-download': says(
        page('<a id="file" href="/download" download>x</a><script>file.click()</script>'),
      ),
      '/windows': says(page('<script>for (let n = 0; n < 20; n++) open("/well?" + n)</script>')),
      '/waits': (_request, response) => {
        onWaiting();
        response.writeHead(200).flushHeaders();
      },
      '*': says(page('')),
    });
    fetcher = fetcherFor([web], { limits: { headersMs: 2500, totalMs: 3000 } });
  });

  afterEach(() => (onWaiting = () => undefined));

  afterAll(async () => {
    await fetcher.close();
    await web[Symbol.asyncDispose]();
    folder.remove();
  });

  test.each(['/hangs', '/hangs-later', '/alerts'])(
    '%s ends the visit, and its browser with it',
    async (path) => {
      const outcome = await fetcher.fetch({ url: web.url(path), render: CARDS });
      expect(outcome).toMatchObject({ kind: 'failed', url: web.url(path), why: expect.stringMatching(/./) });
      expect(folder.processes()).toEqual([]);
      expect(folder.files()).toEqual([]);
    },
  );

  test.each(['/download', '/starts-download'])('%s brings no file and no page', async (path) => {
    expect(await fetcher.fetch({ url: web.url(path), render: CARDS })).toMatchObject({
      kind: 'failed',
      why: 'the address is a download',
    });
    expect(folder.processes()).toEqual([]);
    expect(folder.files()).toEqual([]);
  });

  test.each(['/one-alert', '/stays', '/windows'])('%s is read all the same', async (path) => {
    expect(await fetcher.fetch({ url: web.url(path), render: CARDS })).toMatchObject({ kind: 'page' });
  });

  test.each([
    ['Chromium', '--remote-debugging-pipe'],
    ['the process that drives it', 'child.ts'],
  ])('the end of %s in the middle of a visit ends the visit', async (_what, program) => {
    const waiting = Promise.withResolvers<void>();
    onWaiting = waiting.resolve;
    const visit = fetcher.fetch({ url: web.url('/waits'), render: CARDS });
    await waiting.promise;
    const pids = folder.processes(program);
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    expect(await visit).toMatchObject({ kind: 'failed' });
    expect(folder.processes()).toEqual([]);
    expect(await fetcher.fetch({ url: web.url('/well'), render: CARDS })).toMatchObject({ kind: 'page' });
  });

  test('closing the fetcher in the middle of a visit leaves nothing behind', async () => {
    const own = fetcherFor([web]);
    const waiting = Promise.withResolvers<void>();
    onWaiting = waiting.resolve;
    const visit = own.fetch({ url: web.url('/waits'), render: CARDS });
    await waiting.promise;
    await own.close();
    expect(await visit).toMatchObject({ kind: 'failed' });
    await fetcher.close();
    // The visit's own end and the fetcher's may be under way together.
    for (let round = 0; round < 40 && folder.processes().length > 0; round += 1) await sleep(50);
    expect(folder.processes()).toEqual([]);
  });

  test('the process that drives Chromium answers nobody who calls it', async () => {
    const own = fetcherFor([web]);
    await own.fetch({ url: web.url('/well'), render: CARDS });
    const [driver] = folder.processes('child.ts');
    expect(driver).toBeDefined();
    for (const port of listeningPortsOf(driver!)) expect(await isAnswered(port)).toBe(false);
    await own.close();
  });

  test('leaves no process and no file behind', async () => {
    await fetcher.close();
    expect(folder.processes()).toEqual([]);
    expect(folder.files()).toEqual([]);
  });
});
