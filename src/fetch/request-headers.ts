import { isOnHosts } from '../base/url.ts';
import type { FetchRequest } from './request.ts';

/** The name that robots.txt knows us by. */
export const PRODUCT = 'Lamplighter';

const ACCEPT = {
  html: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5',
  feed: 'application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5',
  xml: 'application/xml,text/xml;q=0.9,*/*;q=0.5',
  json: 'application/json,*/*;q=0.5',
  any: '*/*',
} as const;

/** `Lamplighter/0.1.0 (+https://…)`: who we are and how to reach us, never a browser's name. */
export function userAgent(version: string, contact: string): string {
  return `${PRODUCT}/${version} (+${contact})`.replaceAll(/[^ -~]/g, '');
}

/** The headers of every request: no cookies, no referrer, conditional when we hold a copy (RFC 9110, 13.1). */
export function requestHeaders(
  { url, accept = 'html', validators = {}, authorization }: FetchRequest,
  agent: string,
  to: URL,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    'user-agent': agent,
    accept: ACCEPT[accept],
    'accept-language': 'en-GB,en;q=0.8,*;q=0.5',
    'accept-encoding': 'gzip, deflate, br, zstd',
  };
  // A secret for one host is nobody else's, wherever that host sends us.
  if (authorization !== undefined && URL.parse(url)?.origin === to.origin)
    headers['authorization'] = authorization;
  // Neither is our copy anybody else's: a host that a site has moved to may keep the tags, and its 304 would hide the move.
  if (!isOnHosts(to.href, { canonical: URL.parse(url)?.host ?? '', aliases: [] })) return headers;
  if (validators.etag !== undefined) headers['if-none-match'] = validators.etag;
  if (validators.lastModified !== undefined) headers['if-modified-since'] = validators.lastModified;
  return headers;
}
