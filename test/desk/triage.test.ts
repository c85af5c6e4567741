import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidateRow } from '../../src/store/desk.ts';
import { addCards } from '../../src/store/cards.ts';
import { reviewerByEmail } from '../../src/store/reviewers.ts';
import { urlKey } from '../../src/base/url.ts';
import { joined, lay, openDesk, press, SOURCES, type Visitor } from './desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
const clock = { ahead: 0 };
beforeAll(async () => {
  desk = await openDesk({ now: () => Date.now() + clock.ahead });
});
afterAll(() => desk.close());

/** Sends the list with some of its rows ticked. */
async function send(person: Visitor, token: string, ticked: readonly string[], act: string, page = '1') {
  const fields = new URLSearchParams({ token, nonce: `n${Math.random()}`, view: '', act, page });
  for (const one of ticked) fields.append('post', one);
  const answer = await desk.app.inject({
    method: 'POST',
    url: '/desk/triage',
    headers: {
      cookie: person.cookie(),
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    payload: fields.toString(),
  });
  return person.get(String(answer.headers['location']));
}

describe('the list', () => {
  test('says of each post its best sentence, its three answers, its age, who has it and for whom it is', async () => {
    const id = lay(desk.store, { published: '2025-01-10' });
    const [ana, ben] = [await joined(desk, 'Ana'), await joined(desk, 'Ben')];
    const open = await ana.get(`/desk/${id}`);
    const to = String(reviewerByEmail(desk.store, 'ben@example.org')?.id);
    await ana.post(`/desk/${id}/assign`, { token: open.hidden('token'), view: '', to });
    const { body } = await ben.get('/desk');
    const row = body.slice(body.indexOf(`data-row="${id}"`), body.indexOf('</li>\n  </ol>'));
    expect(row).toContain('cut waste by 40%.');
    expect(row).toMatch(/Who bought: (?:shown|weak)/);
    expect(row).toMatch(/months old|years? old/);
    expect(row).toContain('Ana has it open');
    // Who has it open themselves need not be told.
    expect((await ana.get('/desk')).body).not.toContain('Ana has it open');
    expect(row).toContain('for Ben');
    expect(body).toContain('1 for you');
    expect((await ben.get('/desk?view=assigned')).body).toContain(`data-row="${id}"`);
  });

  test('decides on what is ticked, leaves what somebody decided meanwhile, and undoes it as one', async () => {
    const ids = [lay(desk.store), lay(desk.store), lay(desk.store)];
    const [cid, dan] = [await joined(desk, 'Cid'), await joined(desk, 'Dan')];
    const page = await cid.get('/desk');
    const seen = ids.map((id) => `${id}:${candidateRow(desk.store, id)?.version ?? 0}`);
    await press(dan, await dan.get(`/desk/${ids[1]}`), 'accept');
    const done = await send(cid, page.hidden('token'), seen, 'reject:event');
    expect(done.body).toMatch(/and 1 more\. 1 was left as others decided meanwhile\./);
    expect(ids.map((id) => candidateRow(desk.store, id)?.state)).toEqual([
      'rejected',
      'accepted',
      'rejected',
    ]);
    await cid.post('/desk/undo', { token: done.hidden('token'), nonce: 'undo-triage' });
    expect(ids.map((id) => candidateRow(desk.store, id)?.state)).toEqual(['new', 'accepted', 'new']);
    expect((await send(cid, page.hidden('token'), [], 'accept')).body).toContain('Tick at least one post');
    expect((await send(cid, page.hidden('token'), [seen[1] ?? ''], 'accept')).body).toContain(
      'Nothing was done',
    );
    // Whoever goes through the pages goes on where they are, and is led back from one that is empty by now.
    const further = await send(cid, page.hidden('token'), [], 'accept', '9');
    expect(further.url).toBe('/desk?page=9&say=untouched');
    expect(further.body).toContain('Nothing is left on page 9. <a class="govuk-link" href="/desk">');
  });

  test('decides on the same story elsewhere with what is ticked, and takes back both', async () => {
    const said =
      'Leeds City Council let a contract for electric vans to a local firm after two rounds of talks with suppliers, and its drivers use half as much energy as they did before.';
    const told = { blocks: [{ kind: 'body' as const, text: said }], title: 'Leeds buys vans' };
    const ids = [lay(desk.store, told), lay(desk.store, { ...told, sourceId: 'apse-news' })];
    const states = () => ids.map((id) => candidateRow(desk.store, id)?.state);
    const eva = await joined(desk, 'Eva');
    const token = (await eva.get('/desk')).hidden('token');
    const done = await send(
      eva,
      token,
      [`${ids[0]}:${candidateRow(desk.store, ids[0] ?? 0)?.version}`],
      'accept',
    );
    expect(states()).toEqual(['accepted', 'duplicate']);
    await eva.post('/desk/undo', { token: done.hidden('token'), nonce: 'undo-story' });
    expect(states()).toEqual(['new', 'new']);
  });

  test('can be narrowed to what is strong, young, or lacks an answer', async () => {
    const bare = lay(desk.store, {
      title: 'A heading without a result',
      blocks: [{ kind: 'body', text: 'Leeds City Council tendered for buses.' }],
      published: '2020-02-02',
    });
    const full = lay(desk.store, { published: new Date().toISOString().slice(0, 10) });
    const eve = await joined(desk, 'Eve');
    const shows = async (query: string, id: number) =>
      (await eve.get(`/desk?${query}`)).body.includes(`data-row="${id}"`);
    expect(await shows('missing=outcome', bare)).toBe(true);
    expect(await shows('missing=outcome', full)).toBe(false);
    expect(await shows('age=7', full)).toBe(true);
    expect(await shows('age=7', bare)).toBe(false);
    expect(await shows('strength=strong', bare)).toBe(false);
    expect(await shows('strength=possible', bare)).toBe(true);
  });

  test('says in “Mine” what I decided and in “Disagreement” who said what', async () => {
    const id = lay(desk.store);
    const [fay, gil] = [await joined(desk, 'Fay'), await joined(desk, 'Gil')];
    await press(fay, await fay.get(`/desk/${id}`), 'accept');
    await press(gil, await gil.get(`/desk/${id}`), 'reject:advert');
    expect((await fay.get('/desk?view=mine')).body).toContain('Fay: accepted');
    const { body } = await gil.get('/desk?view=disagreement');
    expect(body).toContain('Fay: accepted');
    expect(body).toContain('Gil: rejected: supplier advert');
  });

  test('follows what others decide by server-sent events, and without a script by a link', async () => {
    const id = lay(desk.store);
    const [hal, ivy] = [await joined(desk, 'Hal'), await joined(desk, 'Ivy')];
    const page = await hal.get('/desk');
    const after = /data-after="(\d+)"/.exec(page.body)?.[1] ?? '';
    const quiet = await hal.get(`/desk/events?after=${after}`);
    expect(quiet.body).toBe('retry: 3000\n\n');
    await press(ivy, await ivy.get(`/desk/${id}`), 'reject:event');
    const told = await hal.get(`/desk/events?after=${after}`);
    expect(told.headers['content-type']).toContain('text/event-stream');
    expect(told.body).toContain(`{"decided":[{"id":${id},"say":"Ivy: rejected: event"}]}`);
    expect((await ivy.get(`/desk/events?after=${after}`)).body).toContain('{"decided":[]}');
    expect((await hal.get(`/desk?after=${after}`)).body).toContain('1 was decided meanwhile.');
  });
});

describe('the head of the queue', () => {
  test('says what came and what others decided since my last visit', async () => {
    const kim = await joined(desk, 'Kim');
    expect((await kim.get('/desk')).body).not.toContain('Since your last visit');
    clock.ahead += 3_600_000;
    const id = lay(desk.store, { now: Date.now() + clock.ahead });
    const lou = await joined(desk, 'Lou');
    await press(lou, await lou.get(`/desk/${id}`), 'accept');
    lay(desk.store, { now: Date.now() + clock.ahead });
    clock.ahead += 1000;
    expect((await kim.get('/desk')).body).toMatch(
      /Since your last visit \([^)]+\): 1 new, 1 decided by others, 1 of them accepted\./,
    );
  });
});

