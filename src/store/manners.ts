import { LONGEST } from '../model/longest.ts';
import { count, maybeText, number, text } from './columns.ts';
import { holderIsGone, lastingToken, newToken } from './holder.ts';
import type { Store } from './open.ts';

type RobotsCopy = { status: number; body: string; fetchedAt: number };
type RequestNote = {
  host: string;
  url: string;
  at: number;
  status: number | null;
  bytes: number;
  waitedMs: number;
  robots: string;
};

/**
 * Takes a host's only slot for at most `holdMs`, or says how long to wait (ms).
 * One statement, so that two processes can never both take it. A slot that `outlives` its process is not freed when that dies:
 * it was taken for somebody on another machine. Times further ahead than anything could have set were written under a wrong clock.
 */
export function takeHost(
  store: Store,
  host: string,
  now: number,
  holdMs: number,
  whose: 'own' | 'outlives' = 'own',
): { token: string } | { waitMs: number } {
  const token = whose === 'own' ? newToken() : lastingToken();
  const taken = store
    .sql(
      `insert into host (host, held_until, token) values ($host, $until, $token)
       on conflict (host) do update set held_until = $until, token = $token
       where (host.held_until <= $now or host.held_until > $now + ${LONGEST.hold})
         and (host.next_allowed_at <= $now or host.next_allowed_at > $now + ${LONGEST.askedPause})`,
    )
    .run({ host, until: now + holdMs, token, now });
  if (taken.changes === 1) return { token };
  const row = store.sql('select next_allowed_at, held_until, token from host where host = ?').get(host);
  if (row === undefined) return { waitMs: 1 };
  const heldFor = number(row, 'held_until') - now;
  if (heldFor > 0 && freeOfTheDead(store, host, maybeText(row, 'token')))
    return takeHost(store, host, now, holdMs, whose);
  // A slot in another's hand may be given back early: look again after a second at the most.
  if (heldFor > 0) return { waitMs: Math.min(heldFor, 1000) };
  return { waitMs: Math.max(1, number(row, 'next_allowed_at') - now) };
}

function freeOfTheDead(store: Store, host: string, token: string | null): boolean {
  if (token === null || !holderIsGone(token)) return false;
  return (
    store.sql('update host set held_until = 0, token = null where host = ? and token = ?').run(host, token)
      .changes === 1
  );
}

/** Holds on to a slot; a token that lost it changes nothing. */
export function renewHost(store: Store, host: string, token: string, until: number): void {
  store.sql('update host set held_until = ? where host = ? and token = ?').run(until, host, token);
}

/** Gives the slot back; the host is left alone until `nextAllowedAt`. A token that lost its slot changes nothing. */
export function releaseHost(store: Store, host: string, token: string, nextAllowedAt: number): void {
  store
    .sql('update host set held_until = 0, token = null, next_allowed_at = ? where host = ? and token = ?')
    .run(nextAllowedAt, host, token);
}

export function keptRobots(store: Store, origin: string): RobotsCopy | undefined {
  const row = store.sql('select status, body, fetched_at from robots where origin = ?').get(origin);
  if (row === undefined) return undefined;
  return { status: number(row, 'status'), body: text(row, 'body'), fetchedAt: number(row, 'fetched_at') };
}

export function keepRobots(store: Store, origin: string, copy: RobotsCopy): void {
  store
    .sql('insert or replace into robots (origin, status, body, fetched_at) values (?, ?, ?, ?)')
    .run(origin, copy.status, copy.body, copy.fetchedAt);
}

export function noteRequest(store: Store, note: RequestNote): void {
  store
    .sql('insert into request (host, url, at, status, bytes, waited_ms, robots) values (?, ?, ?, ?, ?, ?, ?)')
    .run(note.host, note.url, note.at, note.status, note.bytes, note.waitedMs, note.robots);
}

/** How long requests to these hosts waited for their turn since then, ms in all. Hosts with or without their port. */
export function waitedFor(store: Store, hosts: readonly string[], since: number): number {
  const waited = store.sql('select coalesce(sum(waited_ms), 0) as n from request where host = ? and at >= ?');
  const keys = hosts.flatMap((host) => (host.includes(':') ? [host] : [`${host}:443`, `${host}:80`]));
  return keys.reduce((sum, host) => sum + count(waited.get(host, since)), 0);
}

/** Lines of the ledger older than this are dropped, from the oldest on: they stand in the order of their time. */
export function dropRequestsBefore(store: Store, before: number): void {
  const kept = store.sql('select id from request where at >= ? order by id limit 1').get(before);
  if (kept === undefined) store.sql('delete from request where at < ?').run(before);
  else store.sql('delete from request where id < ?').run(number(kept, 'id'));
}
