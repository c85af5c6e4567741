import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReviewer, reviewerByEmail, setDisabled } from '../../src/store/reviewers.ts';
import { sessionsOf } from '../../src/store/sessions.ts';
import { candidateRow } from '../../src/store/desk.ts';
import { invite } from '../../src/accounts/invite.ts';
import { joined, joinedByInvitation, lay, openDesk, PASSWORD, press, visitor } from '../desk/desk-fixture.ts';
import { watchHashing } from './watch-hashing.ts';

let now = Date.parse('2026-11-23T12:00:00Z');
let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk({ now: () => now, runNow: () => undefined });
});
afterAll(() => desk.close());

const signIn = (email: string, password: string) =>
  visitor(desk.app).post('/sign-in', { email, password, to: '' });
const HOUR = 3_600_000;

describe('joining', () => {
  test('an invitation works once, and not after a week', async () => {
    const path = invite(desk.store, { email: null, role: 'reviewer', madeBy: null, now });
    const fields = { email: 'once@example.org', name: 'Once', password: PASSWORD };
    expect((await visitor(desk.app).post(path, fields)).url).toBe('/desk');
    expect((await visitor(desk.app).post(path, { ...fields, email: 'twice@example.org' })).status).toBe(410);
    const old = invite(desk.store, { email: null, role: 'admin', madeBy: null, now: now - 8 * 24 * HOUR });
    expect((await visitor(desk.app).get(old)).status).toBe(410);
  });

  test.each([
    ['a short password', { password: 'short' }, '12 characters or longer'],
    ['no name', { name: ' ' }, 'Give the name'],
    ['no address', { email: 'nobody' }, 'Give an e-mail address'],
  ])('%s is refused in words, and the invitation still works', async (_what, wrong, say) => {
    const path = invite(desk.store, { email: null, role: 'reviewer', madeBy: null, now });
    const fields = { email: `p${Math.random()}@example.org`, name: 'P', password: PASSWORD };
    const answer = await visitor(desk.app).post(path, { ...fields, ...wrong });
    expect([answer.status, answer.body.includes(say)]).toEqual([400, true]);
    expect((await visitor(desk.app).post(path, fields)).url).toBe('/desk');
  });
});

