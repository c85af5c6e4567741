import { checkUrl } from './address-guard.ts';
import { judgeStatus } from './body/judge-status.ts';
import type { NotContent } from './body/judge-status.ts';
import type { Reply } from './exchange.ts';
import type { FetchRequest } from './request.ts';
import type { Page } from '../model/page.ts';
import type { PoliteRequest, PoliteGet } from './polite-get.ts';
import { redirectTarget } from './redirect.ts';
import { stubTarget } from './body/stub-target.ts';
import { cookieHeader, NO_COOKIES, withCookies } from './chain-cookies.ts';
import { requestHeaders } from './request-headers.ts';

/** An answer with its body still wrapped, redirects behind it. */
export type Arrival = Pick<Page, 'url' | 'finalUrl' | 'status' | 'headers' | 'redirects' | 'fetchedAt'> & {
  readonly kind: 'arrived';
  readonly wire: Buffer;
};

export type Came = Arrival | NotContent | { readonly kind: 'notModified'; readonly url: string };

/** What must hold before an address is asked for, at every hop: leave with the gap that its host is owed, or why not. */
export type AskPermission = (
  url: URL,
) => Promise<Pick<PoliteRequest, 'robots' | 'gapMs'> | Without<NotContent, 'url'>>;

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

export type VisitContext = {
  readonly allowHosts: ReadonlySet<string>;
  readonly agent: string;
  readonly totalMs: number;
  readonly now: () => number;
  readonly send: PoliteGet;
  readonly leave: AskPermission;
};

export const TOO_MANY_REDIRECTS = 'too many redirects';
const MOST_REDIRECTS = 5;

/**
 * Goes from an address to its answer: guard, leave, the host's slot, one GET, and all of it again at every redirect,
 * at most five. Cookies set on the way go back to their host, and are forgotten with the answer.
 */
export async function followRedirects(request: FetchRequest, context: VisitContext): Promise<Came> {
  const redirects: Page['redirects'][number][] = [];
  const { url } = request;
  let leftMs = context.totalMs;
  let cookies = NO_COOKIES;
  for (let at = url; ;) {
    const checked = checkUrl(at, context.allowHosts);
    if (!checked.ok) return { kind: 'refused', url, why: checked.why };
    const leave = await context.leave(checked.url);
    if ('kind' in leave) return { ...leave, url };
    const { host } = checked.url;
    const headers = {
      ...requestHeaders(request, context.agent, checked.url),
      ...cookieHeader(cookies, host),
    };
    const came = await context.send({ ...leave, url: checked.url, headers, leftMs });
    if ('kind' in came) return { kind: 'throttled', url, status: 0, retryAt: came.retryAt };
    leftMs -= came.tookMs;
    if (came.reply.kind === 'refused') return { kind: 'refused', url, why: came.reply.why };
    if (came.reply.kind === 'broken') return { kind: 'failed', url, why: came.reply.why };
    const target = await targetOf(request, came.reply, checked.url);
    if (target === undefined)
      return arrived(request, came.reply, context, { finalUrl: checked.url.href, redirects });
    if (target.kind !== 'to') return { kind: target.kind, url, why: target.why };
    cookies = withCookies(cookies, host, came.reply.headers['set-cookie']);
    redirects.push({ from: checked.url.href, to: target.url, status: came.reply.status });
    if (redirects.length > MOST_REDIRECTS)
      return { kind: 'failed', url, why: TOO_MANY_REDIRECTS, status: came.reply.status };
    if (leftMs <= 0) return { kind: 'failed', url, why: 'no end of the redirects in time' };
    at = target.url;
  }
}

/** A post that has moved may leave a stub behind it that sends a browser on; a listing that does is to be told, since its source should follow. */
async function targetOf(
  { expect }: FetchRequest,
  reply: Extract<Reply, { kind: 'reply' }>,
  url: URL,
): Promise<ReturnType<typeof redirectTarget>> {
  const target = redirectTarget(reply, url);
  if (target !== undefined || expect !== 'post') return target;
  const to = await stubTarget(reply, url.href);
  return to === undefined ? undefined : { kind: 'to', url: to };
}

/** As `followRedirects`, for a page: an answer whose status already says that it is not content does not arrive. */
export async function followToPage(request: FetchRequest, context: VisitContext): Promise<Came> {
  const came = await followRedirects(request, context);
  if (came.kind !== 'arrived') return came;
  return judgeStatus(request.url, came.status, came.headers, context.now()) ?? came;
}

function arrived(
  { url, validators }: FetchRequest,
  { status, headers, wire }: Extract<Reply, { kind: 'reply' }>,
  context: VisitContext,
  trail: Pick<Arrival, 'finalUrl' | 'redirects'>,
): Came {
  if (status === 304 && validators !== undefined) return { kind: 'notModified', url };
  return { kind: 'arrived', url, status, headers, wire, ...trail, fetchedAt: context.now() };
}
