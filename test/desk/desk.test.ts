import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decisionsOf } from '../../src/store/decisions.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { joined, lay, openDesk, press, visitor } from './desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe('the desk', () => {
  test('sends whoever is not signed in to the sign-in page, and back again afterwards', async () => {
    const page = await visitor(desk.app).get('/desk');
    expect(page.url).toBe('/sign-in?to=%2Fdesk');
    expect(page.body).toContain('Sign in to the desk');
  });

  test('lists candidates with score, source, date and what the rules found', async () => {
    lay(desk.store, { title: 'Eindhoven buys light, not lamps' });
    const ana = await joined(desk, 'Ana');
    const { body } = await ana.get('/desk');
    expect(body).toContain('Eindhoven buys light, not lamps');
    expect(body).toContain('Ashden news');
    expect(body).toContain('14 September 2026');
    expect(body).toContain('What came of it: shown');
    expect(body).toContain('cut waste by 40%.</bdi>');
  });

  test('shows one post with its reasons, its marked words and a link to the original', async () => {
    const id = lay(desk.store);
    const ben = await joined(desk, 'Ben');
    const { body } = await ben.get(`/desk/${id}`);
    expect(body).toMatch(/<mark class="desk-mark desk-mark--act" tabindex="0" title="a procurement act">/);
    expect(body).toContain('rel="noopener noreferrer nofollow ugc"');
  });

  test('says where title, date and author were read, and keeps what stood beside the text folded and unscored', async () => {
    const id = lay(desk.store, {
      author: 'Ann Lee',
      beside: ['Leeds City Council saved £2 million by a new framework contract'],
      evidence: {
        title: { origin: 'heading', confirmed: true },
        author: { origin: 'byline', confirmed: false },
        published: {
          confirmed: true,
          agreeing: ['path'],
          others: [{ value: '2026-09-13', precision: 'day', origin: 'text' }],
        },
      },
    });
    const { body } = await (await joined(desk, 'Zoe')).get(`/desk/${id}`);
    expect(body).toContain(
      'Title: the heading, confirmed. Date: the page’s metadata and its address. Other days named: words on the page 13 September 2026. Author: a byline, not confirmed.',
    );
    expect(body).toContain('<bdi>Leeds City Council saved £2 million by a new framework contract</bdi>');
    expect(body).not.toMatch(/<mark[^>]*>[^<]*Leeds/);
  });

  test('shows so much of a post of thousands of paragraphs as can be drawn at once, and says that it goes on', async () => {
    const blocks = Array.from({ length: 1600 }, (_, at) => ({ kind: 'body' as const, text: `Lamp ${at}.` }));
    const { body } = await (await joined(desk, 'Bo')).get(`/desk/${lay(desk.store, { blocks })}`);
    expect([body.includes('Lamp 1498.'), body.includes('Lamp 1500.')]).toEqual([true, false]);
    expect(body).toContain('The text is longer; the rest is not shown.');
  });

  test('says nothing of where a post was read that no page was read for', async () => {
    const { body } = await (await joined(desk, 'Yan')).get(`/desk/${lay(desk.store)}`);
    expect(body).not.toContain('Where it was read');
  });

  test('takes a decision, keeps it as a row and deals the next post', async () => {
    const [first, second] = [lay(desk.store), lay(desk.store)];
    const eve = await joined(desk, 'Eve');
    const page = await press(eve, await eve.get(`/desk/${first}`), 'reject:event', { note: 'a webinar' });
    expect(page.url).toMatch(/^\/desk\/\d+\?done=\d+$/);
    expect(page.body).toContain('Rejected: event');
    expect(candidateRow(desk.store, first)?.state).toBe('rejected');
    expect(decisionsOf(desk.store, first)).toMatchObject([
      { kind: 'reject', reason: 'event', note: 'a webinar', by: 'Eve' },
    ]);
    expect(candidateRow(desk.store, second)?.state).toBe('new');
  });
});

