import { count, maybeNumber, number, text, type Row } from './columns.ts';
import { inTransaction, type Store } from './open.ts';

/** A wish to be written to about what fits a search. Times in Unix ms. */
export type Alert = {
  readonly id: number;
  readonly email: string;
  /** The search as an address has it: `topic=street-lighting`. */
  readonly query: string;
  /** What the search was called when it was asked for. */
  readonly title: string;
  readonly confirmedAt: number | null;
  /** Entries listed up to then have been told. */
  readonly toldAt: number;
};

export type NewAlert = Pick<Alert, 'email' | 'query' | 'title'> & {
  readonly sender: string;
  readonly at: number;
};

/** How many wishes that began after `since` may come from one sender, for one address, and in all. */
export type AlertLimits = {
  readonly since: number;
  readonly perSender: number;
  readonly perEmail: number;
  readonly total: number;
};

type Kept =
  | { readonly kind: 'new'; readonly id: number }
  | { readonly kind: 'asked' }
  | { readonly kind: 'limited' };

/**
 * Keeps a wish, and answers its number; the same wish again is the same one. `asked` says that it was asked for a short while ago,
 * so that nobody's mailbox is filled by somebody else.
 */
export function addAlert(store: Store, wish: NewAlert, limits: AlertLimits): Kept {
  return inTransaction(store, () => {
    const before = store
      .sql('select asked_at as n from alert where email = ? and query = ?')
      .get(wish.email, wish.query);
    if (before !== undefined && count(before) > limits.since) return { kind: 'asked' };
    if (isOver(store, wish, limits)) return { kind: 'limited' };
    const kept = store
      .sql(
        `insert into alert (email, query, title, sender, asked_at, told_at) values ($email, $query, $title, $sender, $at, $at)
         on conflict (email, query) do update set asked_at = $at, sender = $sender returning id`,
      )
      .get(wish);
    return { kind: 'new', id: number(kept ?? {}, 'id') };
  });
}

function isOver(store: Store, { sender, email }: NewAlert, limits: AlertLimits): boolean {
  const row = store
    .sql(
      `select count(*) as total, coalesce(sum(sender = ?), 0) as own, coalesce(sum(email = ?), 0) as theirs
       from alert where asked_at > ?`,
    )
    .get(sender, email, limits.since);
  const seen = row ?? {};
  return (
    number(seen, 'total') >= limits.total ||
    number(seen, 'own') >= limits.perSender ||
    number(seen, 'theirs') >= limits.perEmail
  );
}

export function alertById(store: Store, id: number): Alert | undefined {
  const row = store.sql('select * from alert where id = ?').get(id);
  return row === undefined ? undefined : toAlert(row);
}

/** The reader said yes from their own mailbox: what is listed from now on is told. */
export function confirmAlert(store: Store, id: number, at: number): void {
  store
    .sql('update alert set confirmed_at = $at, told_at = $at where id = $id and confirmed_at is null')
    .run({ id, at });
}

/** Forgets a wish, and the address with it. */
export function forgetAlert(store: Store, id: number): void {
  store.sql('delete from alert where id = ?').run(id);
}

/** Forgets those that nobody confirmed. */
export function forgetUnconfirmed(store: Store, askedBefore: number): void {
  store.sql('delete from alert where confirmed_at is null and asked_at < ?').run(askedBefore);
}

/** Confirmed wishes that were last told before a time, those that have waited longest first. */
export function dueAlerts(store: Store, toldBefore: number, most: number): Alert[] {
  return store
    .sql('select * from alert where confirmed_at is not null and told_at < ? order by told_at, id limit ?')
    .all(toldBefore, most)
    .map(toAlert);
}

/** Notes until when a wish is told; false where somebody else did. */
export function claimAlert(store: Store, id: number, from: number, to: number): boolean {
  const claimed = store.sql('update alert set told_at = ? where id = ? and told_at = ?').run(to, id, from);
  return claimed.changes === 1;
}

function toAlert(row: Row): Alert {
  return {
    id: number(row, 'id'),
    email: text(row, 'email'),
    query: text(row, 'query'),
    title: text(row, 'title'),
    confirmedAt: maybeNumber(row, 'confirmed_at'),
    toldAt: number(row, 'told_at'),
  };
}
