import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { says, site as otherSite } from '../fetch/site.ts';
import { filledStore, PAGES } from './filled.ts';
import { site } from './site.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
if (!existsSync(CHROMIUM) && process.env['CI'] === 'true')
  throw new Error(`there is no Chromium at ${CHROMIUM}`);

describe.skipIf(!existsSync(CHROMIUM))('in a real browser', () => {
  let app: FastifyInstance;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    app = await site(filledStore());
    await app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  test.each([
    [320, 'light'],
    [320, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)(
    'every page at %i pixels in %s: no fault that axe finds, nothing to scroll sideways, nothing asked of other hosts',
    async (width, colorScheme) => {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
        bypassCSP: true,
      });
      const page = await context.newPage();
      const elsewhere: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
          elsewhere.push(request.url());
      });
      for (const path of PAGES) {
        await page.goto(origin + path);
        const { violations } = await axeFor(page, colorScheme).analyze();
        const faults = violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
        );
        expect(faults, path).toEqual([]);
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(wide, path).toBe(0);
        if (process.env['SHOTS'] !== undefined)
          await page.screenshot({
            path: `${process.env['SHOTS']}/${width}-${colorScheme}-${path.replaceAll(/\W+/g, '_')}.png`,
            fullPage: true,
          });
      }
      expect(elsewhere).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test('no page breaks its own content security policy, and an injected script does', async () => {
    const page = await browser.newPage();
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) broken.push(message.text());
    });
    for (const path of PAGES) await page.goto(origin + path);
    expect(broken).toEqual([]);
    await page.goto(`${origin}/`);
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' }))",
    );
    await expect.poll(() => broken.length).toBeGreaterThan(0);
    await page.close();
  }, 60_000);

  test('the element shows the block on a page of another site, which cannot read the rest of ours', async () => {
    // Another port is another origin.
    await using other = await otherSite({
      '/': says(
        `<!doctype html><title>A contract</title><script type="module" src="${origin}/embed.js"></script><lamplighter-cards council="NBL" cpv="34928500"><a href="#">before</a></lamplighter-cards>`,
      ),
    });
    const page = await browser.newPage();
    await page.goto(other.url('/'));
    await page.waitForSelector('lamplighter-cards article');
    expect(await page.locator('lamplighter-cards h3').count()).toBe(2);
    const read = await page.evaluate(`fetch('${origin}/changes').then(() => 'read', () => 'refused')`);
    expect(read).toBe('refused');
    await page.close();
  }, 60_000);
});

/** Dark mode is the same page in other colours: there only contrast can differ, and the other rules need not be asked again. */
function axeFor(page: Page, colorScheme: 'light' | 'dark'): AxeBuilder {
  const axe = new AxeBuilder({ page });
  return colorScheme === 'dark'
    ? axe.withRules(['color-contrast', 'link-in-text-block'])
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
}
