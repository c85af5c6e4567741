import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListingPicture } from '../../src/model/listing-picture.ts';
import { joined, openDesk } from './desk-fixture.ts';

const PICTURE: ListingPicture = {
  url: 'https://ashden.org/news/',
  fetchedAt: Date.parse('2026-11-23T10:00:00Z'),
  picked: null,
  cards: 1,
  outside: 2,
  fields: [{ name: 'card', selector: '".row"' }],
  blocks: [{ number: 1, cards: 3, first: 'Deal & Ely <meet>', fields: [] }],
  parts: [
    { kind: 'pick', block: 1 },
    { kind: 'open', tag: 'div', look: 'card' },
    { kind: 'text', text: '<script>steal()</script>' },
    { kind: 'close', tag: 'div' },
  ],
  isCut: false,
};

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk({
    mendOf: (id) => (id === 'apse-news' ? { at: 0, text: '- card: .old <b>\n+ card: .new' } : undefined),
    drawListing: async (id, block) =>
      id === 'ashden-news' ? { ...PICTURE, picked: block ?? null } : undefined,
  });
});
afterAll(() => desk.close());

test('the listing of a source is shown as it was fetched, and another block can be picked', async () => {
  const ana = await joined(desk, 'Ana');
  expect((await ana.get('/desk/sources')).body).toContain('/desk/sources/listing?source=ashden-news');
  const { body } = await ana.get('/desk/sources/listing?source=ashden-news');
  expect(body).toContain('<div class="pic-card">&lt;script&gt;steal()&lt;/script&gt;</div>');
  expect(body).toContain('href="/desk/sources/listing?source=ashden-news&amp;block=1"');
  expect(body).toContain('Deal &amp; Ely &lt;meet&gt;');
  const picked = await ana.get('/desk/sources/listing?source=ashden-news&block=1');
  expect(picked.body).toContain('This is block 1');
});

test('a source without a kept page says so, and shows the mend that was proposed', async () => {
  const ben = await joined(desk, 'Ben');
  const { status, body } = await ben.get('/desk/sources/listing?source=apse-news');
  expect(status).toBe(200);
  expect(body).toContain('There is nothing to show');
  expect(body).toContain('- card: .old &lt;b&gt;\n+ card: .new</pre>');
});
