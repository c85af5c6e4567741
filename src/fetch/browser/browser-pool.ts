import { messageOf } from '../../base/errors.ts';
import { startBrowserProcess, type BrowserProcess, type May } from './browser-process.ts';
import { findChromium } from './find-chromium.ts';
import type { Broken, RenderOrder, Rendered } from './messages.ts';
import { missingPackages } from './missing-packages.ts';

/** Browsers that are kept for a while, and lent for one page at a time. */
export type BrowserPool = {
  /** Renders when a browser is free, or says that none was in time. Never rejects. */
  readonly render: (work: Work) => Promise<Rendered | Broken>;
  readonly close: () => Promise<void>;
};

/** A page to render. `limitMs` is for the page, not for the wait or the browser's start. */
export type Work = { readonly order: RenderOrder; readonly limitMs: number; readonly may: May };

/** A browser at rest, or the place of one that has yet to be started. */
type Place = { browser: BrowserProcess | undefined; pages: number; idle: NodeJS.Timeout | undefined };

type Pool = {
  readonly chromiumPath: string | undefined;
  readonly places: readonly Place[];
  readonly free: Place[];
  readonly waiting: ((place: Place | undefined) => void)[];
  closed: boolean;
};

const CLOSED = 'the fetcher was closed';
const MOST_BROWSERS = 2;
const MOST_PAGES = 50;
const IDLE_MS = 15_000;
const PATIENCE_MS = 60_000;

/**
 * At most two browsers; one is started when it is first needed, and ended when nobody has needed it for a while, after many pages,
 * and at once when a page went wrong in it.
 */
export function createBrowserPool(chromiumPath: string | undefined): BrowserPool {
  const places = Array.from({ length: MOST_BROWSERS }, (): Place => ({
    browser: undefined,
    pages: 0,
    idle: undefined,
  }));
  const pool: Pool = { chromiumPath, places, free: [...places], waiting: [], closed: false };
  return {
    async render(work) {
      const place = await take(pool);
      if (place === undefined) return broken(work.order, 'no browser was free in time');
      try {
        return await renderIn(pool, place, work);
      } catch (error) {
        await empty(place);
        return broken(work.order, messageOf(error));
      } finally {
        if (pool.closed) await empty(place);
        giveBack(pool, place);
      }
    },
    async close() {
      pool.closed = true;
      await Promise.all(places.map(empty));
    },
  };
}

/** A warm browser before a cold one. */
function take({ free, waiting }: Pool): Promise<Place | undefined> | Place {
  const warm = free.findIndex(({ browser }) => browser !== undefined);
  const [place] = free.splice(Math.max(0, warm), 1);
  if (place !== undefined) {
    clearTimeout(place.idle);
    return place;
  }
  const { promise, resolve } = Promise.withResolvers<Place | undefined>();
  const giveUp = setTimeout(() => {
    waiting.splice(waiting.indexOf(settle), 1);
    resolve(undefined);
  }, PATIENCE_MS);
  const settle = (next: Place | undefined): void => {
    clearTimeout(giveUp);
    resolve(next);
  };
  waiting.push(settle);
  return promise;
}

function giveBack({ free, waiting }: Pool, place: Place): void {
  const next = waiting.shift();
  if (next !== undefined) return next(place);
  free.push(place);
  place.idle = setTimeout(() => void empty(place), IDLE_MS).unref();
}

async function renderIn(pool: Pool, place: Place, { order, limitMs, may }: Work): Promise<Rendered | Broken> {
  if (pool.closed) return broken(order, CLOSED);
  place.browser ??= await startBrowserProcess(await pathOf(pool.chromiumPath));
  if (pool.closed) return broken(order, CLOSED);
  const answer = await place.browser.render(order, limitMs, may);
  place.pages += 1;
  if (answer.kind === 'broken' || place.pages >= MOST_PAGES) await empty(place);
  return answer;
}

/** @throws Error that says what to do. */
async function pathOf(set: string | undefined): Promise<string> {
  const missing = missingPackages();
  if (missing.length > 0)
    throw new Error(
      `this source needs a browser, and what drives one is not installed; run "npm install ${missing.join(' ')}"`,
    );
  const path = await findChromium(set);
  if (path !== undefined) return path;
  if (set !== undefined) throw new Error(`CHROMIUM_PATH: there is no ${set}`);
  throw new Error('there is no Chromium here; install one, or set CHROMIUM_PATH');
}

async function empty(place: Place): Promise<void> {
  clearTimeout(place.idle);
  const { browser } = place;
  place.browser = undefined;
  place.pages = 0;
  await browser?.end();
}

function broken({ id }: RenderOrder, why: string): Broken {
  return { kind: 'broken', id, why };
}
