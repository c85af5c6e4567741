import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { queueSuggestion } from '../../src/store/suggestions.ts';
import { keepLink } from '../../src/store/links.ts';
import { editors } from './editors-fixture.ts';
import { acceptedCandidate, listed, NOON } from './fixtures.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
if (!existsSync(CHROMIUM) && process.env['CI'] === 'true')
  throw new Error(`there is no Chromium at ${CHROMIUM}`);

test.skipIf(!existsSync(CHROMIUM))(
  'axe finds no fault in the editors’ pages',
  { timeout: 120_000 },
  async () => {
    const desk = await editors();
    const id = acceptedCandidate(desk.store, { title: 'Waiting' });
    const entry = listed(desk.store, { title: 'Listed' });
    const link = {
      strikes: 1,
      checkedAt: NOON,
      nextAt: NOON,
      archiveUrl: null,
      archiveAt: null,
      archiveTriedAt: null,
      movedTo: null,
    };
    keepLink(desk.store, entry, { ...link, state: 'failing' });
    const limits = { since: 0, perSender: 9, total: 9 };
    const message = {
      kind: 'suggestion',
      url: 'https://example.org/',
      urlKey: 'x',
      entryId: entry,
      note: 'Look',
      secret: 's',
      sender: 's',
      at: NOON,
    } as const;
    queueSuggestion(desk.store, message, { hour: limits, day: limits });
    await desk.app.listen({ host: '127.0.0.1', port: 0 });
    const origin = `http://127.0.0.1:${(desk.app.server.address() as AddressInfo).port}`;
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const [name = '', value = ''] = desk.cookie.split('=');
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width: 320, height: 900 }, colorScheme });
      await context.addCookies([{ name, value, url: origin }]);
      const page = await context.newPage();
      for (const path of [
        '/desk/publish',
        `/desk/candidates/${id}/publish`,
        `/desk/entries/${entry}`,
        '/desk/links',
        '/desk/suggestions',
      ]) {
        const answer = await page.goto(origin + path);
        expect(answer?.status(), path).toBe(200);
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(
          violations.map((one) => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.failureSummary}`),
          path,
        ).toEqual([]);
        if (process.env['SHOTS'] !== undefined)
          await page.screenshot({
            path: `${process.env['SHOTS']}/desk-${colorScheme}${path.replaceAll(/\W+/g, '_')}.png`,
            fullPage: true,
          });
      }
      await context.close();
    }
    await browser.close();
    await desk.app.close();
  },
);
