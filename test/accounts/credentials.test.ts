import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invite, inviteFirst, inviteFirstAgain, resetLink } from '../../src/accounts/invite.ts';
import { takeTry } from '../../src/accounts/sign-in-limit.ts';
import { hashToken, newToken } from '../../src/accounts/tokens.ts';
import { openInvitations } from '../../src/store/invitations.ts';
import { addReviewer, reviewerByEmail, setDisabled, setRole } from '../../src/store/reviewers.ts';
import { addApiToken, apiTokensOf, type Scope, sessionsOf } from '../../src/store/sessions.ts';
import { freshStore } from '../catalogue/fixtures.ts';
import { openMailServer } from '../mail-server.ts';
import { joined, joinedByInvitation, openDesk, PASSWORD, visitor } from '../desk/desk-fixture.ts';
import { watchHashing } from './watch-hashing.ts';

const HOUR = 3_600_000;
let now = Date.parse('2026-11-23T12:00:00Z');
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk({ now: () => now });
});
afterAll(() => desk.close());

const idOf = (email: string) => reviewerByEmail(desk.store, email)?.id ?? 0;

function tokenFor(reviewerId: number, scope: Scope): string {
  const token = newToken();
  addApiToken(desk.store, { hash: hashToken(token), reviewerId, name: scope, scope, now });
  return token;
}

/** A form sent by whoever has these headers, from a page of ours. */
async function send(
  url: string,
  fields: Record<string, string>,
  more: object = {},
  remoteAddress = '127.0.0.1',
) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    ...more,
  };
  const payload = new URLSearchParams(fields).toString();
  return desk.app.inject({ method: 'POST', url, headers, payload, remoteAddress });
}

describe('an API token', () => {
  test('makes nobody a session, a password or another token, even for an account without a password', async () => {
    const account = { email: 'robot@example.org', name: 'R', role: 'admin' as const, password: null, now };
    const id = addReviewer(desk.store, account);
    const bearer = { authorization: `Bearer ${tokenFor(id, 'admin')}` };
    for (const [url, fields] of [
      ['/desk/me/password', { new: PASSWORD }],
      ['/desk/me/tokens', { name: 'more', scope: 'admin' }],
      ['/desk/people/invite', { email: 'x@example.org', role: 'admin' }],
      ['/desk/people/change', { person: String(id), what: 'reset' }],
    ] as const) {
      const answer = await send(url, fields, bearer);
      expect([url, answer.statusCode, answer.cookies]).toEqual([url, 403, []]);
      expect(answer.body).toContain('cannot be done with an API token');
    }
    expect([sessionsOf(desk.store, id).length, apiTokensOf(desk.store, id).length]).toEqual([0, 1]);
    expect(openInvitations(desk.store, now)).toEqual([]);
  });

  test('dies with the sessions: by "sign out everywhere", switching off, and a new password', async () => {
    const admin = await joined(desk, 'Root', 'admin');
    const page = await admin.get('/desk/people');
    for (const what of ['sign-out', 'off'] as const) {
      await joined(desk, `Tok${what}`, 'reader');
      const id = idOf(`tok${what}@example.org`);
      tokenFor(id, 'reader');
      tokenFor(id, 'feed');
      await admin.post('/desk/people/change', { token: page.hidden('token'), person: String(id), what });
      expect([what, apiTokensOf(desk.store, id), sessionsOf(desk.store, id)]).toEqual([what, [], []]);
    }
    const pat = await joined(desk, 'Pat', 'reader');
    tokenFor(idOf('pat@example.org'), 'reader');
    const me = await pat.get('/desk/me');
    await pat.post('/desk/me/password', {
      token: me.hidden('token'),
      old: PASSWORD,
      new: 'quite another password',
    });
    expect(apiTokensOf(desk.store, idOf('pat@example.org'))).toEqual([]);
  });
});

describe('what makes a way in', () => {
  test('needs a signing-in that is not long ago, and says so with the way there', async () => {
    const kim = await joined(desk, 'Kim', 'reader');
    const me = await kim.get('/desk/me');
    now += 2 * HOUR;
    const fields = { token: me.hidden('token'), name: 'feed', scope: 'feed' };
    const stale = await kim.post('/desk/me/tokens', fields);
    expect([stale.status, stale.body.includes('/sign-in?to=%2Fdesk%2Fme')]).toEqual([403, true]);
    // What ends a way in does not.
    expect((await kim.post('/desk/me/sessions', { token: me.hidden('token'), session: 'x' })).status).toBe(
      200,
    );
    await kim.post('/sign-in', { email: 'kim@example.org', password: PASSWORD });
    const again = await kim.get('/desk/me');
    const made = await kim.post('/desk/me/tokens', { ...fields, token: again.hidden('token') });
    expect(made.status).toBe(200);
  });

  test('does not let the present password be guessed without limit', async () => {
    const lee = await joined(desk, 'Lee', 'reader');
    const me = await lee.get('/desk/me');
    const derived = await watchHashing();
    const answers = [];
    for (let n = 0; n < 12; n += 1) {
      const fields = { token: me.hidden('token'), old: `guess ${n}`, new: 'quite another password' };
      answers.push((await lee.post('/desk/me/password', fields)).status);
    }
    expect(new Set(answers)).toEqual(new Set([400, 429]));
    expect(derived().length).toBeLessThanOrEqual(5);
  });
});

