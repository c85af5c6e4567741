import { type Role, ROLES } from '../model/role.ts';
import { maybeNumber, maybeText, number, oneOf, type Row, text } from './columns.ts';
import type { Store } from './open.ts';

/** What a link is for: to join, to be the first administrator, to choose a new password. */
const PURPOSES = ['join', 'first', 'reset'] as const;
export type Purpose = (typeof PURPOSES)[number];

export type InvitationRow = {
  readonly hash: string;
  readonly purpose: Purpose;
  /** Whom it is for; null lets the person give an address. */
  readonly email: string | null;
  readonly role: Role;
  readonly madeBy: number | null;
  readonly madeAt: number;
  readonly expiresAt: number;
};

export function addInvitation(store: Store, invitation: InvitationRow): void {
  store
    .sql(
      `insert into invitation (hash, purpose, email, role, made_by, made_at, expires_at)
       values ($hash, $purpose, $email, $role, $madeBy, $madeAt, $expiresAt)`,
    )
    .run(invitation);
}

// A link dies with its purpose: the first administrator is there, the person has joined, whoever made it may no longer.
const OPEN = `used_at is null and expires_at > $now
  and (purpose <> 'first' or not exists (select 1 from reviewer))
  and (purpose <> 'join' or email is null or not exists (select 1 from reviewer where reviewer.email = invitation.email collate nocase))
  and (purpose <> 'reset' or exists
    (select 1 from reviewer where reviewer.email = invitation.email collate nocase and disabled_at is null))
  and (made_by is null or purpose = 'reset' or exists
    (select 1 from reviewer where id = made_by and role = 'admin' and disabled_at is null))`;

/** A link that still serves its purpose. */
export function invitationByHash(store: Store, hash: string, now: number): InvitationRow | undefined {
  const row = store.sql(`select * from invitation where hash = $hash and ${OPEN}`).get({ hash, now });
  return row === undefined ? undefined : toInvitation(row);
}

/** All links that still serve their purpose, the newest first. */
export function openInvitations(store: Store, now: number): InvitationRow[] {
  return store
    .sql(`select * from invitation where ${OPEN} order by made_at desc`)
    .all({ now })
    .map(toInvitation);
}

/** Uses a link up, once; false when it was used before. */
export function useInvitation(store: Store, hash: string, now: number): boolean {
  const used = store
    .sql('update invitation set used_at = ? where hash = ? and used_at is null')
    .run(now, hash);
  return used.changes === 1;
}

/** Takes a link back; false where there is none. */
export function revokeInvitation(store: Store, hash: string): boolean {
  return store.sql('delete from invitation where hash = ? and used_at is null').run(hash).changes === 1;
}

/** Takes back every open link for an address, of one purpose or of all; answers how many. */
export function revokeInvitationsFor(store: Store, email: string, purpose?: Purpose): number {
  const which = purpose === undefined ? '' : 'and purpose = $purpose';
  const query = `delete from invitation where used_at is null and email = $email collate nocase ${which}`;
  return Number(store.sql(query).run({ email, ...(purpose === undefined ? {} : { purpose }) }).changes);
}

function toInvitation(row: Row): InvitationRow {
  return {
    hash: text(row, 'hash'),
    purpose: oneOf(row, 'purpose', PURPOSES),
    email: maybeText(row, 'email'),
    role: oneOf(row, 'role', ROLES),
    madeBy: maybeNumber(row, 'made_by'),
    madeAt: number(row, 'made_at'),
    expiresAt: number(row, 'expires_at'),
  };
}
