import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { filledStore, PAGES } from '../site/filled.ts';
import { site } from '../site/site.ts';
import { deskPaths, joined, lay, openDesk } from '../desk/desk-fixture.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { editors, editorsPaths } from '../desk/editors-fixture.ts';
import { ALL_LOOKS, barriers } from '../web/axe.ts';
import { invite } from '../../src/accounts/invite.ts';
import { answerPath } from '../../src/review/answer-link.ts';
import { formSecret } from '../../src/server/form-secret.ts';
import { reviewerByEmail } from '../../src/store/reviewers.ts';

describe.skipIf(NO_CHROMIUM)('every page, narrow and wide, light and dark, by all rules', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test('the desk has no barrier that axe can find', async () => {
    const desk = await openDesk({ runNow: () => undefined });
    const address = 'https://ashden.org/news/below';
    const below = lay(desk.store, { url: address });
    const read = `/desk/posts/${candidateRow(desk.store, below)?.postId}`;
    desk.store.sql('delete from candidate_label where candidate_id = ?').run(below);
    desk.store.sql('delete from candidate where id = ?').run(below);
    const origin = await desk.app.listen({ host: '127.0.0.1', port: 0 });
    const cookie = (await joined(desk, 'Ada', 'admin')).cookie();
    const id = lay(desk.store);
    const offer = {
      candidateId: id,
      versionSeen: candidateRow(desk.store, id)?.version ?? 0,
      reviewerId: reviewerByEmail(desk.store, 'ada@example.org')?.id ?? 0,
      until: Date.now() + 3_600_000,
    };
    const paths = [
      ...deskPaths(id),
      read,
      '/desk?missing=outcome&council=DUR',
      '/desk?page=3',
      `/desk/why?url=${encodeURIComponent(address)}`,
      '/desk/sources/listing?source=ashden-news',
      '/desk/candidates/999999/publish',
      '/sign-in/forgotten',
      answerPath(formSecret(desk.settingsDir), offer),
      invite(desk.store, { email: null, role: 'reviewer', madeBy: null, now: Date.now() }),
    ];
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
