import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decisionsOf } from '../../src/store/decisions.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { joined, lay, openDesk, type Page, PASSWORD, press } from './desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
const clock = { ahead: 0 };
beforeAll(async () => {
  desk = await openDesk({ now: () => Date.now() + clock.ahead });
});
afterAll(() => desk.close());

const NIGHT = 12 * 3_600_000;
const decode = (text: string) =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');

/** The fields of a page's form, as a browser would send them. */
function fieldsOf(page: Page, form: RegExp): Record<string, string> {
  const html = form.exec(page.body)?.[0] ?? '';
  return Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
      name ?? '',
      decode(value ?? ''),
    ]),
  );
}

describe('an act that came when the session had ended', () => {
  test('goes on after signing in, with the note that was typed', async () => {
    const id = lay(desk.store);
    const ada = await joined(desk, 'Ada');
    const page = await ada.get(`/desk/${id}`);
    clock.ahead += NIGHT;
    const note = 'Two lines:\r\n“see” <their> & page';
    const asked = await press(ada, page, 'reject:event', { note });
    expect(asked.status).toBe(403);
    expect(asked.body).toContain('kept on this page');
    expect(candidateRow(desk.store, id)?.state).toBe('new');
    const sent = fieldsOf(asked, /<form method="post" action="\/sign-in" novalidate>[\s\S]*?<\/form>/);
    const wrong = await ada.post('/sign-in', { ...sent, email: 'ada@example.org', password: 'not this one' });
    const again = fieldsOf(wrong, /<form method="post" action="\/sign-in" novalidate>[\s\S]*?<\/form>/);
    expect(again['held']).toBe(sent['held']);
    const back = await ada.post('/sign-in', { ...again, email: 'ada@example.org', password: PASSWORD });
    expect(back.body).toContain('data-go-on');
    const action = /action="(\/desk[^"]+)"/.exec(back.body)?.[1] ?? '';
    const done = await ada.post(action, fieldsOf(back, /<form[^>]*data-go-on[\s\S]*?<\/form>/));
    expect(done.body).toContain('Rejected: event');
    expect(decisionsOf(desk.store, id)).toMatchObject([
      { kind: 'reject', note: note.replaceAll('\r\n', '\n') },
    ]);
  });

  test('goes on where somebody signed in in another tab', async () => {
    const id = lay(desk.store);
    const bo = await joined(desk, 'Bo');
    const page = await bo.get(`/desk/${id}`);
    clock.ahead += NIGHT;
    const asked = await press(bo, page, 'accept');
    await bo.post('/sign-in', { email: 'bo@example.org', password: PASSWORD, to: '/desk' });
    const sent = fieldsOf(asked, /<form method="post" action="\/sign-in">[\s\S]*?<\/form>/);
    const back = await bo.post('/sign-in', sent);
    await bo.post(`/desk/${id}/decide`, fieldsOf(back, /<form[^>]*data-go-on[\s\S]*?<\/form>/));
    expect(candidateRow(desk.store, id)?.state).toBe('accepted');
  });

  test('of an older visit waits for a button, and does nothing before', async () => {
    const id = lay(desk.store);
    const cy = await joined(desk, 'Cy');
    const page = await cy.get(`/desk/${id}`);
    await cy.post('/sign-in', { email: 'cy@example.org', password: PASSWORD, to: '/desk' });
    const asked = await press(cy, page, 'accept');
    expect(asked.status).toBe(403);
    expect(asked.body).toContain('older visit');
    expect(asked.body).not.toContain('data-go-on');
    expect(candidateRow(desk.store, id)?.state).toBe('new');
    await cy.post(
      `/desk/${id}/decide`,
      fieldsOf(asked, /<form method="post" action="\/desk[\s\S]*?<\/form>/),
    );
    expect(candidateRow(desk.store, id)?.state).toBe('accepted');
  });

  test('is never kept where it would hold a password', async () => {
    const di = await joined(desk, 'Di');
    const page = await di.get('/desk/me');
    clock.ahead += NIGHT;
    const asked = await di.post('/desk/me/password', {
      token: page.hidden('token'),
      old: PASSWORD,
      new: 'quite another secret',
    });
    expect(asked.status).toBe(403);
    expect(asked.body).not.toContain('secret');
  });

  test('never goes on to another site', async () => {
    await joined(desk, 'Ed');
    const ed = await joined(desk, 'Flo');
    const back = await ed.post('/sign-in', {
      email: 'flo@example.org',
      password: PASSWORD,
      to: '//evil.example/decide',
      held: 'act=accept',
    });
    expect(back.body).toContain('action="/desk"');
    expect(back.body).not.toContain('evil');
  });
});
