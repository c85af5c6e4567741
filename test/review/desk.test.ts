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
    expect(body).toContain('procurement act');
  });

  test('shows one post with its reasons, its marked words and a link to the original', async () => {
    const id = lay(desk.store);
    const ben = await joined(desk, 'Ben');
    const { body } = await ben.get(`/desk/${id}`);
    expect(body).toMatch(/<mark class="desk-mark">engaged/);
    expect(body).toContain('[act]');
    expect(body).toContain('rel="noopener noreferrer nofollow ugc"');
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
