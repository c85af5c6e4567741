import { DAY } from '../base/durations.ts';
import type { Store } from '../store/open.ts';
import { countReviewers, noteAccountEvent } from '../store/reviewers.ts';
import { addInvitation } from '../store/sessions.ts';
import type { Role } from '../web/access.ts';
import { hashToken, newToken } from './tokens.ts';

const INVITATION_MS = 7 * DAY;

/** Whom to invite, as what, by whom (null: the command line). */
export type Invite = {
  readonly email: string | null;
  readonly role: Role;
  readonly madeBy: number | null;
  readonly now: number;
  readonly lastsMs?: number;
};

/** Makes an invitation and answers its path, `/join/…`. The secret in it is kept nowhere: it cannot be shown again. */
export function invite(store: Store, { email, role, madeBy, now, lastsMs = INVITATION_MS }: Invite): string {
  const token = newToken();
  addInvitation(store, {
    hash: hashToken(token),
    email,
    role,
    madeBy,
    madeAt: now,
    expiresAt: now + lastsMs,
    usedAt: null,
  });
  noteAccountEvent(store, {
    at: now,
    actorId: madeBy,
    reviewerId: null,
    what: 'invited',
    detail: `${email ?? 'whoever has the link'} as ${role}`,
  });
  return `/join/${token}`;
}

/** While there is no account at all: the link that lets the first administrator in; undefined otherwise. */
export function inviteFirst(store: Store, now: number): string | undefined {
  if (countReviewers(store) > 0) return undefined;
  return invite(store, { email: null, role: 'admin', madeBy: null, now, lastsMs: DAY });
}