describe('why something is not on the desk', () => {
  test('tells of each address what is known, what it lacks, and lays it there', async () => {
    const mo = await joined(desk, 'Mo');
    const why = async (url: string) => (await mo.get(`/desk/why?url=${encodeURIComponent(url)}`)).body;
    lay(desk.store, { url: 'https://ashden.org/news/known' });
    expect(await why('http://www.ashden.org/news/known/')).toContain('It is on the desk');
    expect(await why('https://nobody.example/page')).toContain('No source reads this site');
    expect(await why('ashden.org/news/unheard-of')).toContain('no listing has shown this address');
    expect(await why('no address')).toContain('Give the address of a page');
    const url = 'https://ashden.org/news/listed';
    const [source] = SOURCES;
    if (source === undefined) throw new Error('no source');
    addCards(desk.store, source.id, [{ key: urlKey(url, source), card: { url } }], Date.now());
    expect(await why(url)).toContain('It was found, and not read yet');
    const below = lay(desk.store, {
      url: 'https://ashden.org/news/below',
      title: 'A walk in the park',
      blocks: [{ kind: 'body', text: 'We had a lovely walk.' }],
    });
    const postId = candidateRow(desk.store, below)?.postId;
    desk.store.sql('delete from candidate_label where candidate_id = ?').run(below);
    desk.store.sql('delete from candidate where id = ?').run(below);
    const told = await mo.get('/desk/why?url=https%3A%2F%2Fashden.org%2Fnews%2Fbelow');
    expect(told.body).toContain('scored below the line');
    expect(told.body).toContain(
      'Who bought? Nothing in the text says so. A line for it would lift the score by up to',
    );
    // What took points away is as much an answer as what is not there.
    expect(told.body).toMatch(/What speaks against it<[^]*<li>[^<]+\(−[\d.]+\)<\/li>/);
    expect(told.body).toMatch(/data-key="l"/);
    const laid = await mo.post('/desk/lay', { token: told.hidden('token'), post: String(postId) });
    expect(laid.body).toContain('A walk in the park');
  });
});
