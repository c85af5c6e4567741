import { ROLES } from '../model/role.ts';
import { maybeNumber, number, oneOf, text } from './columns.ts';
import type { Store } from './open.ts';

/** A browser that is signed in. `hash` is of the cookie, which is kept nowhere. */
export type SessionRow = {
  readonly hash: string;
  readonly reviewerId: number;
  readonly formToken: string;
  readonly agent: string;
  readonly createdAt: number;
  readonly seenAt: number;
};

export function addSession(store: Store, session: SessionRow): void {
  store
    .sql(
      `insert into session (hash, reviewer_id, form_token, agent, created_at, seen_at)
       values ($hash, $reviewerId, $formToken, $agent, $createdAt, $seenAt)`,
    )
    .run(session);
}

export function sessionByHash(store: Store, hash: string): SessionRow | undefined {
  const row = store.sql('select * from session where hash = ?').get(hash);
  return row === undefined ? undefined : toSession(row);
}

export function sessionsOf(store: Store, reviewerId: number): SessionRow[] {
  return store
    .sql('select * from session where reviewer_id = ? order by seen_at desc')
    .all(reviewerId)
    .map(toSession);
}

export function touchSession(store: Store, hash: string, now: number): void {
  store.sql('update session set seen_at = ? where hash = ?').run(now, hash);
}

export function dropSession(store: Store, hash: string): void {
  store.sql('delete from session where hash = ?').run(hash);
}

function dropSessionsOf(store: Store, reviewerId: number): void {
  store.sql('delete from session where reviewer_id = ?').run(reviewerId);
}

/** What a token may do: as much as a role, or read one feed and nothing else. */
const SCOPES = [...ROLES, 'feed'] as const;
export type Scope = (typeof SCOPES)[number];

export type ApiTokenRow = {
  readonly id: number;
  readonly reviewerId: number;
  readonly name: string;
  readonly scope: Scope;
  readonly createdAt: number;
  readonly usedAt: number | null;
};

export function addApiToken(
  store: Store,
  token: {
    readonly hash: string;
    readonly reviewerId: number;
    readonly name: string;
    readonly scope: Scope;
    readonly now: number;
  },
): void {
  store
    .sql(
      'insert into api_token (hash, reviewer_id, name, scope, created_at) values ($hash, $reviewerId, $name, $scope, $now)',
    )
    .run(token);
}

export function apiTokenByHash(store: Store, hash: string): ApiTokenRow | undefined {
  const row = store.sql('select * from api_token where hash = ? and revoked_at is null').get(hash);
  return row === undefined ? undefined : toApiToken(row);
}

export function apiTokensOf(store: Store, reviewerId: number): ApiTokenRow[] {
  return store
    .sql('select * from api_token where reviewer_id = ? and revoked_at is null order by id desc')
    .all(reviewerId)
    .map(toApiToken);
}

export function touchApiToken(store: Store, id: number, now: number): void {
  store.sql('update api_token set used_at = ? where id = ?').run(now, id);
}

export function revokeApiToken(store: Store, id: number, reviewerId: number, now: number): void {
  store.sql('update api_token set revoked_at = ? where id = ? and reviewer_id = ?').run(now, id, reviewerId);
}

/** Ends every way in that a person has: browsers that are signed in, and tokens of programs and feeds. */
export function endAccess(store: Store, reviewerId: number, now: number): void {
  dropSessionsOf(store, reviewerId);
  store
    .sql('update api_token set revoked_at = ? where reviewer_id = ? and revoked_at is null')
    .run(now, reviewerId);
}

type Read = Parameters<typeof text>[0];

function toSession(row: Read): SessionRow {
  return {
    hash: text(row, 'hash'),
    reviewerId: number(row, 'reviewer_id'),
    formToken: text(row, 'form_token'),
    agent: text(row, 'agent'),
    createdAt: number(row, 'created_at'),
    seenAt: number(row, 'seen_at'),
  };
}

function toApiToken(row: Read): ApiTokenRow {
  return {
    id: number(row, 'id'),
    reviewerId: number(row, 'reviewer_id'),
    name: text(row, 'name'),
    scope: oneOf(row, 'scope', SCOPES),
    createdAt: number(row, 'created_at'),
    usedAt: maybeNumber(row, 'used_at'),
  };
}
