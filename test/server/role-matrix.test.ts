import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashToken, newToken } from '../../src/accounts/tokens.ts';
import { operationsOf } from './operations-of.ts';
import { addReviewer, setDisabled } from '../../src/store/reviewers.ts';
import { addApiToken, addSession } from '../../src/store/sessions.ts';
import { ROLES } from '../../src/model/role.ts';
import { type Access, mayAct } from '../../src/web/access.ts';
import { freshStore } from '../catalogue/fixtures.ts';
import { lay, openDesk } from '../desk/desk-fixture.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const OWN = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

let desk: Awaited<ReturnType<typeof openDesk>>;
const accounts = new Map<string, number>();

beforeAll(async () => {
  desk = await openDesk({
    now: () => NOW,
    runNow: () => undefined,
    environment: {
      AUTH_HEADER: 'x-person',
      TRUSTED_PROXIES: '192.0.2.1',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'lamps@example.org',
    },
    operations: await operationsOf(freshStore(), { now: () => NOW }),
  });
  lay(desk.store);
  for (const who of [...ROLES, 'disabled'] as const) {
    const role = who === 'disabled' ? 'admin' : who;
    const person = { email: `${who}@example.org`, name: who, role, password: null, now: NOW };
    accounts.set(who, addReviewer(desk.store, person));
  }
  setDisabled(desk.store, accounts.get('disabled') ?? 0, NOW);
});
afterAll(() => desk.close());

/** What is mounted, as it says itself: a route that is new tomorrow is held to its own word. */
const mounted = () => desk.parts.flatMap((part) => part.routes);
const fromAnywhere = () => mounted().flatMap((route) => (route.fromAnywhere === true ? [route.path] : []));

type Route = { readonly method: 'GET' | 'POST' | 'OPTIONS'; readonly url: string; readonly access: Access };

function routes(): Route[] {
  const table = desk.parts.flatMap(({ access }) => Object.entries(access));
  return table.map(([key, access]) => {
    const [method, url = ''] = key.split(' ');
    if (method !== 'GET' && method !== 'POST' && method !== 'OPTIONS')
      throw new Error(`${key}: teach this test the method`);
    const needed = (['public', ...ROLES] as const).find((one) => one === access);
    if (needed === undefined) throw new Error(`${key} is for "${access}", which is no role`);
    return { method, url, access: needed };
  });
}

const unsafe = () => routes().filter(({ method }) => method === 'POST');
const address = (url: string) => url.replaceAll(/:[a-z]+/g, '1').replace('*', 'x');

/** A session that nobody had before: some routes end the one they are called in. */
function session(who: string, agedMs = 0): { readonly cookie: string; readonly token: string } {
  const [secret, token] = [newToken(), newToken()];
  const reviewerId = accounts.get(who) ?? 0;
  const row = { hash: hashToken(secret), reviewerId, formToken: token, agent: '' };
  addSession(desk.store, { ...row, createdAt: NOW - agedMs, seenAt: NOW });
  return { cookie: `lamplighter=${secret}`, token };
}

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

