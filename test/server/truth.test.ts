import { expect, test } from 'vitest';
import { invite } from '../../src/accounts/invite.ts';
import type { LogFields } from '../../src/base/log.ts';
import type { Store } from '../../src/store/open.ts';
import { joined, lay, openDesk, type Page, PASSWORD, visitor } from '../desk/desk-fixture.ts';

test('no line of the log holds the secret of an address, and each answer has one with its route, id and user', async () => {
  const lines: [string, LogFields][] = [];
  const desk = await openDesk({ log: (event, fields = {}) => void lines.push([event, fields]) });
  const ada = await joined(desk, 'Ada');
  const path = invite(desk.store, { email: null, role: 'reader', madeBy: null, now: Date.now() });
  lines.length = 0;
  for (const url of [path, '/reset/a-secret', '/desk/feed.atom?token=a-secret', '/nowhere/a-secret'])
    await ada.get(url);
  expect(lines.map(([event, { route, status }]) => [event, route, status])).toEqual([
    ['web.answered', '/join/:token', 303],
    ['web.answered', '/join', 200],
    ['web.answered', '/reset/:token', 410],
    ['web.answered', '/desk/feed.atom', 401],
    ['web.answered', 'none', 404],
  ]);
  await ada.get('/desk/help');
  expect(lines.at(-1)?.[1]).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{12}$/),
    method: 'GET',
    user: 1,
  });
  expect(JSON.stringify(lines)).not.toMatch(new RegExp(`a-secret|${path.slice(6)}`));
  await desk.close();
});

/** As a disk that is full: the file may not grow by a page, and has none left over. */
function fill(store: Store): void {
  store.exec('create table filler (x blob); create table crumbs (x blob)');
  const { page_count: pages } = store.sql('pragma page_count').get() ?? {};
  store.exec(`pragma max_page_count = ${Number(pages) + 4}`);
  for (const [table, bytes] of [
    ['filler', 3000],
    ['crumbs', 1],
  ] as const)
    for (let isFull = false; !isFull;)
      try {
        store.exec(`insert into ${table} values (zeroblob(${bytes}))`);
      } catch {
        isFull = true;
      }
}

/** Small rows still find a place in pages that are not quite full. */
async function untilRefused(work: () => Promise<Page>): Promise<Page> {
  for (let n = 0; n < 200; n += 1) {
    const page = await work();
    if (page.status !== 200) return page;
  }
  throw new Error('the disk is not full');
}

test('with a full disk reading works, writing says so in words, and all is well again by itself', async () => {
  let now = Date.now();
  const desk = await openDesk({ now: () => now });
  const id = lay(desk.store);
  const ada = await joined(desk, 'Ada');
  fill(desk.store);
  // Long enough that reading would note when she was last seen.
  now += 600_000;
  for (const url of ['/desk', '/desk/me', '/']) expect((await ada.get(url)).status, url).toBe(200);
  const note = async () => {
    const page = await ada.get('/desk/me');
    return ada.post('/desk/me/tokens', { token: page.hidden('token'), name: 'n'.repeat(60), scope: 'feed' });
  };
  const signIn = () => visitor(desk.app).post('/sign-in', { email: 'ada@example.org', password: PASSWORD });
  const [refused, out] = [await untilRefused(note), await untilRefused(signIn)];
  for (const { status, body } of [refused, out]) {
    expect(status).toBe(503);
    expect(body).toContain('The disk of this server is full');
    expect(body).not.toContain('The fault is ours');
  }
  desk.store.exec('pragma max_page_count = 1073741823');
  expect((await note()).status).toBe(200);
  expect(id).toBeGreaterThan(0);
  await desk.close();
});
