import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { listed } from '../catalogue/fixtures.ts';
import { filledStore } from '../site/filled.ts';
import { get, PUBLIC_URL, site } from '../site/site.ts';

// A frame of 320 px whose host cannot be told its height gets the one that oEmbed says: nothing in it may be cut.

const Frame = z.object({ height: z.number() });
const Seen = z.object({ width: z.number(), height: z.number() });
// Runs in the page.
const MEASURE = `({
  width: document.documentElement.scrollWidth,
  height: Math.ceil(document.querySelector('main').getBoundingClientRect().height),
})`;
const PATHS = [
  '/case/2-x',
  '/case/9-x',
  '/case/10-x',
  '/council/NBL',
  '/topic/street-lighting',
  '/search',
  '/search?q=waste',
];

describe.skipIf(NO_CHROMIUM)('a frame at 320 px', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('is as high as all of it and no wider, for long titles and words without end, too', async () => {
    const store = filledStore();
    const long = {
      title: 'Rindfleischetikettierungsüberwachung'.repeat(3),
      publisher: 'A publisher of a long name'.repeat(3),
    };
    listed(store, {
      ...long,
      blurb: `How one council bought ${'wonderful '.repeat(16)}things.`,
      councils: [],
    });
    const app = await site(store);
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
    const cut: string[] = [];
    for (const path of PATHS) {
      const answer = await get(app, `/oembed?url=${encodeURIComponent(PUBLIC_URL + path)}&maxwidth=320`);
      const { html, ...said } = Frame.extend({ html: z.string() }).parse(answer.json());
      const src = /src="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#38;', '&') ?? '';
      await page.setViewportSize({ width: 320, height: Math.max(1, said.height) });
      await page.goto(origin + src.replace(PUBLIC_URL, ''));
      const seen = Seen.parse(await page.evaluate(MEASURE));
      if (seen.width > 320 || seen.height > said.height)
        cut.push(`${path}: ${JSON.stringify({ seen, said })}`);
    }
    expect(cut).toEqual([]);
    await app.close();
  });
});