async function call(
  { method, url }: Pick<Route, 'url'> & { readonly method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS' },
  headers: Readonly<Record<string, string>>,
  token = '',
): Promise<Answer> {
  const payload = method === 'POST' ? { payload: new URLSearchParams({ token }).toString() } : {};
  return desk.app.inject({ method, url: address(url), headers, ...payload });
}

/** Whether the gate said no, in one of the ways in which it does; what a route itself says is not asked here. */
function isRefused(answer: Answer): boolean {
  if (answer.statusCode === 303) return (answer.headers.location ?? '').startsWith('/sign-in?to=');
  const says = [
    'Your account is that of a',
    'You are signed out',
    'from an older visit',
    'not sent from our own',
    'cannot be done with an API token',
    'You signed in a while ago',
  ];
  return answer.statusCode === 403 && says.some((words) => answer.body.includes(words));
}

describe('every route of every access table', () => {
  test('is mounted, and there are more than sixty', () => {
    expect(routes().length).toBeGreaterThan(60);
    const absent = routes().filter(({ method, url }) => !desk.app.hasRoute({ method, url }));
    expect(absent).toEqual([]);
    // Else a table of the wrong kind could make everything public.
    expect(
      unsafe()
        .filter(({ access }) => access === 'public')
        .map(({ url }) => url)
        .sort(),
    ).toEqual([
      '/alert',
      '/alert/:token/confirm',
      '/alert/:token/stop',
      // Its token says by signature what it may do, to whom it was written.
      '/answer/:token',
      '/case/:name/report',
      '/join',
      '/join/:token',
      '/reset',
      '/reset/:token',
      '/sign-in',
      '/sign-in/forgotten',
      '/suggest',
    ]);
  });

  test.each(['anonymous', ...ROLES, 'disabled'])('lets %s in exactly as declared', async (who) => {
    const wrong: string[] = [];
    for (const route of routes()) {
      const { cookie, token } = who === 'anonymous' ? { cookie: '', token: '' } : session(who);
      const own = { ...(route.method === 'POST' ? OWN : {}), ...(cookie === '' ? {} : { cookie }) };
      const answer = await call(route, own, token);
      const role = ROLES.find((one) => one === who);
      const may = route.access === 'public' || (role !== undefined && mayAct(role, route.access));
      if (isRefused(answer) === may) wrong.push(`${route.method} ${route.url}: ${answer.statusCode}`);
      if (answer.statusCode >= 500) wrong.push(`${route.method} ${route.url} broke: ${answer.statusCode}`);
    }
    expect(wrong).toEqual([]);
  });

  /** Headers and form token of somebody who shows this of themselves. */
  function shown(
    principal: string,
    role: string,
  ): { readonly headers: Record<string, string>; readonly token: string } {
    if (principal === 'fresh-session' || principal === 'session') {
      const { cookie, token } = session(role, principal === 'session' ? 2 * 3_600_000 : 0);
      return { headers: { cookie }, token };
    }
    const secret = newToken();
    const scope = principal === 'feed-token' ? 'feed' : (ROLES.find((one) => one === role) ?? 'reader');
    const reviewerId = accounts.get(role) ?? 0;
    addApiToken(desk.store, { hash: hashToken(secret), reviewerId, name: principal, scope, now: NOW });
    return { headers: { authorization: `Bearer ${secret}` }, token: '' };
  }

  const KINDS = ['fresh-session', 'session', 'api-token', 'feed-token'] as const;
  test.each(KINDS.flatMap((kind) => ROLES.map((role) => [kind, role] as const)))(
    'takes a %s of a %s exactly where it is declared to',
    async (kind, role) => {
      const wrong: string[] = [];
      for (const route of routes().filter(({ access }) => access !== 'public')) {
        const { headers, token } = shown(kind, role);
        const own = { ...(route.method === 'POST' ? OWN : {}), ...headers };
        const answer = await call(route, own, token);
        const declared: readonly string[] =
          mounted().find(({ method, path }) => method === route.method && path === route.url)?.principals ??
          [];
        const may =
          mayAct(role, route.access === 'public' ? 'reader' : route.access) && declared.includes(kind);
        const isOut = isRefused(answer) || answer.statusCode === 401;
        if (isOut === may) wrong.push(`${route.method} ${route.url}: ${answer.statusCode}`);
        if (!may && answer.cookies.length > 0) wrong.push(`${route.url} gave a cookie`);
      }
      expect(wrong).toEqual([]);
    },
  );

  test('of credentials takes a session that is fresh, and nothing else', () => {
    const fresh = mounted()
      .filter(({ principals }) => principals.includes('fresh-session') && !principals.includes('session'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(fresh.toSorted()).toEqual([
      'POST /desk/me/password',
      'POST /desk/me/tokens',
      'POST /desk/people/change',
      'POST /desk/people/invite',
      'POST /desk/people/revoke',
    ]);
  });

  test('answers HEAD only to those who may GET', async () => {
    const inner = routes().filter(({ method, access }) => method === 'GET' && access !== 'public');
    const open: string[] = [];
    for (const { url } of inner) {
      const answer = await call({ method: 'HEAD', url }, {});
      if (answer.statusCode !== 303) open.push(url);
    }
    expect(open).toEqual([]);
  });
});

describe('every route that changes something', () => {
  const ORIGINS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['no origin', {}],
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { 'sec-fetch-site': 'same-site', origin: 'https://shop.lamps.example' }],
    ['a bookmark', { 'sec-fetch-site': 'none' }],
  ];

  test('comes from our own pages, but for the one by which a mail program ends its letters (RFC 8058)', () => {
    expect(fromAnywhere()).toEqual(['/alert/:token/stop']);
  });

  test.each(ORIGINS)('refuses what comes from %s, even with the right form token', async (_what, from) => {
    for (const route of unsafe().filter(({ url }) => !fromAnywhere().includes(url))) {
      const { cookie, token } = session('admin');
      const type = { 'content-type': OWN['content-type'] };
      const answer = await call(route, { ...type, cookie, ...from }, token);
      expect([route.url, answer.statusCode]).toEqual([route.url, 403]);
      expect(answer.body).toContain('not sent from our own');
    }
  });

  test('refuses a form without its token, with that of an older session, and with another person’s', async () => {
    const inner = unsafe().filter(({ access }) => access !== 'public');
    expect(inner.length).toBeGreaterThan(20);
    for (const route of inner)
      for (const token of ['', 'x', session('admin').token, session('editor').token]) {
        const answer = await call(route, { ...OWN, cookie: session('admin').cookie }, token);
        expect([route.url, answer.statusCode]).toEqual([route.url, 403]);
        expect(answer.body).toContain('from an older visit');
      }
  });
});
