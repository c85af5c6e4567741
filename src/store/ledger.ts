import { maybeNumber, number, text } from './columns.ts';
import type { Store } from './open.ts';

/** What we cost one host since a moment, and how it answered. */
export type HostCost = {
  readonly host: string;
  /** Requests that were sent; those that robots.txt forbade were not. */
  readonly requests: number;
  readonly bytes: number;
  readonly waitedMs: number;
  readonly notModified: number;
  /** 429 and 503. */
  readonly throttled: number;
  /** No answer came. */
  readonly unanswered: number;
  readonly disallowed: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The shortest time from one request to the next, ms, but for the page that robots.txt was asked for; null for fewer than two. */
  readonly shortestGapMs: number | null;
  /** The status that robots.txt was last read with; null where it never was. */
  readonly robotsStatus: number | null;
};

/** The manners ledger summed up by host, the dearest first. */
export function hostCosts(store: Store, since: number): HostCost[] {
  return store
    .sql(
      `with asked as (
         select *, case when lag(url) over turn like '%/robots.txt' then null else at - lag(at) over turn end as gap
         from request
         where at >= $since and robots <> 'disallowed' window turn as (partition by host order by at, id)),
       refused as (select host, count(*) as n from request where at >= $since and robots = 'disallowed' group by host)
       select hosts.host as host, count(asked.id) as requests, coalesce(sum(asked.bytes), 0) as bytes,
         coalesce(sum(asked.waited_ms), 0) as waited_ms, coalesce(sum(asked.status = 304), 0) as not_modified,
         coalesce(sum(asked.status in (429, 503)), 0) as throttled,
         count(asked.id) - count(asked.status) as unanswered, coalesce(max(refused.n), 0) as disallowed,
         coalesce(min(asked.at), 0) as first_at, coalesce(max(asked.at), 0) as last_at, min(asked.gap) as gap,
         (select status from robots where robots.origin in ('https://' || hosts.host, 'http://' || hosts.host,
           'https://' || replace(hosts.host, ':443', ''), 'http://' || replace(hosts.host, ':80', ''))
          order by fetched_at desc limit 1) as robots_status
       from (select distinct host from request where at >= $since) as hosts
       left join asked on asked.host = hosts.host left join refused on refused.host = hosts.host
       group by hosts.host order by requests desc, host`,
    )
    .all({ since })
    .map((row) => ({
      host: text(row, 'host'),
      requests: number(row, 'requests'),
      bytes: number(row, 'bytes'),
      waitedMs: number(row, 'waited_ms'),
      notModified: number(row, 'not_modified'),
      throttled: number(row, 'throttled'),
      unanswered: number(row, 'unanswered'),
      disallowed: number(row, 'disallowed'),
      firstAt: number(row, 'first_at'),
      lastAt: number(row, 'last_at'),
      shortestGapMs: maybeNumber(row, 'gap'),
      robotsStatus: maybeNumber(row, 'robots_status'),
    }));
}
