import { messageOf } from '../../base/errors.ts';
import { startBrowserProcess, type BrowserProcess, type May } from './browser-process.ts';
import { findChromium } from './find-chromium.ts';
import type { Broken, Order, Rendered } from './messages.ts';

/** Browsers that are kept for a while, and lent for one page at a time. */
export type BrowserPool = {
  /** Renders when a browser is free. Never rejects. */
  readonly render: (order: Order, limitMs: number, may: May) => Promise<Rendered | Broken>;
  readonly close: () => Promise<void>;
};

/** A browser at rest, or the place of one that has yet to be started. */
type Place = { browser: BrowserProcess | undefined; pages: number; idle: NodeJS.Timeout | undefined };

/**
 * At most two browsers; one is started when it is first needed, ended when nobody has needed it for a while, after many pages, and
 * at once when a page went wrong in it.
 */
export function createBrowserPool(chromiumPath: string | undefined): BrowserPool {
  const free: Place[] = Array.from({ length: MOST_BROWSERS }, () => ({
    browser: undefined,
    pages: 0,
    idle: undefined,
  }));
  const all = [...free];
  const waiting: ((place: Place) => void)[] = [];
  let closed = false;
  const take = async (): Promise<Place> => {
    // One that is warm before one that must be started.
    const at = Math.max(
      0,
      free.findIndex(({ browser }) => browser !== undefined),
    );
    const [place] = free.splice(at, 1);
    return place ?? new Promise((resolve) => void waiting.push(resolve));
  };
  const giveBack = (place: Place): void => {
    const next = waiting.shift();
    if (next !== undefined) return next(place);
    free.push(place);
    place.idle = setTimeout(() => void empty(place), IDLE_MS).unref();
  };
  return {
    async render(order, limitMs, may) {
      const place = await take();
      clearTimeout(place.idle);
      try {
        if (closed) return broken(order, 'the fetcher was closed');
        return await renderIn(place, chromiumPath, { order, limitMs, may });
      } finally {
        if (closed) await empty(place);
        giveBack(place);
      }
    },
    async close() {
      closed = true;
      await Promise.all(all.map(empty));
    },
  };
}

type Work = { readonly order: Order; readonly limitMs: number; readonly may: May };

async function renderIn(
  place: Place,
  chromiumPath: string | undefined,
  { order, limitMs, may }: Work,
): Promise<Rendered | Broken> {
  try {
    place.browser ??= await startBrowserProcess(await pathOf(chromiumPath));
  } catch (error) {
    return broken(order, messageOf(error));
  }
  const answer = await place.browser.render(order, limitMs, may);
  place.pages += 1;
  if (answer.kind === 'broken' || place.pages >= MOST_PAGES) await empty(place);
  return answer;
}

async function pathOf(set: string | undefined): Promise<string> {
  const path = await findChromium(set);
  if (path !== undefined) return path;
  throw new Error(
    set === undefined
      ? 'there is no Chromium here; install one, or set CHROMIUM_PATH'
      : `CHROMIUM_PATH: there is no ${set}`,
  );
}

async function empty(place: Place): Promise<void> {
  clearTimeout(place.idle);
  const { browser } = place;
  place.browser = undefined;
  place.pages = 0;
  await browser?.end();
}

function broken({ id }: Order, why: string): Broken {
  return { kind: 'broken', id, why };
}

const MOST_BROWSERS = 2;
const MOST_PAGES = 50;
const IDLE_MS = 15_000;
