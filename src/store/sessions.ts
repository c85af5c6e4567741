import { type Role, ROLES } from '../model/role.ts';
import { maybeNumber, maybeText, number, oneOf, text } from './columns.ts';
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

/** Signs a person out everywhere. */
export function dropSessionsOf(store: Store, reviewerId: number): void {
  store.sql('delete from session where reviewer_id = ?').run(reviewerId);
}

export type InvitationRow = {
  readonly hash: string;
  /** Whom it is for; null lets the person give an address. */
  readonly email: string | null;
  readonly role: Role;
  readonly madeBy: number | null;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
};

export function addInvitation(store: Store, invitation: InvitationRow): void {
  store
    .sql(
      `insert into invitation (hash, email, role, made_by, made_at, expires_at, used_at)
       values ($hash, $email, $role, $madeBy, $madeAt, $expiresAt, $usedAt)`,
    )
    .run(invitation);
}

export function invitationByHash(store: Store, hash: string): InvitationRow | undefined {
  const row = store.sql('select * from invitation where hash = ?').get(hash);
  return row === undefined ? undefined : toInvitation(row);
}

export function openInvitations(store: Store, now: number): InvitationRow[] {
  return store
    .sql('select * from invitation where used_at is null and expires_at > ? order by made_at desc')
    .all(now)
    .map(toInvitation);
}

/** Uses an invitation up, once; false when it was used before. */
export function useInvitation(store: Store, hash: string, now: number): boolean {
  const used = store
    .sql('update invitation set used_at = ? where hash = ? and used_at is null')
    .run(now, hash);
  return used.changes === 1;
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

/** Failed tries to sign in, by account and by network. */
export function signInFailures(store: Store, who: string): { tries: number; lastAt: number } {
  const row = store.sql('select tries, last_at from sign_in_failure where who = ?').get(who);
  return row === undefined
    ? { tries: 0, lastAt: 0 }
    : { tries: number(row, 'tries'), lastAt: number(row, 'last_at') };
}

/** Counts a failed try; tries older than `forgetBefore` no longer count. */
export function noteSignInFailure(store: Store, who: string, now: number, forgetBefore: number): void {
  store
    .sql(
      `insert into sign_in_failure (who, tries, last_at) values ($who, 1, $now)
       on conflict (who) do update set tries = case when last_at < $forgetBefore then 1 else tries + 1 end, last_at = $now`,
    )
    .run({ who, now, forgetBefore });
  store.sql('delete from sign_in_failure where last_at < ?').run(forgetBefore);
}

export function forgetSignInFailures(store: Store, who: string): void {
  store.sql('delete from sign_in_failure where who = ?').run(who);
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

function toInvitation(row: Read): InvitationRow {
  return {
    hash: text(row, 'hash'),
    email: maybeText(row, 'email'),
    role: oneOf(row, 'role', ROLES),
    madeBy: maybeNumber(row, 'made_by'),
    madeAt: number(row, 'made_at'),
    expiresAt: number(row, 'expires_at'),
    usedAt: maybeNumber(row, 'used_at'),
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
