import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListingPicture } from '../../src/model/listing-picture.ts';
import { openIncident } from '../../src/store/incidents.ts';
import { keepLine } from '../../src/store/source-lines.ts';
import { joined, lay, openDesk } from './desk-fixture.ts';

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
    learntOf: async (id) =>
      id === 'apse-news'
        ? [{ rule: "dropParams: ['visit']", why: '4 posts came under <two> addresses' }]
        : undefined,
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

test('what a source’s posts have taught is shown with the way to take it on', async () => {
  const cyn = await joined(desk, 'Cyn');
  const { body } = await cyn.get('/desk/sources/listing?source=apse-news');
  expect(body).toContain('<code>dropParams: [&#39;visit&#39;]</code>');
  expect(body).toContain('4 posts came under &lt;two&gt; addresses');
  expect(body).toContain('sources check apse-news <span class="desk-whole">--take</span>”');
  expect((await cyn.get('/desk/sources/listing?source=ashden-news')).body).not.toContain('--take');
});

test('a source whose line moved says so, and so does a post that lies below it', async () => {
  const dan = await joined(desk, 'Dan');
  lay(desk.store, { sourceId: 'ashden-news', url: 'https://ashden.org/news/decided' });
  desk.store.exec("update candidate set state = 'accepted'");
  const id = lay(desk.store, { sourceId: 'ashden-news', url: 'https://ashden.org/news/near' });
  desk.store.exec(
    `pragma foreign_keys = off; delete from candidate where id = ${id}; pragma foreign_keys = on`,
  );
  keepLine(desk.store, { sourceId: 'ashden-news', line: 40.5, packLine: 0.1, decided: 30, rulesHash: '' });
  expect((await dan.get('/desk/sources')).body).toContain(
    'come to the desk from 40.5 points on, and not from',
  );
  const why = await dan.get('/desk/why?url=https%3A%2F%2Fashden.org%2Fnews%2Fnear');
  expect(why.body).toContain('the desk begins at <strong>40.5</strong>');
});

test('a source is offered to be mended where its listing is amiss, and not for what reviewers want', async () => {
  const dee = await joined(desk, 'Dee');
  const kinds = [
    ['ashden-news', 'run', 'degraded'],
    ['apse-news', 'reviewers', 'unwanted'],
  ] as const;
  for (const [sourceId, kind, outcome] of kinds)
    openIncident(desk.store, {
      ...{ sourceId, kind, outcome, reasons: ['why'], body: '', runId: null, openedAt: 0 },
    });
  const { body } = await dee.get('/desk/sources');
  expect(body).toContain('lamplighter sources mend ashden-news');
  expect(body).not.toContain('lamplighter sources mend apse-news');
});
