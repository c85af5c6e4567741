import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPost, revisePost, storedPost } from '../../src/store/posts.ts';
import { candidateOfPost, candidateRow } from '../../src/store/desk.ts';
import { joined, lay, openDesk, type Visitor } from '../desk/desk-fixture.ts';

let desk: Awaited<ReturnType<typeof openDesk>>;
let ana: Visitor;
beforeAll(async () => {
  desk = await openDesk();
  ana = await joined(desk, 'Ana');
});
afterAll(() => desk.close());

/** A post that was read and stayed below the line: no candidate. */
function addBelow(title: string, text: string): number {
  const url = `https://ashden.org/${encodeURIComponent(title)}`;
  return addPost(
    desk.store,
    {
      key: url,
      url,
      sourceId: 'ashden-news',
      title,
      author: null,
      published: '2026-01-02',
      datePrecision: 'day',
      dateOrigin: 'meta',
      modified: null,
      language: 'en',
      bodyHash: title,
      words: 3,
      blocks: [{ kind: 'body', text }],
      canonicals: [],
      winners: {},
      evidence: null,
      beside: [],
    },
    1,
  );
}

describe('search', () => {
  test('takes any sign, NUL too, for a word that nobody wrote', async () => {
    for (const q of ['%00', 'a%00b', '%22%00%22', '%22', '*', 'NEAR(', '%F0%9F'])
      expect([q, (await ana.get(`/desk/search?q=${q}`)).status]).toEqual([q, 200]);
  });

  test('finds posts below the line by a form of a word, and lays one on the desk', async () => {
    const post = addBelow('Parking in Ipswich', 'Permits were renewed.');
    const page = await ana.get('/desk/search?q=permit+renewing');
    expect(page.body).toContain('Parking in Ipswich');
    expect(page.body).toContain('below the line, not on the desk');
    // It opens like any other, and looking lays nothing on the desk.
    expect(page.body).toContain(`href="/desk/posts/${post}"`);
    const read = await ana.get(`/desk/posts/${post}`);
    for (const part of ['Who bought?', 'Permits were renewed.', 'How it was scored', 'Lay it on the desk'])
      expect(read.body).toContain(part);
    expect(candidateOfPost(desk.store, post)).toBeUndefined();
    const laid = await ana.post('/desk/lay', { token: page.hidden('token'), post: page.hidden('post') });
    expect(laid.url).toMatch(/^\/desk\/\d+$/);
    expect(candidateRow(desk.store, Number(laid.url.split('/')[2]))).toMatchObject({
      origin: 'hand',
      state: 'new',
    });
    expect((await ana.get(`/desk/posts/${post}`)).url).toBe(laid.url);
    for (const none of ['999999', 'x']) expect((await ana.get(`/desk/posts/${none}`)).status).toBe(404);
  });

  test('follows a text that changed, and keeps a phrase together', async () => {
    const id = addBelow('Of gardens', 'The red bench.');
    await ana.get('/desk/search?q=bench');
    const post = storedPost(desk.store, id);
    if (post === undefined) throw new Error('the post is gone');
    revisePost(
      desk.store,
      id,
      {
        ...post,
        bodyHash: 'new',
        blocks: [{ kind: 'body', text: 'A blue lamp, a garden.' }],
      },
      2,
    );
    const finds = async (words: string) =>
      (await ana.get(`/desk/search?q=${encodeURIComponent(words)}`)).body.includes('Of gardens');
    expect([
      await finds('blue lamp'),
      await finds('bench'),
      await finds('"blue lamp"'),
      await finds('"lamp blue"'),
    ]).toEqual([true, false, true, false]);
  });

  test.each(['"', 'a AND', 'NEAR(', '*', 'title:x', "'; drop table post; --", '-', '\u0000'])(
    'takes %j for words, not for syntax',
    async (words) => {
      lay(desk.store);
      expect((await ana.get(`/desk/search?q=${encodeURIComponent(words)}`)).status).toBe(200);
    },
  );
});

describe('adding by form', () => {
  test('wants an address, says when it cannot fetch, and goes to the post that was laid', async () => {
    const id = lay(desk.store);
    const open = await openDesk({
      addByHand: (url) =>
        Promise.resolve(
          url.endsWith('/gone') ? { kind: 'failed', say: 'It is gone.' } : { kind: 'added', candidateId: id },
        ),
    });
    const ben = await joined(open, 'Ben');
    const page = await ben.get('/desk/add');
    const add = (url: string) => ben.post('/desk/add', { token: page.hidden('token'), url });
    for (const bad of ['', 'javascript:alert(1)', 'ftp://example.org/x'])
      expect((await add(bad)).body).toContain('Give the address of a page');
    expect((await add('example.org/gone')).body).toContain('It is gone.');
    expect((await add('https://example.org/story')).url).toBe(`/desk/${id}`);
    await open.close();
  });
});
