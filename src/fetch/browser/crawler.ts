import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Configuration, log, PlaywrightCrawler, RequestQueue } from '@crawlee/playwright';
import { chromium, type BrowserContextOptions, type Page, type Response } from 'playwright-core';
import type { RenderOrder } from './messages.ts';
import { readPage } from './read-page.ts';

/** A page that was read, and the answer that it began with. */
export type Read = { readonly html: string; readonly finalUrl: string; readonly response: Response };

/** Readies a page before it is sent anywhere. */
export type Prepare = (page: Page, order: RenderOrder) => Promise<void>;

export type Crawler = {
  /** One order at a time. Rejects with the reason when the page cannot be read. */
  readonly render: (order: RenderOrder) => Promise<Read>;
  readonly close: () => Promise<void>;
};

/** The order in hand, and who waits for what comes of it. */
type Job = { readonly order: RenderOrder; readonly settle: PromiseWithResolvers<Read> };

/** No name is looked up, no packet sent and no picture shown behind the proxy's back. */
const SWITCHES = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--proxy-bypass-list=<-loopback>',
  '--disable-quic',
  '--dns-prefetch-disable',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--blink-settings=imagesEnabled=false',
  '--disable-remote-fonts',
  '--mute-audio',
];
const LOOK_AGAIN_S = 0.05;
const LONGEST_S = 3600;

/**
 * Crawlee's crawler on one Chromium that stays: each order gets a context of its own, without a cookie or a cache from before,
 * and is tried once. Nothing is written to disk, and no browser but this one is imitated.
 */
export async function startCrawler(chromiumPath: string, prepare: Prepare): Promise<Crawler> {
  log.setLevel(log.LEVELS.OFF);
  const config = new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    // Each time it counts every process of the machine.
    systemInfoIntervalMillis: 600_000,
  });
  const requestQueue = await RequestQueue.open(randomUUID(), { config });
  let job: Job | undefined;
  const current = (): Job => {
    if (job === undefined) throw new Error('nobody asked for a page');
    return job;
  };
  const options = crawling(current, prepare);
  const crawler = new PlaywrightCrawler(
    { ...options, requestQueue, launchContext: launching(chromiumPath) },
    config,
  );
  const running = crawler.run([], { purgeRequestQueue: false });
  return {
    async render(order) {
      const settle = Promise.withResolvers<Read>();
      job = { order, settle };
      await requestQueue.addRequest({ url: order.url, uniqueKey: order.id });
      await crawler.autoscaledPool?.notify();
      return settle.promise;
    },
    async close() {
      await crawler.teardown();
      await running;
      await requestQueue.drop();
    },
  };
}

type Options = NonNullable<ConstructorParameters<typeof PlaywrightCrawler>[0]>;

function crawling(current: () => Job, prepare: Prepare): Options {
  return {
    keepAlive: true,
    minConcurrency: 1,
    maxConcurrency: 1,
    autoscaledPoolOptions: { maybeRunIntervalSecs: LOOK_AGAIN_S },
    maxRequestRetries: 0,
    useSessionPool: false,
    persistCookiesPerSession: false,
    retryOnBlocked: false,
    // Whoever sent the order holds the clock.
    navigationTimeoutSecs: LONGEST_S,
    requestHandlerTimeoutSecs: LONGEST_S,
    browserPoolOptions: {
      useFingerprints: false,
      retireBrowserAfterPageCount: 1_000_000,
      closeInactiveBrowserAfterSecs: LONGEST_S,
      prePageCreateHooks: [
        (_id, _controller, page) => void Object.assign(page ?? {}, contextOf(current().order)),
      ],
    },
    preNavigationHooks: [
      async ({ page }, goto) => {
        const { order } = current();
        Object.assign(goto ?? {}, { waitUntil: 'domcontentloaded', timeout: order.stepMs });
        await prepare(page, order);
      },
    ],
    requestHandler: async ({ page, response }) => {
      const { order, settle } = current();
      if (response === undefined) throw new Error('the page came without an answer');
      // An error has nothing to wait for.
      const reading = response.ok() ? readPage(page, order) : page.content();
      const html = await Promise.race([reading, tooLate(order.readMs)]);
      settle.resolve({ html, finalUrl: page.url(), response });
    },
    failedRequestHandler: (_context, error) => current().settle.reject(error),
  };
}

/** A page whose script never ends answers nothing that it is asked. */
async function tooLate(ms: number): Promise<never> {
  await sleep(ms, undefined, { ref: false });
  throw new Error(`the page was not read within ${Math.ceil(ms / 1000)} s`);
}

/** A context for each page: otherwise Crawlee starts a second Chromium, only to ask for its version. */
function launching(executablePath: string): NonNullable<Options['launchContext']> {
  return {
    launcher: chromium,
    useIncognitoPages: true,
    launchOptions: {
      executablePath,
      headless: true,
      // Chromium's own sandbox does not start for root.
      chromiumSandbox: process.getuid?.() !== 0,
      handleSIGINT: false,
      // Playwright lets a page open as many windows as it likes; browsers do not.
      ignoreDefaultArgs: ['--disable-popup-blocking'],
      args: SWITCHES,
      // Every context has its own; a browser that had none would have to reach a name by itself.
      proxy: { server: 'http://127.0.0.1:9' },
    },
  };
}

function contextOf({ proxy, agent }: RenderOrder): BrowserContextOptions {
  return {
    proxy: { server: proxy, bypass: '<-loopback>' },
    userAgent: agent,
    locale: 'en-GB',
    acceptDownloads: false,
    serviceWorkers: 'block',
    permissions: [],
  };
}
