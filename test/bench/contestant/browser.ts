import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Configuration, log, PlaywrightCrawler, RequestQueue } from '@crawlee/playwright';
import { chromium } from 'playwright-core';
import { silent } from '../../../src/base/log.ts';
import { findChromium } from '../../../src/fetch/browser/find-chromium.ts';
import { createFetcher } from '../../../src/fetch/fetch.ts';
import { memoryManners } from '../../../src/fetch/manners.ts';

// One way of reading pages, in a process of its own: reads one, says so, reads the rest when told, and says how long that took.

type Way = {
  readonly read: (urls: readonly string[]) => Promise<number>;
  readonly close: () => Promise<unknown>;
};
type Crawling = NonNullable<ConstructorParameters<typeof PlaywrightCrawler>[0]>;

const CARD = 'article';
const executablePath = await findChromium(undefined);
const launchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  headless: true,
  args: ['--no-sandbox', '--blink-settings=imagesEnabled=false'],
};

const WAYS: Readonly<Record<string, (host: string) => Promise<Way> | Way>> = {
  'plain HTTP': (host) => byFetcher(host, false),
  'playwright-core': bare,
  'Crawlee as it comes': () => byCrawlee({}),
  'Crawlee, no fingerprints': () => byCrawlee({ browserPoolOptions: { useFingerprints: false } }),
  'Crawlee, a context a page': () =>
    byCrawlee({
      browserPoolOptions: { useFingerprints: false },
      launchContext: { useIncognitoPages: true },
    }),
  lamplighter: (host) => byFetcher(host, true),
};

function byFetcher(host: string, isRendered: boolean): Way {
  const fetcher = createFetcher({
    version: '0',
    contact: 'https://example.org',
    allowHosts: [host],
    minGapMs: 0,
    manners: memoryManners(),
    log: silent,
  });
  const render = isRendered ? { render: { waitFor: [CARD], rounds: 0 } } : {};
  return {
    close: () => fetcher.close(),
    read: async (urls) => {
      let read = 0;
      for (const url of urls) read += (await fetcher.fetch({ url, ...render })).kind === 'page' ? 1 : 0;
      return read;
    },
  };
}

async function bare(): Promise<Way> {
  const browser = await chromium.launch(launchOptions);
  return {
    close: () => browser.close(),
    read: async (urls) => {
      for (const url of urls) {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(url, { waitUntil: 'domcontentloaded' });
        await page.locator(CARD).first().waitFor();
        await page.content();
        await context.close();
      }
      return urls.length;
    },
  };
}

async function byCrawlee(options: Crawling): Promise<Way> {
  log.setLevel(log.LEVELS.OFF);
  const config = new Configuration({ persistStorage: false });
  let read = 0;
  let runs = 0;
  return {
    close: async () => undefined,
    // A run of its own each time, as a program that crawls one source after the other would do it.
    read: async (urls) => {
      read = 0;
      const crawler = new PlaywrightCrawler(
        {
          ...options,
          maxConcurrency: 1,
          requestQueue: await RequestQueue.open(`run-${(runs += 1)}`, { config }),
          launchContext: {
            ...options.launchContext,
            launcher: chromium,
            launchOptions: { ...launchOptions },
          },
          requestHandler: async ({ page }) => {
            await page.locator(CARD).first().waitFor();
            await page.content();
            read += 1;
          },
        },
        config,
      );
      await crawler.run([...urls]);
      return read;
    },
  };
}

const [name = '', origin = '', count = '0'] = process.argv.slice(2);
const make = WAYS[name];
if (make === undefined) throw new Error(`there is no way called ${name}`);
const lines = createInterface({ input: process.stdin });
const startedAt = performance.now();
const way = await make(new URL(origin).host);
await way.read([`${origin}/news?first`]);
console.log(JSON.stringify({ firstMs: performance.now() - startedAt }));
await once(lines, 'line');
const begun = performance.now();
const read = await way.read(Array.from({ length: Number(count) }, (_, n) => `${origin}/news?n=${n}`));
console.log(JSON.stringify({ ms: performance.now() - begun, read }));
await once(lines, 'line');
await way.close();
process.exit(0);
