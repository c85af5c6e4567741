import type { FetchOutcome, Page } from '../../model/page.ts';
import { retryAt } from '../retry-after.ts';
import { headOf, looksLikeHtml, wordCount } from './page-head.ts';
import type { Head } from './page-head.ts';

/** What the fetcher knows of an answer when it asks whether that is content. */
export type Arrived = Pick<Page, 'url' | 'finalUrl' | 'headers' | 'contentType' | 'body' | 'redirects'> & {
  readonly expect: 'post' | 'listing' | 'machine';
  readonly now: number;
};

export type NotContent = Exclude<FetchOutcome, { readonly kind: 'page' | 'notModified' }>;

const SHORT_WORDS = 250;
const LARGEST_CHECK_PAGE = 40_000;
const BLOCKED = new Set([401, 402, 403, 407, 451]);
const CHALLENGE_TITLES = [
  /^just a moment/i,
  /^attention required!/i,
  /^pardon our interruption/i,
  /^(please )?verify(ing)? (that )?you are (a )?human/i,
  /^checking your browser/i,
  /^(are you a robot|robot check|bot verification|human verification|security check|access denied)\b/i,
  /^ddos-guard/i,
  /^one moment, please/i,
];
const CHALLENGE_MARKS = [
  { text: '_cf_chl_opt', name: 'Cloudflare challenge' },
  { text: 'cf-browser-verification', name: 'Cloudflare challenge' },
  { text: '/_Incapsula_Resource', name: 'Incapsula check' },
  { text: 'captcha-delivery.com', name: 'DataDome check' },
  { text: 'px-captcha', name: 'PerimeterX check' },
  { text: 'awsWafCookieDomainList', name: 'AWS WAF challenge' },
  { text: 'sgcaptcha', name: 'SiteGround check' },
  { text: 'Checking your browser before accessing', name: 'browser check' },
  { text: 'g-recaptcha', name: 'captcha' },
  { text: 'h-captcha', name: 'captcha' },
  { text: 'cf-turnstile', name: 'captcha' },
];
const LOGIN_PATH = /\/(?:log-?in|sign-?in|sso|wp-login\.php|auth\/realms)(?:[/.]|$)/i;
const LOGIN_TITLE = /^(?:please )?(?:log|sign) ?in\b/i;
const CONSENT_PATH = /\/(?:collectconsent|cookie-?(?:wall|consent)|consent)(?:[/.]|$)/i;
const CONSENT_TITLE =
  /^(?:before you continue|cookie consent|we (?:value|care about) your privacy|your privacy choices)\b/i;
