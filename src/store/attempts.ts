import { count, number } from './columns.ts';
import type { Store } from './open.ts';

/** Tries to sign in that did not succeed, by whom they are counted against: an account, a network, both together. */
export function failedTries(store: Store, who: string): { readonly tries: number; readonly lastAt: number } {
  const row = store.sql('select tries, last_at from sign_in_failure where who = ?').get(who);
  return row === undefined
    ? { tries: 0, lastAt: 0 }
    : { tries: number(row, 'tries'), lastAt: number(row, 'last_at') };
}

/** Counts a try; tries older than `forgetBefore` no longer count. */
export function countTry(store: Store, who: string, now: number, forgetBefore: number): void {
  store
    .sql(
      `insert into sign_in_failure (who, tries, last_at) values ($who, 1, $now)
       on conflict (who) do update set tries = case when last_at < $forgetBefore then 1 else tries + 1 end, last_at = $now`,
    )
    .run({ who, now, forgetBefore });
  store.sql('delete from sign_in_failure where last_at < ?').run(forgetBefore);
}

/** Takes one try back: it succeeded. */
export function uncountTry(store: Store, who: string): void {
  store.sql('update sign_in_failure set tries = tries - 1 where who = ? and tries > 0').run(who);
}

/** Forgets the tries of these, and whatever begins with one of them and a space. */
export function forgetTries(store: Store, who: string): void {
  store
    .sql(`delete from sign_in_failure where who = ? or substr(who, 1, length(?) + 1) = ? || ' '`)
    .run(who, who, who);
}

/** Whether somebody has signed in to an account from a network since then. */
export function isKnownPlace(store: Store, email: string, network: string, since: number): boolean {
  const query = `select count(*) as n from sign_in_place join reviewer on reviewer.id = reviewer_id
                 where email = ? and network = ? and at > ?`;
  return count(store.sql(query).get(email, network, since)) > 0;
}

export function rememberPlace(store: Store, reviewerId: number, network: string, at: number): void {
  store
    .sql('insert or replace into sign_in_place (reviewer_id, network, at) values (?, ?, ?)')
    .run(reviewerId, network, at);
}
