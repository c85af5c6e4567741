import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { addSuggestion } from '../../src/store/suggestions.ts';
import { keepLink } from '../../src/store/links.ts';
import { NO_CHROMIUM, openBrowser } from '../chromium.ts';
import { barriers, TWO_LOOKS } from '../web/axe.ts';
import { editors } from './editors-fixture.ts';
import { acceptedCandidate, listed, NOON } from '../catalogue/fixtures.ts';

test.skipIf(NO_CHROMIUM)('axe finds no fault in the editors’ pages', { timeout: 120_000 }, async () => {
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
  addSuggestion(desk.store, message, { hour: limits, day: limits });
  await desk.app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(desk.app.server.address() as AddressInfo).port}`;
  const browser = await openBrowser();
  const paths = [
    '/desk/publish',
    `/desk/candidates/${id}/publish`,
    `/desk/entries/${entry}`,
    '/desk/links',
    '/desk/suggestions',
  ];
  for (const path of paths) expect((await desk.get(path)).statusCode, path).toBe(200);
  expect(await barriers(browser, { origin, cookie: desk.cookie, paths }, TWO_LOOKS)).toEqual([]);
  await browser.close();
  await desk.app.close();
});
