import { inflate } from './body/inflate.ts';
import type { RobotsAnswer } from './robots-book.ts';
import { retryAt } from './retry-after.ts';
import { TOO_MANY_REDIRECTS, followRedirects } from './visits.ts';
import type { VisitContext } from './visits.ts';

/**
 * Asks an origin for its robots.txt and sorts the answer as RFC 9309, 2.3.1 does; 429 counts among the server's
 * errors, as with Google. The request takes the host's slot and leaves no gap: the page it is for may follow at once.
 */
export async function fetchRobots(
  robotsUrl: URL,
  context: Omit<VisitContext, 'leave'>,
  maxBytes: number,
): Promise<RobotsAnswer> {
  const leave = { robots: 'none', gapMs: 0 } as const;
  const came = await followRedirects(
    { url: robotsUrl.href, accept: 'any' },
    { ...context, leave: async () => leave },
  );
  switch (came.kind) {
    case 'arrived':
      break;
    case 'throttled':
      return { kind: 'throttled', status: came.status, retryAt: came.retryAt };
    case 'refused':
      return { kind: 'refused', why: came.why };
    case 'failed':
      // Five redirects and no answer: as good as no robots.txt (2.3.1.2).
      if (came.why === TOO_MANY_REDIRECTS) return { kind: 'read', status: 404, body: '' };
      return { kind: 'silent', why: `robots.txt: ${came.why}` };
    default:
      return { kind: 'silent', why: `robots.txt: ${came.kind}` };
  }
  const { status, headers, wire } = came;
  if (status === 429 || status === 503)
    return { kind: 'throttled', status, retryAt: retryAt(headers['retry-after'], context.now()) };
  if (status >= 400 && status < 500) return { kind: 'read', status, body: '' };
  if (status < 200 || status >= 300) return { kind: 'error', why: `robots.txt answered ${status}` };
  const inflated = await inflate(wire, headers['content-encoding'] ?? '', maxBytes);
  if (!inflated.ok) return { kind: 'error', why: `robots.txt: ${inflated.why}` };
  return { kind: 'read', status, body: inflated.bytes.toString('utf8') };
}
