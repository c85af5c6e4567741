import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../src/run/config.ts';
import { addReviewer, reviewerByEmail, setDisabled } from '../../src/store/reviewers.ts';
import { joined, openDesk } from '../desk/desk-fixture.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A provider that lets whoever is named in `who` in. */
const who = { sub: '1', email: 'ana@council.gov.uk', email_verified: true, name: 'Ana' };
let nonce = '';
let provider: Server;
let issuer: string;

function idToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const head = base64({ alg: 'RS256', kid: 'k' });
  const body = base64({ iss: issuer, aud: 'lamp', iat: now, exp: now + 60, nonce, ...who });
  return `${head}.${body}.${createSign('sha256').update(`${head}.${body}`).sign(privateKey, 'base64url')}`;
}

beforeAll(async () => {
  provider = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/.well-known/openid-configuration')
      response.end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        }),
      );
    else if (request.url === '/jwks')
      response.end(
        JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }] }),
      );
    else response.end(JSON.stringify({ access_token: 'a', token_type: 'bearer', id_token: idToken() }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => provider.once('listening', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});
afterAll(() => void provider.close());

async function signInByOidc(
  desk: Awaited<ReturnType<typeof openDesk>>,
  change: (state: string) => string = (state) => state,
  session = '',
) {
  const start = await desk.app.inject('/sign-in/oidc?to=/desk/help');
  const asked = new URL(start.headers.location ?? '');
  nonce = asked.searchParams.get('nonce') ?? '';
  const own = start.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  const cookie = [...own, session].join('; ');
  const state = change(asked.searchParams.get('state') ?? '');
  return desk.app.inject({ url: `/sign-in/oidc/back?code=c&state=${state}`, headers: { cookie } });
}

describe('OpenID Connect', () => {
  const open = () =>
    openDesk({
      environment: {
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: 'lamp',
        OIDC_CLIENT_SECRET: 's',
        OIDC_ALLOW: '@council.gov.uk',
      },
    });

  test('lets a person of an allowed organisation in, as a reviewer, and back to where they were going', async () => {
    const desk = await open();
    const back = await signInByOidc(desk);
    expect([back.statusCode, back.headers.location]).toEqual([303, '/desk/help']);
    expect(reviewerByEmail(desk.store, 'ana@council.gov.uk')).toMatchObject({
      name: 'Ana',
      role: 'reviewer',
      password: null,
    });
    expect((await desk.app.inject('/sign-in')).body).toContain('Sign in with your organisation');
    await desk.close();
  });

  test.each([
    ['an address that is not on the list', { email: 'eve@evil-council.example' }],
    ['a domain that only ends alike', { email: 'eve@notcouncil.gov.uk' }],
    ['an address that nobody verified', { email_verified: false }],
    ['an address of which nothing is said', { email_verified: undefined }],
    ['an address that is "true" in writing', { email_verified: 'true' }],
    ['an address that is "false" in writing', { email_verified: 'false' }],
  ])('refuses %s', async (_what, claims) => {
    const desk = await open();
    const before = { ...who };
    Object.assign(who, claims);
    expect((await signInByOidc(desk)).statusCode).toBe(403);
    Object.assign(who, before);
    await desk.close();
  });

  test('takes over no account with a password, until its owner is signed in to it', async () => {
    const desk = await open();
    const owner = await joined(desk, 'Ana', 'admin');
    desk.store.sql('update reviewer set email = ?').run(who.email);
    const refused = await signInByOidc(desk);
    expect([refused.statusCode, refused.cookies.some(({ name }) => name === 'lamplighter')]).toEqual([
      403,
      false,
    ]);
    expect(refused.body).toContain('Sign in to it with its password');
    expect((await signInByOidc(desk, undefined, owner.cookie())).statusCode).toBe(303);
    // From now on either will do.
    expect((await signInByOidc(desk)).statusCode).toBe(303);
    await desk.close();
  });

  test('goes by issuer and subject: another address of theirs changes nothing, their address of another opens nothing', async () => {
    const desk = await open();
    const before = { ...who };
    expect((await signInByOidc(desk)).statusCode).toBe(303);
    Object.assign(who, { email: 'ana.married@council.gov.uk' });
    expect((await signInByOidc(desk)).statusCode).toBe(303);
    expect(reviewerByEmail(desk.store, who.email)).toBeUndefined();
    Object.assign(who, before, { sub: '2' });
    expect((await signInByOidc(desk)).statusCode).toBe(403);
    Object.assign(who, before);
    await desk.close();
  });

  test('refuses an answer that was not asked for, and an account that was switched off', async () => {
    const desk = await open();
    expect((await signInByOidc(desk, () => 'another')).statusCode).toBe(403);
    expect((await signInByOidc(desk)).statusCode).toBe(303);
    setDisabled(desk.store, 1, Date.now());
    expect((await signInByOidc(desk)).statusCode).toBe(403);
    await desk.close();
  });
});

describe('a proxy that signs people in', () => {
  test('will not start without a list of proxies to believe', () => {
    expect(() => readSettings({ AUTH_HEADER: 'X-Forwarded-User' })).toThrow(
      'AUTH_HEADER: needs TRUSTED_PROXIES',
    );
  });

  test('may be named by its network: every word and address that is taken can be started with', async () => {
    const given = ['loopback', 'linklocal', 'uniquelocal', '10.0.0.2', '10.0.0.0/8', 'fd00::/8', 'fe80::1'];
    const environment = { AUTH_HEADER: 'X-Forwarded-User', TRUSTED_PROXIES: given.join(' ') };
    const desk = await openDesk({ environment });
    const url = '/sign-in/proxy';
    const headers = { 'x-forwarded-user': 'nobody@example.org' };
    const { body } = await desk.app.inject({ url, headers, remoteAddress: '127.9.9.9' });
    expect(body).not.toContain('No trusted proxy');
    await desk.close();
  });

  test('is believed from its own address and from no other, for people who have an account', async () => {
    const environment = { AUTH_HEADER: 'X-Forwarded-User', TRUSTED_PROXIES: '127.0.0.2/32' };
    const desk = await openDesk({ environment });
    addReviewer(desk.store, {
      email: 'ana@example.org',
      name: 'Ana',
      role: 'reviewer',
      password: null,
      now: 1,
    });
    const from = async (remoteAddress: string, user: string) => {
      const answer = await desk.app.inject({
        url: '/sign-in/proxy',
        remoteAddress,
        headers: { 'x-forwarded-user': user },
      });
      return answer.statusCode;
    };
    expect(await from('127.0.0.2', 'ana@example.org')).toBe(303);
    expect(await from('::ffff:127.0.0.2', 'ana@example.org')).toBe(303);
    expect(await from('127.0.0.1', 'ana@example.org')).toBe(403);
    expect(await from('127.0.0.2', 'nobody@example.org')).toBe(403);
    expect(await from('127.0.0.2', '')).toBe(403);
    await desk.close();
  });
});
