import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOUR } from '../base/durations.ts';
import { isStoreError, type Store } from '../store/open.ts';
import { type ReviewerRow, reviewerById } from '../store/reviewers.ts';
import {
  addSession,
  apiTokenByHash,
  dropSession,
  sessionByHash,
  touchApiToken,
  touchSession,
} from '../store/sessions.ts';
import type { Person } from '../model/person.ts';
import { type Role, ROLES } from '../model/role.ts';
import { toRole } from '../web/access.ts';
import { rememberPerson } from '../web/person.ts';
import { hashToken, newToken } from './tokens.ts';

const IDLE_MS = 8 * HOUR;
const WHOLE_MS = 7 * 24 * HOUR;
/** How long after signing in one may change how to sign in. */
const FRESH_MS = HOUR;

/** How the cookie is kept: with https under the `__Host-` prefix; on plain http (loopback) browsers would refuse that. */
export type CookieSettings = { readonly name: string; readonly secure: boolean };

export function cookieSettings(publicUrl: string): CookieSettings {
  const secure = publicUrl.startsWith('https:');
  return { name: secure ? '__Host-lamplighter' : 'lamplighter', secure };
}

/** Starts a session in this browser, and answers who is signed in now. The old one, if any, ends: an id from before signing in is worth nothing. */
export function startSession(
  store: Store,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  cookie: CookieSettings,
  who: { readonly reviewerId: number; readonly now: number },
): Person | undefined {
  const { request, reply } = exchange;
  const old = request.cookies[cookie.name];
  if (old !== undefined) dropSession(store, hashToken(old));
  const token = newToken();
  const [formToken, sessionHash] = [newToken(), hashToken(token)];
  addSession(store, {
    hash: sessionHash,
    reviewerId: who.reviewerId,
    formToken,
    agent: (request.headers['user-agent'] ?? '').slice(0, 200),
    createdAt: who.now,
    seenAt: who.now,
  });
  void reply.setCookie(cookie.name, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: cookie.secure,
  });
  return toPerson(reviewerById(store, who.reviewerId), {
    principal: 'fresh-session',
    formToken,
    sessionHash,
  });
}

/** Who a request is from, by its cookie or its API token; undefined for nobody. */
export function identify(
  store: Store,
  request: FastifyRequest,
  cookie: CookieSettings,
  now: number,
): Person | undefined {
  const person = byCookie(store, request.cookies[cookie.name], now) ?? byToken(store, request, now);
  if (person !== undefined) rememberPerson(request, person);
  return person;
}

function byCookie(store: Store, cookie: string | undefined, now: number): Person | undefined {
  if (cookie === undefined) return undefined;
  const session = sessionByHash(store, hashToken(cookie));
  if (session === undefined) return undefined;
  if (now - session.seenAt > IDLE_MS || now - session.createdAt > WHOLE_MS) {
    dropSession(store, session.hash);
    return undefined;
  }
  // Written every five minutes at the most: reading a page should not cost a disk write.
  if (now - session.seenAt > HOUR / 12) unlessFull(() => touchSession(store, session.hash, now));
  const row = reviewerById(store, session.reviewerId);
  const principal = now - session.createdAt < FRESH_MS ? 'fresh-session' : 'session';
  return toPerson(row, { principal, formToken: session.formToken, sessionHash: session.hash });
}

function byToken(store: Store, request: FastifyRequest, now: number): Person | undefined {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer === undefined) return undefined;
  const token = apiTokenByHash(store, hashToken(bearer));
  const scope = token === undefined ? undefined : toRole(token.scope);
  if (token === undefined || scope === undefined) return undefined;
  if (token.usedAt === null || now - token.usedAt > HOUR)
    unlessFull(() => touchApiToken(store, token.id, now));
  const person = toPerson(reviewerById(store, token.reviewerId), {
    principal: 'api-token',
    formToken: undefined,
    sessionHash: undefined,
  });
  return person === undefined ? undefined : { ...person, role: lesser(person.role, scope) };
}

/** Noting when somebody was last seen must not keep them from reading, while the disk is full or the store is busy. */
function unlessFull(note: () => void): void {
  try {
    note();
  } catch (error) {
    if (!isStoreError(error)) throw error;
  }
}

/** A token can never do more than its owner can now. */
function lesser(a: Role, b: Role): Role {
  return ROLES.indexOf(a) < ROLES.indexOf(b) ? a : b;
}

function toPerson(
  row: ReviewerRow | undefined,
  by: Pick<Person, 'principal' | 'formToken' | 'sessionHash'>,
): Person | undefined {
  const role = row === undefined ? undefined : toRole(row.role);
  if (row === undefined || role === undefined || row.disabledAt !== null) return undefined;
  return { id: row.id, name: row.name, email: row.email, role, keys: row.keys, ...by };
}
