import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { silent } from '../../src/base/log.ts';
import { defineSource } from '../../src/base/source.ts';
import { feed } from '../../src/base/strategies.ts';
import { propose } from '../../src/candidates/propose.ts';
import { judge } from '../../src/classify/classify.ts';
import { loadRules } from '../../src/classify/rules.ts';
import type { Block, Evidence } from '../../src/model/post.ts';
import { hash } from '../../src/accounts/argon2.ts';
import { hashToken, newToken } from '../../src/accounts/tokens.ts';
import { addReviewer } from '../../src/store/reviewers.ts';
import { addSession } from '../../src/store/sessions.ts';
import { invite } from '../../src/accounts/invite.ts';
import { readSettings } from '../../src/run/config.ts';
import { serverOf, type ServerDeps } from '../../src/server/server.ts';
import { makeShell } from '../../src/web/shell.ts';
import type { CandidateOrigin } from '../../src/store/candidates.ts';
import { inTransaction, type Store } from '../../src/store/open.ts';
import { begunStore } from '../store/begun-store.ts';
import type { Role } from '../../src/model/role.ts';

const rules = loadRules();
const cacheDir = join(tmpdir(), 'lamplighter-test-style');

export const SOURCES = [
  defineSource({
    id: 'ashden-news',
    name: 'Ashden news',
    publisher: 'Ashden',
    home: 'https://ashden.org/news/',
    hosts: { canonical: 'ashden.org' },
    cadence: { perMonth: 6, quietOkDays: 45 },
    discover: feed({ url: '/feed/' }),
  }),
  defineSource({
    id: 'apse-news',
    name: 'APSE news',
    publisher: 'APSE',
    home: 'https://www.apse.org.uk/news/',
    hosts: { canonical: 'www.apse.org.uk' },
    cadence: { perMonth: 6, quietOkDays: 45 },
    discover: feed({ url: '/feed/' }),
  }),
];

/** A post for the desk; what is left out is ordinary. */
export type Laid = {
  readonly title?: string;
  readonly url?: string;
  readonly blocks?: readonly Block[];
  readonly sourceId?: string;
  readonly origin?: CandidateOrigin;
  readonly author?: string;
  readonly published?: string;
  readonly now?: number;
  readonly evidence?: Evidence;
  readonly beside?: readonly string[];
};

let number = 0;

/** Lays a post on the desk as a crawl would. Answers the candidate's id. */
export function lay(store: Store, laid: Laid = {}): number {
  number += 1;
  const url = laid.url ?? `https://ashden.org/news/post-${number}`;
  const post = {
    url,
    title: laid.title ?? `Durham County Council cuts waste by contract ${number}: ${(number * 7919) % 9973}`,
    ...(laid.author === undefined ? {} : { author: laid.author }),
    published: { value: laid.published ?? '2026-09-14', precision: 'day' as const, origin: 'meta' as const },
    blocks: laid.blocks ?? storyOf(number),
    canonicals: [],
    winners: {},
    ...(laid.evidence === undefined ? {} : { evidence: laid.evidence }),
    ...(laid.beside === undefined ? {} : { beside: laid.beside }),
  };
  const judged = judge(post, rules);
  const proposed = inTransaction(store, () =>
    propose(store, {
      post,
      ...judged,
      sourceId: laid.sourceId ?? 'ashden-news',
      key: url,
      aliases: [],
      rulesHash: rules.hash,
      origin: laid.origin ?? 'hand',
      held: null,
      now: laid.now ?? Date.now(),
    }),
  );
  if (proposed.candidateId === null) throw new Error('the post did not reach the desk');
  return proposed.candidateId;
}

/** A story with words of its own, so that no two posts of a test are taken for the same story. */
function storyOf(n: number): Block[] {
  const own = Array.from({ length: 60 }, (_, at) => `w${(n * 7919 + at * 104_729) % 99_991}`).join(' ');
  return [...STORY, { kind: 'body', text: own }];
}

export const STORY: readonly Block[] = [
  {
    kind: 'lede',
    text: 'Durham County Council awarded a new contract for its office furniture and cut waste by 40%.',
  },
  { kind: 'heading', text: 'How it was bought' },
  {
    kind: 'body',
    text: 'The procurement team engaged with suppliers early and wrote whole-life cost into the specification. The council invested £25 million and saved £1.2 million a year.',
  },
];

