import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fetcher } from '../../src/fetch/fetch.ts';
import { NO_CHROMIUM } from '../chromium.ts';
import { ownTemporaryFolder } from '../fetch/browser-processes.ts';
import { fetcherFor, says, site, type Site } from '../fetch/site.ts';

const CARDS = { waitFor: ['article'], rounds: 0 };
const page = (script: string) => `<!doctype html><title>News</title><article>Post 1</article>${script}`;
const HARM = {
  '/hangs': says(page('<script>while (true);</script>')),
  '/confirms': says(page('<script>setInterval(() => { while (!confirm("Stay?")); }, 1)</script>')),
  '/eats-memory': says(
    page('<script>const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()))</script>'),
  ),
  '/download': says('zip', { 'content-type': 'application/zip', 'content-disposition': 'attachment' }),
};

describe.skipIf(NO_CHROMIUM)(
  'browsers over a long day',
  () => {
    const folder = ownTemporaryFolder();
    let web: Site;
    let fetcher: Fetcher & AsyncDisposable;

    beforeAll(async () => {
      web = await site({
        ...HARM,
        '/never-ends': (_request, response) => void response.writeHead(200).write('<!doctype html><p>One'),
        '/no-answer': () => undefined,
        '*': says(page('')),
      });
      fetcher = fetcherFor([web], { limits: { headersMs: 4000, totalMs: 5000 } });
    });

    afterAll(async () => {
      await fetcher.close();
      await web[Symbol.asyncDispose]();
      folder.remove();
    });

    test.each(['/confirms', '/eats-memory', '/never-ends', '/no-answer'])(
      '%s ends its visit',
      async (path) => {
        const outcome = await fetcher.fetch({ url: web.url(path), render: CARDS });
        expect(outcome).toMatchObject({ kind: 'failed' });
        expect(folder.processes()).toEqual([]);
      },
    );

    test('the end of a renderer in the middle of a visit ends the visit', async () => {
      const waiting = Promise.withResolvers<void>();
      await using slow = await site({
        '/': (_request, response) => {
          waiting.resolve();
          response.writeHead(200).flushHeaders();
        },
      });
      await using own = fetcherFor([slow]);
      const visit = own.fetch({ url: slow.url('/'), render: CARDS });
      await waiting.promise;
      for (const pid of folder.processes('--type=renderer')) process.kill(pid, 'SIGKILL');
      expect(await visit).toMatchObject({ kind: 'failed' });
    });

    test('fifty visits, every tenth of them harmful, leave no process and no file', async () => {
      const kinds: string[] = [];
      for (let visit = 1; visit <= 50; visit += 1) {
        const path = visit % 10 === 0 ? (['/hangs', '/download'][(visit / 10) % 2] ?? '') : `/${visit}`;
        kinds.push((await fetcher.fetch({ url: web.url(path), render: CARDS })).kind);
      }
      expect(kinds.filter((kind) => kind === 'page')).toHaveLength(45);
      expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(5);
      await fetcher.close();
      expect(folder.processes()).toEqual([]);
      expect(folder.files()).toEqual([]);
    });
  },
  600_000,
);
