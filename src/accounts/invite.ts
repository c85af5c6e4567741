import { DAY } from '../base/durations.ts';
import {
  addInvitation,
  openInvitations,
  type Purpose,
  revokeInvitation,
  revokeInvitationsFor,
} from '../store/invitations.ts';
import { inTransaction, type Store } from '../store/open.ts';
import { countReviewers, noteAccountEvent, type ReviewerRow } from '../store/reviewers.ts';
import type { Role } from '../model/role.ts';
import { hashToken, newToken } from './tokens.ts';

const INVITATION_MS = 7 * DAY;
const RESET_MS = DAY;

/** Whom to invite, as what, by whom (null: the command line). */
export type Invite = {
  readonly email: string | null;
  readonly role: Role;
  readonly madeBy: number | null;
  readonly now: number;
  readonly lastsMs?: number;
};

/** Makes an invitation and answers its path, `/join/…`. The secret in it is kept nowhere: it cannot be shown again. */
export function invite(store: Store, invitation: Invite): string {
  return makeLink(store, invitation, 'join');
}

/**
 * While there is no account at all: the link that lets the first administrator in. A link that was made before and still works is
 * left alone (`until`, Unix ms): each new one would lie in a log. Undefined once there is an account.
 */
export function inviteFirst(
  store: Store,
  now: number,
): { readonly path: string } | { readonly until: number } | undefined {
  if (countReviewers(store) > 0) return undefined;
  const open = openInvitations(store, now).find(({ purpose }) => purpose === 'first');
  if (open !== undefined) return { until: open.expiresAt };
  return {
    path: makeLink(store, { email: null, role: 'admin', madeBy: null, now, lastsMs: DAY }, 'first'),
  };
}

/** As `inviteFirst`, but a link made before is taken back: for whoever has lost it. */
export function inviteFirstAgain(store: Store, now: number): string | undefined {
  for (const { hash, purpose } of openInvitations(store, now))
    if (purpose === 'first') revokeInvitation(store, hash);
  const made = inviteFirst(store, now);
  return made !== undefined && 'path' in made ? made.path : undefined;
}

/** Makes a link that lets a person choose a new password, and answers its path; the one before it dies. `madeBy` as in `invite`. */
export function resetLink(
  store: Store,
  { email, role }: Pick<ReviewerRow, 'email' | 'role'>,
  { madeBy, now }: { readonly madeBy: number | null; readonly now: number },
): string {
  return inTransaction(store, () => {
    revokeInvitationsFor(store, email, 'reset');
    return makeLink(store, { email, role, madeBy, now, lastsMs: RESET_MS }, 'reset');
  });
}

const SAID: Readonly<Record<Purpose, string>> = {
  join: 'invited',
  first: 'invited',
  reset: 'made a link to reset the password',
};

function makeLink(store: Store, wanted: Invite, purpose: Purpose): string {
  const { email, role, madeBy, now, lastsMs = INVITATION_MS } = wanted;
  const token = newToken();
  addInvitation(store, {
    hash: hashToken(token),
    purpose,
    email,
    role,
    madeBy,
    madeAt: now,
    expiresAt: now + lastsMs,
  });
  noteAccountEvent(store, {
    at: now,
    actorId: madeBy,
    reviewerId: null,
    what: SAID[purpose],
    detail: `${email ?? 'whoever has the link'} as ${role}`,
  });
  return `/${purpose === 'reset' ? 'reset' : 'join'}/${token}`;
}
