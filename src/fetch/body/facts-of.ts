import { defined } from '../../base/defined.ts';
import type { Page, Validators } from '../../model/page.ts';
import type { Arrival } from '../visits.ts';
import { mediaType } from './media-type.ts';

/** What an answer says of itself, unread. */
export function factsOf(arrival: Arrival): Omit<Page, 'kind' | 'charset' | 'charsetFrom' | 'body' | 'bytes'> {
  const { url, finalUrl, status, headers, redirects, fetchedAt, wire } = arrival;
  const contentType = mediaType(headers['content-type'] ?? '')?.essence ?? '';
  const validators = validatorsOf(headers);
  return {
    url,
    finalUrl,
    status,
    headers,
    redirects,
    fetchedAt,
    wireBytes: wire.length,
    contentType,
    validators,
  };
}

function validatorsOf(headers: Arrival['headers']): Validators {
  const { etag, 'last-modified': lastModified } = headers;
  return { ...defined({ etag, lastModified }) };
}