/** A desk over an empty store in a temporary folder. */
export async function openDesk(
  more: Partial<ServerDeps> & { readonly environment?: NodeJS.ProcessEnv } = {},
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'lamplighter-desk-'));
  const store = begunStore(dataDir);
  const settings = { ...readSettings({ PORT: '0', ...more.environment }, dataDir), dataDir: cacheDir };
  const shell = await serverOf({
    store,
    settings,
    rules,
    sources: SOURCES,
    log: silent,
    now: Date.now,
    ...more,
  });
  const app = await makeShell(shell);
  return {
    app,
    /** What the shell was given to mount: a route that is new tomorrow is among them by itself. */
    parts: shell.parts,
    store,
    dataDir,
    /** Where the server keeps what it needs besides its store. */
    settingsDir: settings.dataDir,
    now: more.now ?? Date.now,
    close: async () => {
      await app.close();
      store.close();
    },
  };
}

export const PASSWORD = 'three random words';

/** Somebody at a browser without JavaScript: keeps the cookie, follows redirects, sends the forms of the page it is on. */
export type Visitor = {
  readonly get: (url: string) => Promise<Page>;
  readonly post: (
    url: string,
    fields: Readonly<Record<string, string>> | URLSearchParams,
    headers?: Record<string, string>,
  ) => Promise<Page>;
  readonly cookie: () => string;
};

export type Page = {
  readonly status: number;
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The value of the first hidden field of this name. */
  readonly hidden: (name: string) => string;
};

export function visitor(app: FastifyInstance, cookies: Readonly<Record<string, string>> = {}): Visitor {
  const jar = new Map(Object.entries(cookies));
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    sent: { payload?: string; headers?: Record<string, string> } = {},
  ): Promise<Page> => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        ...(jar.size === 0 ? {} : { cookie: cookie() }),
        ...(method === 'POST'
          ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
          : {}),
        ...sent.headers,
      },
      ...(sent.payload === undefined ? {} : { payload: sent.payload }),
    });
    for (const { name, value } of answer.cookies)
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    const { location } = answer.headers;
    if (answer.statusCode === 303 && location !== undefined) return send('GET', location);
    const body = answer.body;
    return {
      status: answer.statusCode,
      url,
      body,
      headers: answer.headers,
      hidden: (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '',
    };
  };
  return {
    get: (url) => send('GET', url),
    post: (url, fields, headers) =>
      send('POST', url, {
        payload: new URLSearchParams(fields).toString(),
        ...(headers === undefined ? {} : { headers }),
      }),
    cookie,
  };
}

type Joining = { readonly app: FastifyInstance; readonly store: Store; readonly now?: () => number };

/** Joins by an invitation, and is signed in. */
export async function joinedByInvitation(desk: Joining, name: string, role: Role = 'reviewer') {
  const person = visitor(desk.app);
  const link = invite(desk.store, { email: null, role, madeBy: null, now: (desk.now ?? Date.now)() });
  await person.post(link, { email: `${name.toLowerCase()}@example.org`, name, password: PASSWORD });
  return person;
}

/** Somebody who joined before and is signed in, with a password that costs little to prove: to join costs a tenth of a second. */
export async function joined(desk: Joining, name: string, role: Role = 'reviewer') {
  const token = await sessionOf(desk.store, name, { role, now: (desk.now ?? Date.now)() });
  return visitor(desk.app, { lamplighter: token });
}

/** The cookie of somebody who is signed in to whatever serves this store. */
export async function signedIn(store: Store, name: string, role: Role): Promise<string> {
  return `lamplighter=${await sessionOf(store, name, { role, now: Date.now() })}`;
}

async function sessionOf(
  store: Store,
  name: string,
  { role, now }: { readonly role: Role; readonly now: number },
): Promise<string> {
  hashed ??= hash(PASSWORD, { memory: 64, passes: 1, parallelism: 1 });
  const email = `${name.toLowerCase()}@example.org`;
  const reviewerId = addReviewer(store, { email, name, role, password: await hashed, now });
  const token = newToken();
  const row = { hash: hashToken(token), reviewerId, formToken: newToken(), agent: '' };
  addSession(store, { ...row, createdAt: now, seenAt: now });
  return token;
}

let hashed: Promise<string> | undefined;

/** Presses a button of a post's page. */
export function press(
  person: Visitor,
  page: Page,
  act: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const id = /^\/desk\/(\d+)/.exec(page.url)?.[1] ?? '';
  return person.post(`/desk/${id}/decide`, {
    token: page.hidden('token'),
    nonce: page.hidden('nonce'),
    version: page.hidden('version'),
    view: page.hidden('view'),
    act,
    ...more,
  });
}

/** Every kind of page of the desk, by address; `id` is a candidate's. */
export function deskPaths(id: number): string[] {
  const inner = [
    '',
    '?view=mine',
    '/search?q=waste',
    '/add',
    '/sources',
    '/runs',
    '/rules',
    '/rules/preview',
    '/rules/suggested',
    '/rules/versions',
    '/people',
    '/me',
  ];
  const posts = ['/help', '/bulk', `/${id}`, `/${id}/edit`, '/999999'];
  return [...[...inner, ...posts].map((path) => `/desk${path}`), '/sign-in'];
}
