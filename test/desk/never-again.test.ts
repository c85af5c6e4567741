import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidateRow } from '../../src/store/desk.ts';
import { joined, lay, openDesk, type Page, press, visitor } from './desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const WORDS = {
  title: 'Furniture that lasts',
  blurb: 'How one county came to repair its desks and chairs before it bought any new ones.',
  publisher: 'Ashden',
  councils: 'Durham',
  topics: 'Goods, office and furniture',
  practices: 'energy-ppa-performance-contract',
};

/** What a form of a page holds unseen, and where it goes. */
function formOf(
  page: Page,
  button: string,
): { readonly action: string; readonly fields: Record<string, string> } {
  const form = page.body.split('<form').find((part) => part.includes(button)) ?? '';
  const own = new RegExp(`formaction="([^"]+)"[^>]*>${button}`).exec(form)?.[1];
  const action = own ?? /action="([^"]+)"/.exec(form)?.[1] ?? '';
  const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return { action, fields: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])) };
}

/** The forms of a page, each with what Enter in one of its fields would press: its first button that sends. */
function formsOf(page: Page) {
  return page.body
    .split('<form')
    .slice(1)
    .map((part) => part.slice(0, part.indexOf('</form>')))
    .map((form) => ({
      acts: [...form.matchAll(/<button[^>]* name="act" value="([^"]+)"/g)].map(([, act]) => act ?? ''),
      isTypedIn: /<input(?![^>]*type="(?:hidden|checkbox|submit)")|<textarea/.test(form),
      first: /<button[^>]*>/.exec(form)?.[0] ?? '',
    }));
}

describe('what a reviewer is offered', () => {
  test('after accepting leads to no refusal: what they may not publish they hand to an editor', async () => {
    const ana = await joined(desk, 'Ana');
    const done = await press(ana, await ana.get(`/desk/${lay(desk.store)}`), 'accept');
    const [, link = ''] = /<a class="govuk-button[^"]*" href="([^"]+)"[^>]*>Prepare it/.exec(done.body) ?? [];
    const form = await ana.get(link);
    expect(form.status).toBe(200);
    const { action, fields } = formOf(form, 'Hand it to an editor');
    const handed = await ana.post(action, { ...fields, ...WORDS, title: 'Chairs, mended' });
    expect(handed.body).toContain('It waits for an editor');
    // No other way of the page leads to a refusal either.
    for (const [, href = ''] of form.body.matchAll(/href="(\/desk[^"]*)"/g))
      expect([href, (await ana.get(href.replaceAll('&amp;', '&'))).status]).toEqual([href, 200]);
    const ed = await joined(desk, 'Ed', 'editor');
    // The title that was prepared is there too, not the page's own.
    expect((await ed.get(link)).body).toContain('value="Chairs, mended"');
  });

  test('to have word by e-mail is kept, but not called done, where no mail is set up', async () => {
    const bo = await joined(desk, 'Bo');
    const me = await bo.get('/desk/me');
    const saved = await bo.post('/desk/me/digest', { token: me.hidden('token'), digest: 'weekly' });
    expect(saved.body).toContain('no letter will come: this server has no mail set up');
  });

  test('of what was decided is counted in posts: nothing of it is left to do, and takes no minutes', async () => {
    const cy = await joined(desk, 'Cy');
    for (const act of ['reject:event', 'reject:event', 'accept'])
      await press(cy, await cy.get(`/desk/${lay(desk.store)}`), act);
    const said = async (view: string) =>
      /class="desk-progress"[^>]*>([^<]*)</.exec((await cy.get(`/desk?view=${view}`)).body)?.[1]?.trim();
    expect(await said('mine')).toBe('3 posts');
    expect(await said('rejected')).toBe('2 posts');
    expect(await said('score')).toMatch(/^(?:Nothing left|\d+ left, about \d+ minutes?)$/);
  });
});

test('a desk that no source has filled says so, and promises nothing', async () => {
  const fresh = await openDesk();
  const { body } = await (await joined(fresh, 'Zoe')).get('/desk');
  expect(body).toContain('No source has been read yet.');
  expect(body).toContain('Nothing is waiting. How the rounds stand is told above.');
  expect(body).not.toContain('New posts come with the next round');
  await fresh.close();
});

describe('what a person has just changed', () => {
  test('that person sees at once, also where they looked before; others may be a minute behind', async () => {
    const eve = await joined(desk, 'Eve', 'editor');
    const id = lay(desk.store);
    await press(eve, await eve.get(`/desk/${id}`), 'accept');
    const before = await eve.get('/');
    expect(before.headers['cache-control']).toBe('private, no-cache');
    const { action, fields } = formOf(
      await eve.get(`/desk/candidates/${id}/publish`),
      'type="submit">Publish<',
    );
    const published = await eve.post(action, { ...fields, ...WORDS });
    expect(published.url).toMatch(/^\/case\/\d+-furniture-that-lasts$/);
    const after = await eve.get('/');
    expect(after.body).toContain('Furniture that lasts');
    expect((await eve.get('/embed/page')).body).toContain('Furniture that lasts');
    expect((await visitor(desk.app).get('/')).headers['cache-control']).toBe('public, max-age=60');
    // A cache that keeps what strangers see must not give it to whoever is signed in.
    expect(String(after.headers['vary'])).toContain('Cookie');
  });

  test('and the block opened by itself is a page, not a fragment without a look', async () => {
    const answer = await desk.app.inject({
      url: '/embed?council=DUR',
      headers: { 'sec-fetch-dest': 'document' },
    });
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, '/embed/page?council=DUR']);
    const page = await desk.app.inject('/embed/page?council=DUR');
    expect(page.body).toMatch(/^<!DOCTYPE html>[^]*<style>[^<]+<\/style>/);
  });
});

