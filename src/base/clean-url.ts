import { type ParamRules, tellingParams } from './query-params.ts';

/**
 * An address without the parameters that do not say which page is meant (campaigns, click ids, what the source drops), and otherwise as it
 * was given: this one is stored and published, and leads to the same page. Without noise, and where it is no address, it is untouched.
 */
export function cleanUrl(address: string, source: ParamRules): string {
  const [whole, query] = splitQuery(address);
  if (query === undefined) return address;
  const hashAt = query.indexOf('#');
  const [search, hash] = hashAt < 0 ? [query, ''] : [query.slice(0, hashAt), query.slice(hashAt)];
  const kept = tellingParams(search, { path: whole, source });
  if (kept.length === search.split('&').length) return address;
  const written = new Set(kept.flatMap(({ raw, value }) => [raw, `${raw}=${value}`]));
  const parts = search.split('&').filter((part) => written.has(part));
  return `${whole}${parts.length === 0 ? '' : `?${parts.join('&')}`}${hash}`;
}

function splitQuery(address: string): readonly [string, string | undefined] {
  const at = address.indexOf('?');
  const hashAt = address.indexOf('#');
  // A question mark in a fragment opens no query (RFC 3986, 3.4).
  return at < 0 || (hashAt >= 0 && hashAt < at)
    ? [address, undefined]
    : [address.slice(0, at), address.slice(at + 1)];
}
