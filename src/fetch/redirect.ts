import type { Reply } from './exchange.ts';

/** Where an answer sends us, or why it cannot be followed; undefined when it is not a redirect. */
export type Redirect =
  | { readonly kind: 'to'; readonly url: string }
  | { readonly kind: 'refused' | 'failed'; readonly why: string };

// oxlint-disable-next-line no-control-regex
const UNREADABLE = /[\\\u0000-\u001f\u007f]/;

/** Reads the Location of a redirect. The address still has to pass the guard, like any other. */
export function redirectTarget(
  reply: Extract<Reply, { readonly kind: 'reply' }>,
  base: URL,
): Redirect | undefined {
  if (!isRedirect(reply.status)) return undefined;
  const location = asText(reply.headers['location'] ?? '').trim();
  if (location === '') return { kind: 'failed', why: 'a redirect without an address' };
  if (UNREADABLE.test(location)) return { kind: 'refused', why: 'a redirect that parsers read differently' };
  if (!URL.canParse(location, base.href)) return { kind: 'failed', why: 'a redirect to no address' };
  const url = new URL(location, base.href);
  url.hash = '';
  return { kind: 'to', url: url.href };
}

/** 300 and 304 to 306 send nobody anywhere. */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** Header bytes come as Latin-1; a Location with letters beyond ASCII is in UTF-8 in practice. */
function asText(header: string): string {
  // oxlint-disable-next-line no-control-regex
  if (!/[\u0080-\u00ff]/.test(header) || /[^\u0000-\u00ff]/.test(header)) return header;
  const text = Buffer.from(header, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? header : text;
}
