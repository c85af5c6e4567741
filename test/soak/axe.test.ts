import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { filledStore, PAGES } from '../site/filled.ts';
import { site } from '../site/site.ts';
import { deskPaths, joined, lay, openDesk } from '../desk/desk-fixture.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { editors, editorsPaths } from '../desk/editors-fixture.ts';
import { ALL_LOOKS, barriers } from '../web/axe.ts';

describe.skipIf(NO_CHROMIUM)('every page, narrow and wide, light and dark, by all rules', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('the desk has no barrier that axe can find', async () => {
    const desk = await openDesk({ runNow: () => undefined });
    const below = lay(desk.store);
    const read = `/desk/posts/${candidateRow(desk.store, below)?.postId}`;
    desk.store.sql('delete from candidate_label where candidate_id = ?').run(below);
    desk.store.sql('delete from candidate where id = ?').run(below);
    const paths = [...deskPaths(lay(desk.store)), read];
    const origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
    const cookie = (await joined(desk, 'Ada', 'admin')).cookie();
    expect(await barriers(browser, { origin, cookie, paths }, ALL_LOOKS)).toEqual([]);
    await desk.close();
  });

  test('nor have the editors’ pages', async () => {
    const desk = await editors();
    const paths = editorsPaths(desk);
    const origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
    expect(await barriers(browser, { origin, cookie: desk.cookie, paths }, ALL_LOOKS)).toEqual([]);
    await desk.app.close();
  });

  test('the catalogue has none either', async () => {
    const app = await site(filledStore());
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    expect(await barriers(browser, { origin, paths: PAGES }, ALL_LOOKS)).toEqual([]);
    await app.close();
  });
});