describe('signing in', () => {
  test('keeps a cookie that scripts cannot read, under __Host- where there is https', async () => {
    const https = await openDesk({ environment: { PUBLIC_URL: 'https://lamps.example' } });
    const path = invite(https.store, { email: null, role: 'admin', madeBy: null, now: Date.now() });
    const send = async (app: typeof https.app, url: string) =>
      (
        await app.inject({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
          payload: new URLSearchParams({ email: 'c@example.org', name: 'C', password: PASSWORD }).toString(),
        })
      ).cookies[0];
    expect(await send(https.app, path)).toMatchObject({
      name: '__Host-lamplighter',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
    });
    const plain = invite(desk.store, { email: null, role: 'reader', madeBy: null, now });
    expect(await send(desk.app, plain)).toMatchObject({
      name: 'lamplighter',
      httpOnly: true,
      sameSite: 'Lax',
    });
    await https.close();
  });

  test('says and does the same for an unknown address, a wrong password and an account that is off', async () => {
    await joinedByInvitation(desk, 'Known');
    await joinedByInvitation(desk, 'Off');
    setDisabled(desk.store, reviewerByEmail(desk.store, 'off@example.org')?.id ?? 0, now);
    const account = { email: 'sso@example.org', name: 'S', role: 'reader' as const, password: null, now };
    addReviewer(desk.store, account);
    const derived = await watchHashing();
    const answers = new Map<string, string[]>();
    for (const email of ['known', 'nobody', 'off', 'sso'].map((name) => `${name}@example.org`)) {
      const { status, headers, body } = await signIn(email, 'not the password');
      // Not the time is compared but what takes it: one hash of the same cost, whoever it was.
      const work = derived();
      const said = [status, headers['set-cookie'], headers['retry-after'], body.replaceAll(email, '')];
      answers.set(JSON.stringify([said, work]), [...work, email]);
    }
    expect([...answers.values()]).toEqual([['argon2id 19456 2 1', 'sso@example.org']]);
  });

  test('with the right password refuses an account that is off in the same words as a wrong one', async () => {
    await joined(desk, 'Gone');
    setDisabled(desk.store, reviewerByEmail(desk.store, 'gone@example.org')?.id ?? 0, now);
    const answer = await signIn('gone@example.org', PASSWORD);
    expect([answer.status, answer.body.includes('the password is not right')]).toEqual([403, true]);
  });

  test('pauses an address that nobody has as it pauses one that somebody has', async () => {
    for (let n = 0; n < 5; n += 1) expect((await signIn('ghost@example.org', 'no')).status).toBe(403);
    const derived = await watchHashing();
    const paused = await signIn('Ghost@example.org', 'no');
    expect([paused.status, paused.headers['retry-after']]).toEqual([429, '15']);
    // Else a flood of tries would keep the server busy with hashing.
    expect(derived()).toEqual([]);
  });

  test('pauses a network that tries many accounts, and no other network', async () => {
    const from = async (remoteAddress: string, email: string) => {
      const payload = new URLSearchParams({ email, password: 'no' }).toString();
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      };
      const sent = { method: 'POST', url: '/sign-in', headers, payload, remoteAddress } as const;
      return (await desk.app.inject(sent)).statusCode;
    };
    for (let n = 0; n < 30; n += 1) expect(await from(`192.0.2.${n}`, `a${n}@example.org`)).toBe(403);
    expect(await from('192.0.2.77', 'fresh@example.org')).toBe(429);
    expect(await from('198.51.100.1', 'fresh@example.org')).toBe(403);
  });

  test('pauses an account after five failures, twice as long each time, and lets it in afterwards', async () => {
    await joined(desk, 'Slow');
    for (let n = 0; n < 5; n += 1) expect((await signIn('slow@example.org', 'no')).status).toBe(403);
    const paused = await signIn('slow@example.org', PASSWORD);
    expect([paused.status, paused.headers['retry-after']]).toEqual([429, '15']);
    now += 16_000;
    expect((await signIn('slow@example.org', 'no')).status).toBe(403);
    expect((await signIn('slow@example.org', PASSWORD)).headers['retry-after']).toBe('30');
    now += 31_000;
    expect((await signIn('slow@example.org', PASSWORD)).url).toBe('/desk');
  });

  test('goes back to a page of ours only', async () => {
    await joined(desk, 'Back');
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/desk\r\nx: y'])
      expect(
        (await visitor(desk.app).post('/sign-in', { email: 'back@example.org', password: PASSWORD, to })).url,
      ).toBe('/desk');
    expect(
      (
        await visitor(desk.app).post('/sign-in', {
          email: 'back@example.org',
          password: PASSWORD,
          to: '/desk/help',
        })
      ).url,
    ).toBe('/desk/help');
  });
});