describe('a decision', () => {
  test('finds who bought, what, and what came of it above the text, each with its best sentence and its place', async () => {
    const id = lay(desk.store);
    const { body } = await (await joined(desk, 'Gus')).get(`/desk/${id}`);
    const answers = body.slice(body.indexOf('id="answers"'), body.indexOf('class="desk-text"'));
    const order = ['Who bought?', 'What was bought, and how?', 'What came of it?'].map((question) =>
      answers.indexOf(question),
    );
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(order[0]).toBeGreaterThan(0);
    expect(answers).toContain('awarded a new contract for its office furniture and cut waste by 40%.');
    expect(answers).toMatch(/href="#block-\d+" data-key="r"/);
    expect(body).toMatch(/id="block-0" tabindex="-1"/);
  });

  test('of snoozing counts the day that was given, whatever the span says', async () => {
    const id = lay(desk.store);
    const hal = await joined(desk, 'Hal');
    await press(hal, await hal.get(`/desk/${id}`), 'snooze', { span: 'week', day: '2031-05-06' });
    expect(candidateRow(desk.store, id)?.until).toBe(Date.parse('2031-05-06T06:00:00Z'));
  });

  test('after a correction, undo takes back the correction and not an older acceptance', async () => {
    const [accepted, corrected] = [lay(desk.store), lay(desk.store)];
    const ida = await joined(desk, 'Ida');
    await press(ida, await ida.get(`/desk/${accepted}`), 'accept');
    const form = await ida.get(`/desk/${corrected}/edit`);
    const hidden = {
      token: form.hidden('token'),
      nonce: form.hidden('nonce'),
      version: form.hidden('version'),
    };
    const saved = await ida.post(`/desk/${corrected}/edit`, { ...hidden, councils: 'Leeds' });
    expect(saved.body).toContain('Undo: <bdi>Corrected what was proposed');
    await ida.post('/desk/undo', { token: saved.hidden('token'), nonce: 'u1' });
    expect(candidateRow(desk.store, accepted)?.state).toBe('accepted');
    expect(candidateRow(desk.store, corrected)?.facts).toBeNull();
  });

  test('on many posts says how many, leaves out what was unticked, and so does its undo', async () => {
    const ids = [1, 2, 3].map(() => lay(desk.store, { sourceId: 'apse-news' }));
    const jo = await joined(desk, 'Jo');
    const form = await jo.get('/desk/bulk?source=apse-news');
    const sent = new URLSearchParams({ token: form.hidden('token'), nonce: 'b1', view: 'source=apse-news' });
    for (const [name, value] of [
      ['count', '3'],
      ['reason', 'event'],
      ['post', ids[0]],
      ['post', ids[2]],
    ])
      sent.append(String(name), String(value));
    const sendAll = () =>
      desk.app.inject({
        method: 'POST',
        url: '/desk/bulk',
        headers: {
          cookie: jo.cookie(),
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
        },
        payload: sent.toString(),
      });
    const [answer, again] = [await sendAll(), await sendAll()];
    // A double click is answered as its first press was, not by a number that changed meanwhile.
    expect(again.headers['location']).toBe(answer.headers['location']);
    const page = await jo.get(String(answer.headers['location']));
    expect(page.body).toMatch(/Rejected: event – .* and 1 more\./);
    expect(ids.map((id) => candidateRow(desk.store, id)?.state)).toEqual(['rejected', 'new', 'rejected']);
    const undone = await jo.post('/desk/undo', { token: page.hidden('token'), nonce: 'u2' });
    expect(undone.body).toMatch(/Undone: Rejected: event – .* and 1 more\./);
  });
});

describe('the queue', () => {
  test('filters by the names of councils, and calls what nobody’s source lists "Added by hand"', async () => {
    const id = lay(desk.store, { sourceId: 'by-hand', title: 'Leeds City Council buys bread by contract' });
    const flo = await joined(desk, 'Flo');
    const { body } = await flo.get('/desk');
    expect(body).toMatch(/<option value="LDS">Leeds City Council \(\d+\)<\/option>/);
    expect(body).toMatch(/<option value="by-hand">Added by hand \(1\)<\/option>/);
    expect((await flo.get(`/desk/${id}`)).body).toContain('<strong>Added by hand</strong>');
    // What nothing waits of stays chosen all the same.
    expect((await flo.get('/desk?council=MAN&topic=nothing')).body).toMatch(
      /<option value="MAN" selected>Manchester City Council<[^]*<option value="nothing" selected>nothing</,
    );
  });

  test('goes on within what was accepted, rejected or one’s own, and stops at the end', async () => {
    const gil = await joined(desk, 'Gil', 'editor');
    const days = ['2026-03-03', '2026-03-02', '2026-03-01'];
    const ids = days.map((published) => lay(desk.store, { published }));
    for (const id of ids) await press(gil, await gil.get(`/desk/${id}`), 'accept');
    const [first, second, third] = ids;
    expect((await gil.get(`/desk/next?view=mine&after=${first}`)).url).toBe(`/desk/${second}?view=mine`);
    const decided = await press(gil, await gil.get(`/desk/${second}?view=accepted`), 'reject:event');
    expect(decided.url).toMatch(new RegExp(`^/desk/${third}\\?view=accepted&done=`));
    expect(decided.body).toContain('Rejected: event');
    expect((await gil.get(`/desk/next?view=mine&after=${third}`)).url).toBe('/desk?view=mine&say=finished');
    // Turning the pages of what is settled keeps nobody else from it.
    const hal = await joined(desk, 'Hugo');
    expect((await hal.get(`/desk/${third}?view=accepted`)).body).not.toContain('is looking at this post');
  });

  test('tells a password manager whose password is being changed', async () => {
    const ivy = await joined(desk, 'Ivy');
    const { body } = await ivy.get('/desk/me');
    expect(body).toMatch(/<input type="text"[^>]* autocomplete="username" value="ivy@example.org"/);
  });
});
