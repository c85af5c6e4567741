import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
