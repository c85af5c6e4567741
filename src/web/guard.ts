import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sent with every answer; a route that is to be framed or read by other sites replaces them itself. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request only reads (RFC 9110, 9.2.1). */
export function isSafe(request: FastifyRequest): boolean {
  return SAFE.has(request.method);
}

/**
 * Whether a request that changes something came from a page of ours: by Sec-Fetch-Site where the browser sends it, by Origin
 * otherwise (OWASP's advice on cross-site request forgery). A program that signs each request with a token is nobody's browser.
 */
export function isOwnRequest(request: FastifyRequest, publicUrl: string): boolean {
  if (isSafe(request)) return true;
  const { origin, 'sec-fetch-site': site, authorization } = request.headers;
  if (authorization?.startsWith('Bearer ') === true && request.headers.cookie === undefined) return true;
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin !== undefined) return sameOrigin(origin, request, publicUrl);
  return site === 'same-origin';
}

function sameOrigin(origin: string, request: FastifyRequest, publicUrl: string): boolean {
  if (origin === new URL(publicUrl).origin) return true;
  // On loopback the port is often another than the settings know (tests, tunnels): what the browser dialled is what counts.
  return isLoopback(request.headers.host) && origin === `http://${request.headers.host}`;
}

function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host);
}

/** With https, browsers are told for a year to come by it alone (RFC 6797). */
export function applySecurityHeaders(reply: FastifyReply, publicUrl: string): void {
  if (publicUrl.startsWith('https:')) void reply.header('strict-transport-security', 'max-age=31536000');
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    if (!reply.hasHeader(name)) void reply.header(name, value);
}
