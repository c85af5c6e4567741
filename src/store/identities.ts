import { number } from './columns.ts';
import type { Store } from './open.ts';

/** Somebody as a provider knows them: the pair never comes to belong to anybody else. */
export type Identity = { readonly issuer: string; readonly subject: string };

/** Whose account an identity opens; undefined when nobody's. */
export function reviewerOfIdentity(store: Store, { issuer, subject }: Identity): number | undefined {
  const row = store
    .sql('select reviewer_id from identity where issuer = ? and subject = ?')
    .get(issuer, subject);
  return row === undefined ? undefined : number(row, 'reviewer_id');
}

/** Binds an identity to an account, for good; false where the account has another one of this provider. */
export function bindIdentity(store: Store, identity: Identity, reviewerId: number, now: number): boolean {
  const bound = store
    .sql('insert or ignore into identity (issuer, subject, reviewer_id, bound_at) values (?, ?, ?, ?)')
    .run(identity.issuer, identity.subject, reviewerId, now);
  return bound.changes === 1;
}
