import net from 'node:net';
import type { Page, Route } from 'playwright-core';
import { messageOf } from '../../base/errors.ts';
import { sameSite } from '../../base/url.ts';
import type { Crawler, Read } from './crawler.ts';
import { type FromBrowser, type RenderOrder, ToBrowserSchema } from './messages.ts';

// The process of the browser: takes orders for pages over its channel, and ends with whoever started it.

closeDoors();
const chromiumPath = process.argv[2] ?? '';
// Only now, since a part of Crawlee opens a server as soon as it is imported.
const { startCrawler } = await import('./crawler.ts');
const crawler: Crawler = await startCrawler(chromiumPath, prepare);
const asked = new Map<number, (ok: boolean) => void>();
let asks = 0;
/** Where the page in hand was last sent to. */
let lastAddress = '';

process.on('message', (message: unknown) => {
  const heard = ToBrowserSchema.parse(message);
  if (heard.kind === 'order') void carryOut(heard);
  else asked.get(heard.ask)?.(heard.ok);
});
process.once('disconnect', () => {
  const goNow = (): never => process.exit(0);
  setTimeout(goNow, LONGEST_GOODBYE_MS).unref();
  void crawler.close().then(goNow, goNow);
});
say({ kind: 'ready' });

const NEEDED = new Set(['document', 'stylesheet', 'script', 'xhr', 'fetch', 'other']);
const DOWNLOAD = 'the address is a download';
const MOST_DIALOGS = 10;
const LONGEST_GOODBYE_MS = 3000;

/**
 * Crawlee's browser pool listens for proxy requests on every interface of the machine (proxy-chain, without a host), lets
 * anyone through to anywhere, and is of no use to us. Nothing in this process needs to be called.
 */
function closeDoors(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called below on the server that it is asked of
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function listenToNobody(this: net.Server): net.Server {
    this.maxConnections = 0;
    return listen.call(this, { port: 0, host: '127.0.0.1' });
  };
}

async function carryOut(order: RenderOrder): Promise<void> {
  try {
    say(await told(order, await crawler.render(order)));
  } catch (error) {
    giveUp(order, plainly(messageOf(error)));
  }
}

/** Playwright's errors, without the call and its log. */
function plainly(message: string): string {
  const text = message.replace(/ Call log:.*$/, '').replace(/^[a-z.]+: /, '');
  return text === 'Download is starting' ? DOWNLOAD : text;
}

function giveUp({ id }: RenderOrder, why: string): void {
  say({ kind: 'broken', id, why, ...(lastAddress === '' ? {} : { ended: lastAddress }) });
}

/** @throws Error with the reason why this is not a page. */
async function told({ id, maxBytes }: RenderOrder, { html, finalUrl, response }: Read): Promise<FromBrowser> {
  if (!/^https?:/.test(finalUrl)) throw new Error(`the page led to ${finalUrl}`);
  if (Buffer.byteLength(html) > maxBytes) throw new Error(`larger than ${maxBytes} bytes`);
  return {
    kind: 'rendered',
    id,
    html,
    finalUrl: finalUrl.replace(/#.*/s, ''),
    status: response.status(),
    headers: await response.allHeaders(),
    redirects: await redirectsOf(response),
  };
}

async function redirectsOf(
  response: Read['response'],
): Promise<{ readonly from: string; readonly to: string; readonly status: number }[]> {
  const trail = [];
  for (let to = response.request(), from = to.redirectedFrom(); from !== null; from = to.redirectedFrom()) {
    trail.unshift({ from: from.url(), to: to.url(), status: (await from.response())?.status() ?? 302 });
    to = from;
  }
  return trail;
}

/** Before a page goes anywhere: nothing else opens, no dialog holds it up, and it asks only for what it is read by. */
async function prepare(page: Page, order: RenderOrder): Promise<void> {
  lastAddress = order.url;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) lastAddress = request.url();
  });
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    if (dialogs > MOST_DIALOGS) giveUp(order, 'the page opens one dialog after another');
    else void dialog.dismiss().catch(() => undefined);
  });
  page.on('crash', () => giveUp(order, 'the page crashed'));
  page.on('popup', (popup) => void popup.close().catch(() => undefined));
  page.on('download', () => giveUp(order, DOWNLOAD));
  await page.context().route('**/*', (route) => pass(route, order));
}

async function pass(route: Route, order: RenderOrder): Promise<void> {
  const request = route.request();
  const url = request.url();
  const ok =
    NEEDED.has(request.resourceType()) &&
    sameSite(url, order.url) &&
    // The proxy sees plain requests whole; of others it only ever sees the host.
    (url.startsWith('http:') || (await may(order, url)));
  await (ok ? route.continue() : route.abort('blockedbyclient')).catch(() => undefined);
}

function may({ id }: RenderOrder, url: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const ask = (asks += 1);
  asked.set(ask, (ok) => {
    asked.delete(ask);
    resolve(ok);
  });
  say({ kind: 'may', ask, id, url });
  return promise;
}

function say(message: FromBrowser): void {
  if (process.connected) process.send?.(message);
}
