import { expect, test } from 'vitest';
import { defineSource } from '../../src/base/source.ts';
import { feed } from '../../src/base/strategies.ts';
import { NO_FORTUNES, refusedAltogether, siteWide, withPage } from '../../src/health/whose-fault.ts';
import type { FetchOutcome } from '../../src/model/page.ts';

const source = defineSource({
  id: 'x',
  name: 'X',
  publisher: 'X',
  home: 'https://x.example/',
  hosts: { canonical: 'x.example' },
  cadence: { perMonth: 4, quietOkDays: 60 },
  discover: feed({ url: '/feed/' }),
});
const at = (url: string, tries = 0) => ({ key: url, url, tries, held: null });
const refusal = (url: string): FetchOutcome => ({ kind: 'blocked', url, status: 403, why: 'it says 403' });
const own = at('https://x.example/1');

test('the only page that was asked for is the site’s doing, unless its listing brought other posts along', () => {
  const alone = withPage(NO_FORTUNES, source, own, refusal(own.url));
  expect(refusedAltogether(alone)).toMatchObject({ kind: 'blocked' });
  expect(refusedAltogether(withPage(alone, source, at('https://x.example/2'), undefined))).toBeUndefined();
});

test('a page that was refused before is no news of the site', () => {
  const again = at('https://x.example/1', 1);
  expect(refusedAltogether(withPage(NO_FORTUNES, source, again, refusal(again.url)))).toBeUndefined();
});

test('what a partner’s host refuses, or asks for, says nothing about the source', () => {
  const partner = at('https://partner.example/1');
  const asks: FetchOutcome = { kind: 'throttled', url: partner.url, status: 429, retryAt: 1 };
  expect(withPage(NO_FORTUNES, source, partner, refusal(partner.url))).toEqual(NO_FORTUNES);
  expect(siteWide(NO_FORTUNES, source, partner, asks)).toBeUndefined();
  expect(siteWide(NO_FORTUNES, source, own, { ...asks, url: own.url })).toMatchObject({ kind: 'throttled' });
});