// A number alone is not an error: "404 homes approved" is news.
const TOO_MANY = errorText('429', 'too many', 'too many requests');
const NOT_FOUND_CODE = errorText('404', '(?:page )?not found', 'not found');
const NOT_FOUND =
  /\bpage (?:(?:was|is|could|can|cannot|can['’]t|couldn['’]t) ?)?(?:not )?(?:be )?found\b|\bpage (?:doesn['’]t|does not|no longer) exists?\b|^(?:this|the|sorry).{0,40} (?:is|are) no longer available\b|\b(?:can['’]t|cannot|couldn['’]t|could not) find (?:that|the|this) page\b/i;
const BROKEN_CODE = errorText(
  '50[0234]',
  '(?:internal|bad|service|gateway)',
  'service (?:temporarily )?unavailable|internal server error|bad gateway|gateway time-?out',
);
const BROKEN = /^error establishing a database connection\b|^.{0,30}\b(?:down for|under) maintenance\b/i;

/**
 * What a status says before any body is read; undefined where the body must speak (200 and 203).
 */
export function judgeStatus(
  url: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  now: number,
): NotContent | undefined {
  const guard = guardHeader(headers);
  if (guard !== undefined) return { kind: 'blocked', url, status, why: guard };
  if (status === 429 || status === 503)
    return { kind: 'throttled', url, status, retryAt: retryAt(headers['retry-after'], now) };
  if (BLOCKED.has(status)) return { kind: 'blocked', url, status, why: `the server answered ${status}` };
  if (status === 404 || status === 410)
    return { kind: 'gone', url, status, why: `the server answered ${status}` };
  if (status === 200 || status === 203) return undefined;
  return { kind: 'failed', url, status, why: `the server answered ${status}` };
}

/**
 * Whether a 200 is what was asked for. Strings are sought in the head of the page and nothing is parsed: markers that
 * an ordinary article could contain (it may be about captchas) count only on a page that says little else.
 */
export function judgeBody(page: Arrived): NotContent | undefined {
  const { url } = page;
  if (page.body.trim() === '') return { kind: 'failed', url, status: 200, why: 'the page is empty' };
  if (!looksLikeHtml(page.contentType, page.body)) return plainRefusal(page);
  const head = headOf(page.body);
  const short = isShort(page.body);
  return (
    challenge(page, head, short) ??
    detour(page, head, short) ??
    errorPage(page, head, short) ??
    (sentHome(page) ? { kind: 'movedHome', url, to: page.finalUrl } : undefined)
  );
}

function guardHeader(headers: Readonly<Record<string, string>>): string | undefined {
  if (headers['cf-mitigated'] !== undefined) return `Cloudflare ${headers['cf-mitigated']}`;
  if (headers['x-amzn-waf-action'] !== undefined) return `AWS WAF ${headers['x-amzn-waf-action']}`;
  const dataDome = headers['x-dd-b'] ?? headers['x-datadome'];
  return dataDome !== undefined && dataDome !== 'protected' ? 'DataDome check' : undefined;
}

/** A bot check is a small page that carries its maker's mark, or any page that bears its title as well. */
function challenge(page: Arrived, head: Head, short: () => boolean): NotContent | undefined {
  const { url, body } = page;
  const titled = CHALLENGE_TITLES.some((pattern) => pattern.test(head.title));
  if (!titled && body.length > LARGEST_CHECK_PAGE) return undefined;
  const mark = CHALLENGE_MARKS.find(({ text }) => body.includes(text));
  if (mark !== undefined && (titled || short())) return { kind: 'blocked', url, status: 200, why: mark.name };
  return titled && short()
    ? { kind: 'blocked', url, status: 200, why: `a page titled "${head.title}"` }
    : undefined;
}

/** A log-in form or a consent wall, met instead of the page. */
function detour(page: Arrived, head: Head, short: () => boolean): NotContent | undefined {
  const { hostname, pathname } = new URL(page.finalUrl);
  const moved = page.redirects.length > 0;
  const { url } = page;
  if (moved && LOGIN_PATH.test(pathname) && !LOGIN_PATH.test(new URL(url).pathname))
    return { kind: 'blocked', url, status: 200, why: 'sent to a log-in page' };
  if (LOGIN_TITLE.test(head.title) && short() && /type\s*=\s*["']?password/i.test(page.body))
    return { kind: 'blocked', url, status: 200, why: 'a log-in form' };
  if (moved && (hostname.startsWith('consent.') || CONSENT_PATH.test(pathname)))
    return { kind: 'blocked', url, status: 200, why: 'sent to a consent page' };
  if (CONSENT_TITLE.test(head.title) && short())
    return { kind: 'blocked', url, status: 200, why: 'a consent wall' };
  return undefined;
}

/** An error that calls itself 200. */
function errorPage(page: Arrived, head: Head, short: () => boolean): NotContent | undefined {
  const { url, now } = page;
  const says = (pattern: RegExp): boolean => pattern.test(head.title) || pattern.test(head.heading);
  if (says(TOO_MANY) && short())
    return { kind: 'throttled', url, status: 200, retryAt: retryAt(page.headers['retry-after'], now) };
  if ((says(NOT_FOUND_CODE) || says(NOT_FOUND)) && short())
    return { kind: 'gone', url, status: 200, why: `the page says "${head.heading || head.title}"` };
  if ((says(BROKEN_CODE) || says(BROKEN)) && short())
    return { kind: 'failed', url, status: 200, why: `the page says "${head.heading || head.title}"` };
  return undefined;
}

/** A feed, JSON or plain text; only a bare sentence of refusal is not content. */
function plainRefusal({ url, body, headers, now }: Arrived): NotContent | undefined {
  if (body.length > 500 || !TOO_MANY.test(body.trim())) return undefined;
  return { kind: 'throttled', url, status: 200, retryAt: retryAt(headers['retry-after'], now) };
}

function sentHome({ url, finalUrl, expect, redirects }: Arrived): boolean {
  if (expect === 'machine' || redirects.length === 0) return false;
  return isHome(new URL(finalUrl)) && !isHome(new URL(url));
}

function isHome({ pathname, search }: URL): boolean {
  return (
    search === '' && /^\/(?:(?:home|index|default)(?:\.\w+)?\/?|[a-z]{2}(?:-[a-z]{2})?\/?)?$/i.test(pathname)
  );
}

/** Counted once and only when a marker asks, since it reads the whole page. */
function isShort(body: string): () => boolean {
  let short: boolean | undefined;
  return () => (short ??= wordCount(body, SHORT_WORDS + 1) <= SHORT_WORDS);
}

/** How an error page opens: its code by itself or before a dash or these words, or its words at the start. */
function errorText(code: string, wordsAfter: string, words: string): RegExp {
  const before = '(?:http |error:? |oops!? |sorry,? )*';
  const after = `(?: error)?(?:\\s*$|\\s*[-–—:|!.]|\\s+${wordsAfter})`;
  return new RegExp(`^${before}(?:${code}${after}|(?:${words})(?:\\s*$|\\s*[-–—:|!.]))`, 'i');
}
