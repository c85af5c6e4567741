import { expect, test } from 'vitest';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { barriers, ONE_LOOK } from '../web/axe.ts';
import { editors, editorsPaths } from './editors-fixture.ts';

test.skipIf(NO_CHROMIUM)('axe finds no fault in the editors’ pages', async () => {
  const desk = await editors();
  const paths = editorsPaths(desk);
  const origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await openBrowser();
  for (const path of paths) expect((await desk.get(path)).statusCode, path).toBe(200);
  expect(await barriers(browser, { origin, cookie: desk.cookie, paths }, ONE_LOOK)).toEqual([]);
  await browser.close();
  await desk.app.close();
});
