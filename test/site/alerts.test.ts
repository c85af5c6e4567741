import { beforeEach, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { DAY } from '../../src/base/durations.ts';
import type { Letter } from '../../src/model/letter.ts';
import { sendAlerts } from '../../src/site/alerts/letters.ts';
import { withdrawEntry } from '../../src/catalogue/publish.ts';
import type { Store } from '../../src/store/open.ts';
import { freshStore, listed, NOON } from '../catalogue/fixtures.ts';
import { get, PUBLIC_URL, publishDeps, site } from './site.ts';

let store: Store;
let app: FastifyInstance;
let clock: { now: number };
let letters: Letter[];
let fault: string | undefined;

const sendMail = async (letter: Letter) => {
  if (fault === undefined) letters.push(letter);
  return Promise.resolve(fault);
};

beforeEach(async () => {
  store = freshStore();
  clock = { now: NOON };
  letters = [];
  fault = undefined;
  app = await site(store, { now: () => clock.now, sendMail });
});

const OWN = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = OWN) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });

async function ask(search: string, email = 'Reader@example.org', more: Record<string, string> = {}) {
  const { body } = await get(app, `/alert?${search}`);
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  clock.now += 5000;
  const query = field('query').replaceAll('&amp;', '&');
  return post('/alert', { email, query, mark: field('mark'), ...more });
}

const linkIn = (letter: Letter | undefined) =>
  (/https:\S+\/alert\/\S+/.exec(letter?.text ?? '')?.[0] ?? '').replace(PUBLIC_URL, '');
const look = async () =>
  sendAlerts(
    { store, publicUrl: PUBLIC_URL, secret: publishDeps(store).secret, now: () => clock.now },
    sendMail,
  );

async function confirmed(search: string): Promise<string> {
  await ask(search);
  const link = linkIn(letters.pop());
  await post(`${link}/confirm`, {});
  return link;
}

