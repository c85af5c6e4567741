import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';

/** A way to look at a page. */
export type Look = { readonly width: number; readonly dark: boolean };

export const ALL_LOOKS: readonly Look[] = [
  { width: 320, dark: false },
  { width: 320, dark: true },
  { width: 1280, dark: false },
  { width: 1280, dark: true },
];

/** Between them every width and every colour once; the soak looks at all four with all rules. */
export const TWO_LOOKS: readonly Look[] = [
  { width: 320, dark: false },
  { width: 1280, dark: true },
];

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on pages, and what else must not be: scrolling sideways, a broken policy, asking other hosts. */
export async function barriers(
  browser: Browser,
  at: { readonly origin: string; readonly cookie?: string; readonly paths: readonly string[] },
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
      // Dark is the same page in other colours: with fewer looks than all, only they are asked about again.
      const onlyColours = dark && looks.length < ALL_LOOKS.length;
      const faults = [...(await axeFaults(page, onlyColours)), ...(await wideFaults(page, width))];
      found.push(...faults.map((fault) => `${path} at ${width}, ${colorScheme}: ${fault}`));
    }
    await context.close();
  }
  return found;
}

async function axeFaults(page: Page, onlyColours: boolean): Promise<string[]> {
  // No page has frames: then one run in the page itself does, without a second, empty page for each.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const asked = onlyColours ? axe.withRules(['color-contrast', 'link-in-text-block']) : axe.withTags(LEVELS);
  const { violations } = await asked.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

async function wideFaults(page: Page, width: number): Promise<string[]> {
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  return Number(wide) > width ? [`is ${String(wide)} pixels wide`] : [];
}