describe('an act', () => {
  test('is never what Enter in a field happens to press, and a field’s form has no act but its own', async () => {
    const may = await joined(desk, 'May', 'editor');
    const id = lay(desk.store);
    const forms = formsOf(await may.get(`/desk/${id}`)).filter(({ isTypedIn }) => isTypedIn);
    expect(forms).toHaveLength(3);
    for (const { first } of forms) expect(first).toMatch(/^<button type="submit" disabled hidden/);
    const of = (act: string) => forms.find(({ acts }) => acts.includes(act))?.acts;
    expect([of('snooze'), of('duplicate')]).toEqual([['snooze'], ['duplicate']]);
    await press(may, await may.get(`/desk/${id}`), 'snooze', { span: 'week', day: '2031-05-06' });
    const { state, until } = candidateRow(desk.store, id) ?? {};
    expect([state, until]).toEqual(['snoozed', Date.parse('2031-05-06T06:00:00Z')]);
  });

  test('of a reviewer takes no public page down: it is said there, and an editor is asked', async () => {
    const una = await joined(desk, 'Una', 'editor');
    const id = lay(desk.store);
    await press(una, await una.get(`/desk/${id}`), 'accept');
    const form = await una.get(`/desk/candidates/${id}/publish`);
    const { action, fields } = formOf(form, 'type="submit">Publish<');
    const { url } = await una.post(action, { ...fields, ...WORDS, title: 'Taken down by nobody' });
    // What an undo would not do is said before it is pressed.
    expect((await una.get('/desk')).body).toMatch(/Undo: <bdi>Accepted – “[^”]+”; its page stays public</);
    const vic = await joined(desk, 'Vic');
    const page = await vic.get(`/desk/${id}`);
    expect(page.body).toContain(`Published: <a class="govuk-link" href="${url}">its page</a> is public.`);
    const done = await press(vic, page, 'reject:advert');
    expect(candidateRow(desk.store, id)?.state).toBe('rejected');
    expect(done.body).toContain(
      'Its page is still public: an editor has been asked whether to take it down.',
    );
    expect((await visitor(desk.app).get(url)).status).toBe(200);
    const asked = (await una.get('/desk/publish')).body;
    expect(asked.slice(0, asked.indexOf('Accepted, not yet'))).toContain('Taken down by nobody');
  });

  test('on many posts tells their number, offers each to be left out, and is undone by a key on the list', async () => {
    const wes = await joined(desk, 'Wes');
    const ids = [1, 2, 3].map(() => lay(desk.store, { sourceId: 'apse-news' }));
    const asked = await wes.get('/desk/bulk?source=apse-news');
    expect(asked.body.match(/type="checkbox" name="post" id="post-\d+" value="\d+" checked/g)).toHaveLength(
      3,
    );
    const { action, fields } = formOf(asked, 'data-counts');
    // Nothing ticked is nothing meant: a browser leaves the field out.
    expect((await wes.post(action, { ...fields, reason: 'event' })).body).toContain('Tick at least one post');
    expect(ids.map((id) => candidateRow(desk.store, id)?.state)).toEqual(['new', 'new', 'new']);
    // What was unticked and written stays so on the page that asks for the reason.
    const half = await wes.post(action, { ...fields, post: String(ids[1]), note: 'an open day' });
    expect(half.status).toBe(400);
    expect(half.body.match(/value="(\d+)" checked/g)).toEqual([`value="${ids[1]}" checked`]);
    expect(half.body).toMatch(/>an open day<\/textarea>[^]*>Reject 1 post</);
    const sent = new URLSearchParams({ ...fields, reason: 'event' });
    for (const id of ids) sent.append('post', String(id));
    const page = await wes.post(action, sent);
    expect(page.body).toMatch(/Rejected: event – “[^”]+” and 2 more\./);
    const list = (await wes.get('/desk')).body;
    const undo = /<button[^>]*data-key="u"[^>]*>Undo: <bdi>([^<]+)/.exec(list)?.[1];
    expect(undo).toMatch(/^Rejected: event – “[^”]+” and 2 more$/);
    const undone = await wes.post('/desk/undo', formOf({ ...page, body: list }, 'data-key="u"').fields);
    expect(undone.body).toMatch(/Undone: Rejected: event – “[^”]+” and 2 more\./);
    expect(undone.url).toMatch(/^\/desk\?undone=\d+$/);
    expect(ids.map((id) => candidateRow(desk.store, id)?.state)).toEqual(['new', 'new', 'new']);
  });

  test('that is undone is the last thing this person did, a correction too, and no older acceptance', async () => {
    const [accepted, corrected] = [lay(desk.store), lay(desk.store)];
    const xan = await joined(desk, 'Xan');
    await press(xan, await xan.get(`/desk/${accepted}`), 'accept');
    const { action, fields } = formOf(await xan.get(`/desk/${corrected}/edit`), 'data-preview-of');
    const stale = await xan.get('/desk');
    const saved = await xan.post(action, { ...fields, ...WORDS });
    expect(saved.body).toContain('Undo: <bdi>Corrected what was proposed – “');
    await xan.post('/desk/undo', formOf(saved, 'data-key="u"').fields);
    expect(candidateRow(desk.store, accepted)?.state).toBe('accepted');
    expect(candidateRow(desk.store, corrected)?.facts).toBeNull();
    // In another window it is what that window names, once.
    const third = lay(desk.store);
    await press(xan, await xan.get(`/desk/${third}`), 'accept');
    for (const said of ['Undone: Accepted', 'That was undone before. Nothing was changed.'])
      expect(
        (await xan.post('/desk/undo', { ...formOf(stale, 'data-key="u"').fields, nonce: said })).body,
      ).toContain(said);
    expect([accepted, third].map((id) => candidateRow(desk.store, id)?.state)).toEqual(['new', 'accepted']);
  });
});