describe('letters about a search', () => {
  test('are offered with each search, and begin only when their reader has said so by a button', async () => {
    expect((await get(app, '/search?q=lamps')).body).toContain('href="/alert?q=lamps"');
    const asked = await ask('topic=street-lighting&sort=published');
    expect([asked.statusCode, asked.body.includes('Look into your mailbox')]).toEqual([200, true]);
    expect(letters).toMatchObject([
      { to: 'reader@example.org', subject: expect.stringContaining('Street lighting') },
    ]);
    const link = linkIn(letters[0]);
    listed(store, { title: 'Before', topics: ['street-lighting'] }, clock.now);
    clock.now += 3 * 3_600_000;
    expect((await get(app, link)).body).toContain('Yes, write to me');
    clock.now += DAY;
    await look();
    expect(letters).toHaveLength(1);
    expect((await post(`${link}/confirm`, {})).headers['location']).toBe(link);
    const page = await get(app, link);
    expect([page.body.includes('Stop these letters'), page.headers['referrer-policy']]).toEqual([
      true,
      'no-referrer',
    ]);
    expect(page.body).toContain('href="/search?topic=street-lighting"');
  });

  test('name what is new and fits, once, a day after another at most', async () => {
    await confirmed('topic=street-lighting');
    listed(store, { title: 'Brighter\nlamps', topics: ['street-lighting'] }, clock.now + 1);
    listed(store, { title: 'Bins', topics: ['waste-recycling'] }, clock.now + 2);
    const gone = listed(store, { title: 'Gone', topics: ['street-lighting'] }, clock.now + 3);
    withdrawEntry(store, gone, { kind: 'withdrawn', reason: 'x', by: '1', at: clock.now + 4 });
    clock.now += 3_600_000;
    expect(await look()).toEqual([]);
    expect(letters).toEqual([]);
    clock.now += DAY;
    await look();
    expect(letters).toMatchObject([{ subject: 'Lamplighter: 1 new case study for Street lighting' }]);
    expect(letters[0]?.text).toContain(
      'Brighter lamps\n  Ashden: https://lamps.example.org/case/1-brighter-lamps',
    );
    expect(letters[0]?.text).not.toMatch(/Bins|Gone/);
    clock.now += DAY + 1;
    await look();
    expect(letters).toHaveLength(1);
  });

  test('end by one click of a mail program, which comes from nowhere, and the address is forgotten', async () => {
    const link = await confirmed('q=lamps');
    listed(store, { title: 'Lamps' }, clock.now + 1);
    clock.now += DAY + 3_600_000;
    await look();
    const { headers = {} } = letters[0] ?? {};
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(headers['List-Unsubscribe']).toBe(`<${PUBLIC_URL}${link}/stop>`);
    const stopped = await post(`${link}/stop`, { 'List-Unsubscribe': 'One-Click' }, {});
    expect([stopped.statusCode, stopped.body.includes('address is forgotten')]).toEqual([200, true]);
    expect(store.sql('select count(*) as n from alert').get()).toEqual({ n: 0 });
    expect((await get(app, link)).statusCode).toBe(404);
    expect((await post(`${link}/stop`, {}, {})).statusCode).toBe(200);
  });

  test('end by a click in the other form that mail programs may send, which no other address takes', async () => {
    const link = await confirmed('q=lamps');
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const click = new Request(PUBLIC_URL, { method: 'POST', body: form });
    const headers = { 'content-type': click.headers.get('content-type') ?? '' };
    const payload = Buffer.from(await click.arrayBuffer());
    const send = async (url: string, body = payload) =>
      (await app.inject({ method: 'POST', url, headers: { ...headers, ...OWN }, payload: body })).statusCode;
    expect([await send('/alert'), await send(`${link}/confirm`)]).toEqual([415, 415]);
    expect(await send(`${link}/stop`, Buffer.alloc(70_000, 'x'))).toBe(413);
    expect(store.sql('select count(*) as n from alert').get()).toEqual({ n: 1 });
    expect((await app.inject({ method: 'POST', url: `${link}/stop`, headers, payload })).statusCode).toBe(
      200,
    );
    expect(store.sql('select count(*) as n from alert').get()).toEqual({ n: 0 });
  });

  test('are sent again at the next look when sending failed', async () => {
    await confirmed('q=lamps');
    listed(store, { title: 'Lamps' }, clock.now + 1);
    clock.now += DAY + 3_600_000;
    fault = 'the mail server is away';
    expect(await look()).toEqual(['letter about q=lamps (alert 1): the mail server is away']);
    fault = undefined;
    expect(await look()).toEqual([]);
    expect(letters).toHaveLength(1);
  });

  test('are not to be had for others, by machines, or without end', async () => {
    for (const email of [
      '',
      'nobody',
      'a@b',
      'a@example.org, b@example.org',
      'a@example.org\nBcc: b@example.org',
    ])
      expect((await ask('q=lamps', email)).statusCode, email).toBe(400);
    expect((await ask('q=lamps', 'a@example.org', { website: 'x' })).statusCode).toBe(200);
    expect((await ask('q=lamps', 'a@example.org', { mark: 'none' })).statusCode).toBe(400);
    expect(letters).toEqual([]);
    await ask('q=lamps', 'a@example.org');
    await ask('q=lamps', 'A@example.org');
    expect(letters).toHaveLength(1);
    for (const n of [1, 2, 3, 4]) await ask(`q=lamps${n}`, 'a@example.org');
    expect((await ask('q=more', 'a@example.org')).statusCode).toBe(429);
    for (const n of [1, 2, 3, 4, 5]) await ask('q=lamps', `b${n}@example.org`);
    expect((await ask('q=lamps', 'c@example.org')).statusCode).toBe(429);
    // A page of another site may not say yes in a reader's name, and no link can be made up.
    const link = linkIn(letters[0]);
    expect((await post(`${link}/confirm`, {}, { origin: 'https://evil.example' })).statusCode).toBe(403);
    for (const path of ['/alert/1.x', '/alert/1.x/confirm', '/alert/1.x/stop'])
      expect((await (path.split('/').length === 3 ? get(app, path) : post(path, {}))).statusCode, path).toBe(
        404,
      );
    clock.now += 3 * DAY;
    await look();
    expect((await get(app, link)).statusCode).toBe(404);
  });

  test('that cannot be sent are said, and nothing is kept', async () => {
    fault = 'the mail server is away';
    expect((await ask('q=lamps')).statusCode).toBe(502);
    expect(store.sql('select count(*) as n from alert').get()).toEqual({ n: 0 });
  });

  test('are offered nowhere where no mail can be sent', async () => {
    const mute = await site(store, { now: () => clock.now });
    expect((await get(mute, '/search?q=lamps')).body).not.toContain('/alert');
    expect((await get(mute, '/alert')).statusCode).toBe(404);
  });
});
