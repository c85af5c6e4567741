import { expect, it } from 'vitest';
import { NO_DATE } from '../../src/base/dates/dates.ts';
import { defineSource } from '../../src/base/source.ts';
import { feed } from '../../src/base/strategies.ts';
import { pageAgain } from '../../src/model/page.ts';
import { discoverSafely, extractSafely, keyedSafely } from '../../src/reading/read-safely.ts';

/** Slow in a way that is not seen as it is loaded: both alternatives take the same letters. */
const source = defineSource({
  ...{ id: 'town', name: 'Town', publisher: 'Town', home: 'https://town.example/' },
  hosts: { canonical: 'town.example' },
  cadence: { perMonth: 1, quietOkDays: 99 },
  discover: feed({ url: '/feed' }),
  urlRules: [{ from: /^\/(?:a|\w)*-old$/, to: '/' }],
});
const NASTY = `https://town.example/${'a'.repeat(60)}-new`;

const pageOf = (contentType: string, body: string) =>
  pageAgain({
    url: 'https://town.example/x',
    finalUrl: 'https://town.example/x',
    contentType,
    body,
    fetchedAt: 0,
  });

it('an address that a rule of the adapter finds no end on is the problem of the page that gave it', () => {
  const rss = `<rss><channel><item><title>A</title><link>${NASTY}</link></item></channel></rss>`;
  const context = { source, strategy: source.discover, pageNumber: 1 };
  expect(discoverSafely(pageOf('application/rss+xml', rss), context).problem).toMatch(
    /adapter failed: .+ finds no end on/,
  );
  const html = `<!doctype html><title>A</title><link rel="canonical" href="${NASTY}"><main><h1>Leeds buys light</h1><p>Leeds City Council awarded a contract for street lighting and saved a third of what it had paid before.</p></main>`;
  expect(extractSafely(pageOf('text/html', html), { source, now: new Date(0) })).toMatchObject({
    kind: 'unreadable',
    why: expect.stringMatching(/adapter failed: .+ finds no end on/),
  });
  const post = { url: NASTY, title: 'A', published: NO_DATE, blocks: [], canonicals: [], winners: {} };
  expect(keyedSafely({ url: NASTY, finalUrl: NASTY }, source, () => post)).toMatchObject({
    kind: 'unreadable',
    why: expect.stringMatching(/finds no end on/),
  });
});
