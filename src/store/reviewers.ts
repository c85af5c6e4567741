import type { KeptKeys } from '../model/keys.ts';
import { type Role, ROLES } from '../model/role.ts';
import { REVIEWER_KEYS } from './codecs.ts';
import { count, maybeNumber, maybeText, number, oneOf, text, type Row } from './columns.ts';
import type { Store } from './open.ts';

/** How often a person is told by e-mail what is new. */
export const DIGESTS = ['none', 'daily', 'weekly'] as const;
export type DigestPace = (typeof DIGESTS)[number];

/** A person with an account. */
export type ReviewerRow = {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** PHC string, or null when there is none. */
  readonly password: string | null;
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly keys: KeptKeys;
  readonly digest: DigestPace;
  readonly digestSentAt: number;
};

export function countReviewers(store: Store): number {
  return count(store.sql('select count(*) as n from reviewer').get());
}

export function reviewerRows(store: Store): ReviewerRow[] {
  return store.sql('select * from reviewer order by name, id').all().map(toReviewer);
}

export function reviewerById(store: Store, id: number): ReviewerRow | undefined {
  const row = store.sql('select * from reviewer where id = ?').get(id);
  return row === undefined ? undefined : toReviewer(row);
}

export function reviewerByEmail(store: Store, email: string): ReviewerRow | undefined {
  const row = store.sql('select * from reviewer where email = ?').get(email);
  return row === undefined ? undefined : toReviewer(row);
}

export function addReviewer(
  store: Store,
  person: {
    readonly email: string;
    readonly name: string;
    readonly role: Role;
    readonly password: string | null;
    readonly now: number;
  },
): number {
  const added = store
    .sql(
      'insert into reviewer (email, name, role, password, created_at) values ($email, $name, $role, $password, $now)',
    )
    .run(person);
  return Number(added.lastInsertRowid);
}

export function setPassword(store: Store, id: number, password: string): void {
  store.sql('update reviewer set password = ? where id = ?').run(password, id);
}

export function setRole(store: Store, id: number, role: Role): void {
  store.sql('update reviewer set role = ? where id = ?').run(role, id);
}

export function setDisabled(store: Store, id: number, at: number | null): void {
  store.sql('update reviewer set disabled_at = ? where id = ?').run(at, id);
}

/** How many people can still manage the others. */
export function countAdmins(store: Store): number {
  return count(
    store.sql(`select count(*) as n from reviewer where role = 'admin' and disabled_at is null`).get(),
  );
}

export function setKeys(store: Store, id: number, keys: KeptKeys): void {
  store.sql('update reviewer set keys = ? where id = ?').run(REVIEWER_KEYS.write(keys), id);
}

export function setDigest(store: Store, id: number, digest: DigestPace): void {
  store.sql('update reviewer set digest = ? where id = ?').run(digest, id);
}

/** Takes the sending of a person's digest upon oneself; false when another process was faster. */
export function claimDigest(store: Store, id: number, was: number, at: number): boolean {
  return (
    store.sql('update reviewer set digest_sent_at = ? where id = ? and digest_sent_at = ?').run(at, id, was)
      .changes === 1
  );
}

/** When the webhook was last told of new posts (Unix ms). */
export function webhookDigestSentAt(store: Store): number {
  return count(store.sql('select sent_at as n from digest_mark where id = 1').get());
}

/** As `claimDigest`, for the webhook. */
export function claimWebhookDigest(store: Store, was: number, at: number): boolean {
  return (
    store.sql('update digest_mark set sent_at = ? where id = 1 and sent_at = ?').run(at, was).changes === 1
  );
}

/** Notes who gave whom what. `actorId` is null for the command line. */
export function noteAccountEvent(
  store: Store,
  event: {
    readonly at: number;
    readonly actorId: number | null;
    readonly reviewerId: number | null;
    readonly what: string;
    readonly detail: string;
  },
): void {
  store
    .sql(
      `insert into account_event (at, actor_id, reviewer_id, what, detail) values ($at, $actorId, $reviewerId, $what, $detail)`,
    )
    .run(event);
}

export type AccountEvent = {
  readonly at: number;
  readonly actor: string;
  readonly person: string | null;
  readonly what: string;
  readonly detail: string;
};

export function accountEvents(store: Store, limit: number): AccountEvent[] {
  return store
    .sql(
      `select at, what, detail, coalesce(actor.name, 'the command line') as actor, person.name as person from account_event
       left join reviewer as actor on actor.id = actor_id left join reviewer as person on person.id = reviewer_id
       order by account_event.id desc limit ?`,
    )
    .all(limit)
    .map((row) => ({
      at: number(row, 'at'),
      actor: text(row, 'actor'),
      person: maybeText(row, 'person'),
      what: text(row, 'what'),
      detail: text(row, 'detail'),
    }));
}

/** Views a person has named, by name. `query` is a query string of the desk. */
export function savedViews(store: Store, reviewerId: number): { name: string; query: string }[] {
  return store
    .sql('select name, query from saved_view where reviewer_id = ? order by name')
    .all(reviewerId)
    .map((row) => ({ name: text(row, 'name'), query: text(row, 'query') }));
}

/** As many views as one person names at most. */
export const MOST_VIEWS = 50;

/** Gives a view a name, or a name another view. False when the person has named as many as there may be. */
export function saveView(store: Store, reviewerId: number, name: string, query: string): boolean {
  const others = store
    .sql('select count(*) as n from saved_view where reviewer_id = ? and name <> ?')
    .get(reviewerId, name);
  if (count(others) >= MOST_VIEWS) return false;
  store
    .sql('insert or replace into saved_view (reviewer_id, name, query) values (?, ?, ?)')
    .run(reviewerId, name, query);
  return true;
}

export function dropView(store: Store, reviewerId: number, name: string): void {
  store.sql('delete from saved_view where reviewer_id = ? and name = ?').run(reviewerId, name);
}

function toReviewer(row: Row): ReviewerRow {
  const id = number(row, 'id');
  return {
    id,
    email: text(row, 'email'),
    name: text(row, 'name'),
    role: oneOf(row, 'role', ROLES),
    password: maybeText(row, 'password'),
    disabledAt: maybeNumber(row, 'disabled_at'),
    createdAt: number(row, 'created_at'),
    keys: REVIEWER_KEYS.read(row, id),
    digest: oneOf(row, 'digest', DIGESTS),
    digestSentAt: number(row, 'digest_sent_at'),
  };
}