describe('a link', () => {
  test('for the first administrator dies when there is one, and is not printed anew at each start', () => {
    const store = freshStore();
    const made = inviteFirst(store, now);
    expect(made).toMatchObject({ path: expect.stringMatching(/^\/join\//) });
    expect(inviteFirst(store, now)).toMatchObject({ until: expect.any(Number) });
    expect(inviteFirstAgain(store, now)).toMatch(/^\/join\//);
    expect(openInvitations(store, now)).toHaveLength(1);
    addReviewer(store, { email: 'a@example.org', name: 'A', role: 'admin', password: null, now });
    expect([openInvitations(store, now), inviteFirst(store, now)]).toEqual([[], undefined]);
  });

  test('for the first administrator lets no stranger in once somebody has joined', async () => {
    const fresh = await openDesk({ now: () => now });
    const first = inviteFirst(fresh.store, now);
    const path = first !== undefined && 'path' in first ? first.path : '';
    await joinedByInvitation(fresh, 'Early', 'admin');
    const fields = { email: 'stranger@example.org', name: 'S', password: PASSWORD };
    expect((await visitor(fresh.app).post(path, fields)).status).toBe(410);
    expect(reviewerByEmail(fresh.store, 'stranger@example.org')).toBeUndefined();
    await fresh.close();
  });

  test('is listed and can be taken back, and dies with the administrator who made it', async () => {
    const boss = await joined(desk, 'Boss', 'admin');
    const page = await boss.get('/desk/people');
    const bossId = idOf('boss@example.org');
    const paths = ['one', 'two'].map((name) =>
      invite(desk.store, { email: `${name}@example.org`, role: 'reader', madeBy: bossId, now }),
    );
    const [one = '', two = ''] = paths;
    const hash = hashToken(one.replace('/join/', ''));
    expect((await boss.get('/desk/people')).body).toContain(hash);
    await boss.post('/desk/people/revoke', { token: page.hidden('token'), invitation: hash });
    expect((await visitor(desk.app).get(one)).status).toBe(410);
    expect((await visitor(desk.app).get(two)).status).toBe(200);
    setRole(desk.store, bossId, 'reviewer');
    expect((await visitor(desk.app).get(two)).status).toBe(410);
  });

  test('gives its secret to a cookie, so that the page it opens has none in its address, and is used up there', async () => {
    const guest = visitor(desk.app);
    const path = invite(desk.store, { email: null, role: 'reader', madeBy: null, now });
    const page = await guest.get(path);
    expect(page).toMatchObject({ status: 200, url: '/join' });
    expect(page.body).toContain('You are invited');
    expect(page.body).not.toContain(path.slice('/join/'.length));
    expect((await visitor(desk.app).get('/join')).status).toBe(410);
    const fields = { email: 'guest@example.org', name: 'Guest', password: PASSWORD };
    expect((await guest.post('/join', fields)).url).toBe('/desk');
    expect(guest.cookie()).not.toContain('-link');

    const person = reviewerByEmail(desk.store, fields.email);
    if (person === undefined) throw new Error('the guest has not joined');
    const reset = visitor(desk.app);
    const form = await reset.get(resetLink(desk.store, person, { madeBy: null, now }));
    expect(form).toMatchObject({ status: 200, url: '/reset' });
    expect((await reset.post('/reset', { password: 'one more password' })).url).toBe('/desk');
    expect((await reset.post('/reset', { password: 'one more password' })).status).toBe(410);
  });

  test('to reset a password works once, ends all other ways in and the pause after wrong tries', async () => {
    const old = await joined(desk, 'Mia', 'reader');
    const person = reviewerByEmail(desk.store, 'mia@example.org');
    if (person === undefined) throw new Error('Mia has not joined');
    tokenFor(person.id, 'feed');
    for (let n = 0; n < 6; n += 1) await send('/sign-in', { email: person.email, password: 'no' });
    expect((await send('/sign-in', { email: person.email, password: PASSWORD })).statusCode).toBe(429);
    const [dead, path] = [0, 1].map(() => resetLink(desk.store, person, { madeBy: null, now })) as [
      string,
      string,
    ];
    expect((await visitor(desk.app).get(dead)).status).toBe(410);
    expect((await visitor(desk.app).post(path, { password: 'short' })).status).toBe(400);
    const fresh = 'yet another password';
    expect((await visitor(desk.app).post(path, { password: fresh })).url).toBe('/desk');
    expect((await visitor(desk.app).post(path, { password: fresh })).status).toBe(410);
    expect((await old.get('/desk')).url).toContain('/sign-in');
    expect(apiTokensOf(desk.store, person.id)).toEqual([]);
    expect((await send('/sign-in', { email: person.email, password: fresh })).statusCode).toBe(303);
    const later = resetLink(desk.store, person, { madeBy: null, now });
    setDisabled(desk.store, person.id, now);
    expect((await visitor(desk.app).get(later)).status).toBe(410);
  });
});

describe('guessing', () => {
  test('two hundred at once are verified no oftener than one after another, from one network or from many', async () => {
    const derived = await watchHashing();
    for (const networks of [1, 200]) {
      const email = `target${networks}@example.org`;
      await joined(desk, `Target${networks}`, 'reader');
      derived();
      const tries = Array.from({ length: 200 }, (_, n) =>
        send('/sign-in', { email, password: `guess ${n}` }, {}, `10.1.${n % networks}.7`),
      );
      const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode);
      expect(derived().length).toBeLessThanOrEqual(8);
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(192);
    }
  });

  test('at most twenty an hour are verified, however patient', async () => {
    await joined(desk, 'Slow', 'reader');
    const derived = await watchHashing();
    const end = now + HOUR;
    for (let n = 0; now < end; n += 1, now += 10_000)
      await send('/sign-in', { email: 'slow@example.org', password: 'no' }, {}, `10.2.${n % 250}.7`);
    expect(derived().length).toBeLessThanOrEqual(20);
  });

  test.each([
    ['spelt out', (n: number) => `2001:db8:1:2:3:4:5:${n}`],
    ['whose zeros are left out', (n: number) => `2001:db8::${n}`],
    ['spelt in two ways', (n: number) => (n % 2 ? `2A00:1:2::${n}` : `2a00:1:2:0:a:b:c:${n}`)],
  ])('for many accounts comes to its end in one IPv6 network %s', (_how, ip) => {
    const waits = Array.from({ length: 35 }, (_, n) =>
      takeTry(desk.store, { email: `${ip(1)}-${n}@example.org`, ip: ip(n + 1), now }),
    );
    expect(waits.filter((wait) => wait === 0).length).toBe(30);
  });

  test('by strangers does not keep the owner out where they have signed in before, nor a neighbour who guesses', async () => {
    const home = '192.0.2.9';
    await joined(desk, 'Own', 'reader');
    const own = { email: 'own@example.org', password: PASSWORD };
    expect((await send('/sign-in', own, {}, home)).statusCode).toBe(303);
    for (let n = 0; n < 40; n += 1) await send('/sign-in', { ...own, password: 'no' }, {}, `10.3.${n}.7`);
    for (let n = 0; n < 40; n += 1)
      await send('/sign-in', { email: `search${n}@example.org`, password: 'no' }, {}, '192.0.2.44');
    expect((await send('/sign-in', own, {}, '10.4.0.1')).statusCode).toBe(429);
    expect((await send('/sign-in', own, {}, home)).statusCode).toBe(303);
  });
});

describe('a forgotten password', () => {
  test('is mended by a letter, in the same words whoever asks, three times a day', async () => {
    await using server = await openMailServer();
    const mailed = await openDesk({
      now: () => now,
      environment: { SMTP_URL: server.url, MAIL_FROM: 'lamps@example.org' },
    });
    await joined(mailed, 'Nia', 'reader');
    const ask = (email: string) => visitor(mailed.app).post('/sign-in/forgotten', { email });
    const [known, unknown] = [await ask('nia@example.org'), await ask('nobody@example.org')];
    expect([known.status, known.body]).toEqual([200, unknown.body]);
    for (let n = 0; n < 5; n += 1) await ask('nia@example.org');
    const told = () => server.lines.filter((line) => line.startsWith('RCPT TO'));
    await expect.poll(() => server.lines.filter((line) => line === '.').length).toBe(3);
    expect(told()).toEqual(Array(3).fill('RCPT TO:<nia@example.org>'));
    // Long lines are folded for the journey (RFC 2045, quoted-printable).
    const links =
      server.lines
        .join('\n')
        .replaceAll('=\n', '')
        .match(/\/reset\/[\w-]+/g) ?? [];
    const open = await Promise.all(links.map(async (link) => (await visitor(mailed.app).get(link)).status));
    // Each new letter makes the one before it worthless.
    expect(open.toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
    await mailed.close();
  });
});
