import { bindIdentity, type Identity, reviewerOfIdentity } from '../store/identities.ts';
import { inTransaction, type Store } from '../store/open.ts';
import {
  addReviewer,
  noteAccountEvent,
  type ReviewerRow,
  reviewerByEmail,
  reviewerById,
} from '../store/reviewers.ts';

/** What a provider says of somebody who may come in. */
type Claimed = Identity & { readonly email: string; readonly name: string };

/**
 * What we believe of an ID token that openid-client has checked: only an address that the provider itself calls verified
 * (`true`; a missing or written "true" is none, OpenID Connect Core 1.0, 5.1), and only one that is on the list.
 */
export function readClaims(
  claims: Readonly<Record<string, unknown>> | undefined,
  allow: readonly string[],
): Claimed | undefined {
  const { iss: issuer, sub: subject, email, email_verified: isVerified, name } = claims ?? {};
  if (typeof issuer !== 'string' || typeof subject !== 'string' || typeof email !== 'string')
    return undefined;
  if (isVerified !== true || !isAllowed(allow, email)) return undefined;
  return { issuer, subject, email, name: (typeof name === 'string' ? name : email).slice(0, 100) };
}

/** Whether an address, or its `@domain`, is on the list. */
function isAllowed(allow: readonly string[], email: string): boolean {
  const address = email.toLowerCase();
  return allow.some((entry) => {
    const wanted = entry.toLowerCase();
    return wanted.startsWith('@') ? address.endsWith(wanted) : address === wanted;
  });
}

/**
 * The account of an identity: the one that it is bound to; else a new one, or one without a password that no identity of this
 * provider has; else `anothers`, unless this browser is signed in to it (`signedIn`), which joins the two for good.
 */
export function accountOf(
  { store, now }: { readonly store: Store; readonly now: () => number },
  claimed: Claimed,
  signedIn: number | undefined,
): ReviewerRow | 'anothers' | undefined {
  return inTransaction(store, () => {
    const bound = reviewerOfIdentity(store, claimed);
    if (bound !== undefined) return reviewerById(store, bound);
    const known = reviewerByEmail(store, claimed.email);
    if (known !== undefined && known.password !== null && known.id !== signedIn) return 'anothers';
    const id = known?.id ?? join(store, claimed, now());
    if (!bindIdentity(store, claimed, id, now())) return 'anothers';
    return reviewerById(store, id);
  });
}

function join(store: Store, { email, name }: Claimed, now: number): number {
  const id = addReviewer(store, { email, name, role: 'reviewer', password: null, now });
  const detail = 'by single sign-on';
  noteAccountEvent(store, { at: now, actorId: null, reviewerId: id, what: 'joined', detail });
  return id;
}
