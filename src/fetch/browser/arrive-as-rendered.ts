import { judgeStatus } from '../body/judge-status.ts';
import type { StoppedRequest } from '../guard-proxy.ts';
import { mediaType } from '../body/media-type.ts';
import type { FetchOutcome, Page } from '../../model/page.ts';
import type { Broken, Rendered } from './messages.ts';

/** What the proxy saw of the visit. */
type Seen = { readonly stopped: readonly StoppedRequest[]; readonly wireBytes: number; readonly now: number };

/** What a browser brought of an address: a Page, not yet looked into, or why there is none. */
export function arriveAsRendered(answer: Rendered | Broken, url: string, seen: Seen): FetchOutcome {
  const { stopped, now } = seen;
  // Where the page itself was stopped, that is why there is none; what else it asked for is its own affair.
  const ended = answer.kind === 'rendered' ? answer.finalUrl : (answer.ended ?? url);
  const own = stopped.find((one) => isOf(one, ended));
  if (own !== undefined) return { kind: own.kind, url, why: own.why };
  if (answer.kind === 'broken') return { kind: 'failed', url, why: answer.why };
  const bad = judgeStatus(url, answer.status, answer.headers, now);
  return bad ?? pageOf(url, answer, seen);
}

/** Of a tunnel the proxy only knows where it was to lead. */
function isOf({ what, url }: StoppedRequest, address: string): boolean {
  return what === 'request' ? url === address : URL.parse(url)?.host === URL.parse(address)?.host;
}

/** The document as the browser showed it. Its validators are those of a shell, and say nothing of what is in it. */
function pageOf(url: string, answer: Rendered, { wireBytes, now }: Seen): Page {
  const { html, finalUrl, status, headers, redirects } = answer;
  return {
    kind: 'page',
    url,
    finalUrl,
    status,
    headers,
    contentType: mediaType(headers['content-type'] ?? '')?.essence ?? 'text/html',
    charset: 'utf-8',
    charsetFrom: 'default',
    body: html,
    wireBytes,
    bytes: Buffer.byteLength(html),
    validators: {},
    redirects,
    fetchedAt: now,
  };
}