describe('a session', () => {
  test('is a new one after signing in, whatever cookie came along', async () => {
    const fixed = 'lamplighter=chosen-by-another';
    await joined(desk, 'Fix');
    const person = visitor(desk.app);
    const page = await person.post(
      '/sign-in',
      { email: 'fix@example.org', password: PASSWORD },
      { cookie: fixed },
    );
    expect(page.url).toBe('/desk');
    expect(person.cookie()).not.toContain('chosen-by-another');
    const before = person.cookie();
    await person.post('/sign-in', { email: 'fix@example.org', password: PASSWORD });
    expect(person.cookie()).not.toBe(before);
    const { headers } = await desk.app.inject({ url: '/desk', headers: { cookie: before } });
    expect(headers['location']).toContain('/sign-in');
  });

  test('ends after eight idle hours, after seven days, and when the account is switched off', async () => {
    const ana = await joined(desk, 'Ana');
    now += 8 * HOUR - 1;
    expect((await ana.get('/desk')).url).toBe('/desk');
    now += 8 * HOUR + 60_000;
    expect((await ana.get('/desk')).url).toContain('/sign-in');
    const ben = await joined(desk, 'Ben');
    for (let n = 0; n < 24; n += 1) {
      now += 7 * HOUR;
      await ben.get('/desk');
    }
    now += 1;
    expect((await ben.get('/desk')).url).toContain('/sign-in');
    const cy = await joined(desk, 'Cy');
    setDisabled(desk.store, reviewerByEmail(desk.store, 'cy@example.org')?.id ?? 0, now);
    expect((await cy.get('/desk')).url).toContain('/sign-in');
  });

  test('ends everywhere else when the password changes, and leaves no secret in the store', async () => {
    const dee = await joined(desk, 'Dee');
    const other = visitor(desk.app);
    await other.post('/sign-in', { email: 'dee@example.org', password: PASSWORD });
    const me = await dee.get('/desk/me');
    const old = dee.cookie();
    const fresh = 'quite another password';
    await dee.post('/desk/me/password', { token: me.hidden('token'), old: PASSWORD, new: fresh });
    expect((await dee.get('/desk')).url).toBe('/desk');
    expect((await other.get('/desk')).url).toContain('/sign-in');
    // The cookie this browser had is worth nothing either: whoever copied it is out.
    expect((await desk.app.inject({ url: '/desk', headers: { cookie: old } })).statusCode).toBe(303);
    expect(sessionsOf(desk.store, reviewerByEmail(desk.store, 'dee@example.org')?.id ?? 0)).toHaveLength(1);
    const id = reviewerByEmail(desk.store, 'dee@example.org')?.id ?? 0;
    const [session] = sessionsOf(desk.store, id);
    expect(dee.cookie()).not.toContain(session?.hash ?? 'none');
    expect(reviewerByEmail(desk.store, 'dee@example.org')?.password).toMatch(/^\$argon2id\$/);
  });
});

describe('a form', () => {
  test('of another site, without a token, or with one of another session changes nothing', async () => {
    const id = lay(desk.store);
    const [eve, fay] = [await joined(desk, 'Eve'), await joined(desk, 'Fay')];
    const page = await eve.get(`/desk/${id}`);
    const fields = {
      nonce: 'x',
      version: page.hidden('version'),
      act: 'accept',
      token: page.hidden('token'),
    };
    const send = async (person: typeof eve, more: object, headers?: Record<string, string>) =>
      (await person.post(`/desk/${id}/decide`, { ...fields, ...more }, headers)).status;
    expect(await send(eve, {}, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send(eve, {}, { origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(403);
    expect(await send(eve, { token: '' })).toBe(403);
    expect(await send(fay, {})).toBe(403);
    expect(candidateRow(desk.store, id)?.state).toBe('new');
    expect((await press(eve, page, 'accept')).status).toBe(200);
  });
});

describe('roles', () => {
  test('the only administrator can neither be switched off nor given another role', async () => {
    const alone = await openDesk();
    const admin = await joined(alone, 'Only', 'admin');
    const page = await admin.get('/desk/people');
    const change = (fields: Record<string, string>) =>
      admin.post('/desk/people/change', { token: page.hidden('token'), person: '1', ...fields });
    expect((await change({ what: 'off' })).body).toContain('only administrator');
    expect((await change({ what: 'role', role: 'reader' })).body).toContain('only administrator');
    expect((await admin.get('/desk/people')).status).toBe(200);
    await alone.close();
  });

  test('a token acts within its scope, and never beyond what its owner may now', async () => {
    const gus = await joined(desk, 'Gus', 'reviewer');
    const me = await gus.get('/desk/me');
    const make = async (scope: string) => {
      const made = await gus.post('/desk/me/tokens', { token: me.hidden('token'), name: scope, scope });
      return /id="token">([\w-]+)</.exec(made.body)?.[1] ?? '';
    };
    const [read, act, tooMuch] = [await make('reader'), await make('reviewer'), await make('admin')];
    expect(tooMuch).toBe('');
    const call = async (token: string, method: 'GET' | 'POST', url: string) =>
      (await desk.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } })).statusCode;
    expect([await call(read, 'GET', '/desk'), await call(read, 'POST', '/desk/undo')]).toEqual([200, 403]);
    expect(await call(act, 'POST', '/desk/undo')).toBe(303);
    expect(await call('made-up-token-made-up-token', 'GET', '/desk')).toBe(401);
  });
});
