import { mkdtempSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio/slim';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { failingServer, FAILURES, HAS_DJANGO, renderPages, renderPagesOf, says } from './django-pages.ts';
import { filledStore } from './filled.ts';
import { site } from './site.ts';

// clients/django as it stands, in a real Django whose models have the shape of contract-countdown's.

if (!HAS_DJANGO && process.env['CI'] === 'true')
  throw new Error('python3-django is not installed; test/set-up.sh does that');

const PATIENT = { patience: 60 };

async function render(url: string, kinds: readonly string[], how: Parameters<typeof renderPages>[2] = {}) {
  return (await renderPages(url, kinds, how)).map(({ page }) => load(page));
}

const freshFolder = () => mkdtempSync(join(tmpdir(), 'lamplighter-django-'));

describe.skipIf(!HAS_DJANGO)('the Django app', () => {
  test('shows two right cards for tenders of every shape, in the page’s own markup', async () => {
    const app = await site(filledStore());
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = z
      .object({ port: z.number() })
      .parse(app.server.address() satisfies AddressInfo | string | null);
    const kinds = ['one', 'several', 'none', 'no council', 'nothing', 'no tender'];
    const pages = await render(`http://127.0.0.1:${port}`, kinds, PATIENT);
    await app.close();
    expect(pages.map(($) => $('.row > .col-sm-6.mt-3 > .card.h-100').length)).toEqual([2, 2, 2, 2, 2, 2]);
    const titles = pages.map(($) => $('h3.h4.mb-3 > a.stretched-link').first().text());
    expect(titles[0]).toBe('Northumberland Council cuts carbon with LED street lights');
    expect(titles[1]).toBe('Durham’s plastics pledge helps council partners and suppliers cut waste');
    expect(titles[2]).toBe('Northumberland Council cuts carbon with LED street lights');
    expect(titles[3]).toBe('Durham’s plastics pledge helps council partners and suppliers cut waste');
    const [$] = pages;
    expect($?.('small.fw-bold').first().text()).toBe('Ashden');
    expect($?.('img.card-img-top').first().attr('src')).toBe('/static/lamplighter_cards/street-lighting.svg');
    expect($?.('.card').first().text()).toContain('Why this one: same council · street lighting');
  });

  describe('shows the bundled cards, and asks but once, when the server', () => {
    const shown = new Map<string, { readonly pages: readonly { readonly page: string }[]; asked: number }>();
    beforeAll(async () => {
      const failing = await Promise.all(
        Object.entries(FAILURES).map(async ([name, answer]) => ({ name, ...(await failingServer(answer)) })),
      );
      const urls = failing.map(({ url }) => url);
      const rendered = await renderPagesOf(urls, ['one', 'several', 'nothing']);
      for (const [at, { name, asked, close }] of failing.entries()) {
        shown.set(name, { pages: rendered[at] ?? [], asked: asked() });
        close();
      }
    });

    test.each(Object.keys(FAILURES))('%s', (name) => {
      const { pages = [], asked } = shown.get(name) ?? {};
      const each = pages.map(({ page }) => load(page));
      expect(each.map(($) => $('.card h3 a[href^="https://"]').length)).toEqual([2, 2, 2]);
      expect(each[0]?.('img').length).toBe(2);
      expect(asked).toBe(1);
    });
  });

  test('shows the last good answer when there is no server any more, and bundled cards for what was never asked', async () => {
    const item = {
      publisher: 'LGA',
      title: 'A good one',
      url: 'https://lga.example/',
      blurb: 'It was good.',
    };
    const good = await failingServer(says('200 OK', JSON.stringify({ items: [item] })));
    const folder = freshFolder();
    await render(good.url, ['one'], { ...PATIENT, kept: folder });
    good.close();
    const [known, unknown] = await render('http://127.0.0.1:9', ['one', 'several'], { kept: folder });
    expect(known?.('h3 a').first().text()).toBe('A good one');
    expect(known?.('.card')).toHaveLength(2);
    expect(unknown?.('h3 a').text()).not.toContain('A good one');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('tells no story twice, whatever address and marks it has on the server', async () => {
    const item = {
      publisher: 'Northumberland',
      title: '“Northumberland Council cuts carbon” with LED street-lights',
      url: 'https://northumberland.example/lamps',
      blurb: 'It was good.',
    };
    const server = await failingServer(says('200 OK', JSON.stringify({ items: [item] })));
    const [$] = await render(server.url, ['one'], PATIENT);
    server.close();
    expect(
      $?.('h3 a')
        .map((_at, link) => $(link).attr('href'))
        .get(),
    ).toEqual([
      item.url,
      'https://ashden.org/news/durhams-plastics-pledge-helps-council-partners-and-suppliers-cut-waste/',
    ]);
  });

  test('shows cards where it may not write, and where no address is set', async () => {
    const [$] = await render('', ['one'], { kept: '/proc/nowhere' });
    expect($?.('.card')).toHaveLength(2);
  });
});
