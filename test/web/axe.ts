import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** A way to look at a page. */
export type Look = { readonly width: number; readonly dark: boolean };

export const ALL_LOOKS: readonly Look[] = [
  { width: 320, dark: false },
  { width: 320, dark: true },
  { width: 375, dark: false },
  { width: 375, dark: true },
  { width: 1280, dark: false },
  { width: 1280, dark: true },
];

/** What the fast suite has time for: narrow, where most breaks. The soak looks at all six. */
export const ONE_LOOK: readonly Look[] = [{ width: 320, dark: false }];

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds on pages, and what else must not be: scrolling sideways, words broken in cells, a broken policy, asking other hosts.
 * Axe takes a second a page: `axeOn` says which of them it looks at, if not at all.
 */
export async function barriers(
  browser: Browser,
  at: {
    readonly origin: string;
    readonly cookie?: string;
    readonly paths: readonly string[];
    readonly axeOn?: (path: string) => boolean;
  },
  looks: readonly Look[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { width, dark } of looks) {
    const colorScheme = dark ? 'dark' : 'light';
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const [name = '', value = ''] = (at.cookie ?? '').split('=');
    if (name !== '') await context.addCookies([{ name, value, url: at.origin }]);
    const page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(at.origin) && !request.url().startsWith('data:'))
        found.push(request.url());
    });
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) found.push(message.text());
    });
    for (const path of at.paths) {
      await page.goto(at.origin + path);
      const faults = [
        ...((at.axeOn ?? every)(path) ? await axeFaults(page) : []),
        ...(await wideFaults(page, width)),
        ...(await brokenWords(page)),
      ];
      found.push(...faults.map((fault) => `${path} at ${width}, ${colorScheme}: ${fault}`));
    }
    await context.close();
  }
  return found;
}

const every = (): boolean => true;

/** No page has frames: axe in the page itself does. */
async function axeFaults(page: Page): Promise<string[]> {
  // What is well is many times more, and would be described in full.
  const options = { resultTypes: ['violations'], runOnly: LEVELS };
  const script = `${axe.source}; axe.run(document, ${JSON.stringify(options)})`;
  const { violations } = await page.evaluate<AxeResults>(script);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

async function wideFaults(page: Page, width: number): Promise<string[]> {
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  return Number(wide) > width ? [`is ${String(wide)} pixels wide`] : [];
}

// A cell that is too narrow breaks an ordinary word: its letters then stand on more than one line. Addresses may.
const BROKEN = `[...document.querySelectorAll('td, th, dt, dd, .desk-score')].flatMap((cell) => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}.,£%]{2,18}(?![\\p{L}\\p{N}.,£%])/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
    }
  return broken;
})`;

/** Words of table cells, terms and scores that are broken over lines. */
async function brokenWords(page: Page): Promise<string[]> {
  const words = await page.evaluate<string[]>(BROKEN);
  return words.map((word) => `breaks “${word}” in a cell`);
}
