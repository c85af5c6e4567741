import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { barriers, ONE_LOOK } from '../web/axe.ts';
import { says, site as otherSite } from '../fetch/site.ts';
import { filledStore, PAGES, TEMPLATES } from './filled.ts';
import { site } from './site.ts';

describe.skipIf(NO_CHROMIUM)('in a real browser', () => {
  let app: FastifyInstance;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    app = await site(filledStore());
    await app.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  test('no page has a fault that axe finds, scrolls sideways or asks anything of other hosts', async () => {
    // The soak has axe look at all of them, in six ways.
    const axeOn = (path: string) => /^\/(?:$|search|case\/3|suggest|for-sites|embed)/.test(path);
    expect(await barriers(browser, { origin, paths: TEMPLATES, axeOn }, ONE_LOOK)).toEqual([]);
  });

  test('a page with faults is known by them', async () => {
    await using other = await otherSite({
      '/': says('<!doctype html><html lang="en"><title>T</title><main><h1>T</h1><img style="width:900px">'),
    });
    const found = await barriers(browser, { origin: other.url('/').slice(0, -1), paths: ['/'] }, ONE_LOOK);
    expect(found.join()).toMatch(/at 320, light: image-alt: <img.*is \d{3} pixels wide/);
  });

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
  });

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
  });
});
