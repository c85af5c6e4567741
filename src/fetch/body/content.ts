import { refreshTo } from '../../base/meta-refresh.ts';
import { retryAt } from '../retry-after.ts';
import { barePage } from './bare-page.ts';
import { challenge } from './challenge.ts';
import { errorPage, saysTooMany } from './error-page.ts';
import type { NotContent } from './judge-status.ts';
import { type Arrived, type Looked, SHORT_WORDS } from './looked.ts';
import { crash } from './crash.ts';
import { isAddressed, isCalled } from './named-by.ts';
import { type Gist, gistOf, headOf, looksLikeHtml } from './page-head.ts';
import { isAlone, isDated } from './surroundings.ts';
import { thinPage } from './thin-page.ts';

const LOGIN_PATH = /\/(?:log-?in|sign-?in|sso|wp-login\.php|auth\/realms)(?:[/.]|$)/i;
const CONSENT_PATH = /\/(?:collectconsent|cookie-?(?:wall|consent)|consent)(?:[/.]|$)/i;

/**
 * Whether a 200 is what was asked for. Strings are sought and nothing is parsed. What tells is structure: how much running text there is
 * outside of menus, whether it is headed as the listing promised, what stands in its place. Phrases that an ordinary article could
 * contain (it may be about captchas, or log-ins) count only on a page that says little else.
 *
 *     judgeBody({ ...page, expect: 'post', title: card.title, now: Date.now() }) ?? page
 */
export function judgeBody(page: Arrived): NotContent | undefined {
  const { url } = page;
  if (page.body.trim() === '') return { kind: 'failed', url, status: 200, why: 'the page is empty' };
  if (!looksLikeHtml(page.contentType, page.body)) return plainRefusal(page);
  const looked = look(page);
  return (
    challenge(looked) ??
    crash(looked) ??
    detour(page) ??
    sentOn(looked) ??
    errorPage(looked) ??
    thinPage(looked) ??
    barePage(looked) ??
    (sentHome(page) ? { kind: 'movedHome', url, to: page.finalUrl } : undefined)
  );
}

function look(page: Arrived): Looked {
  const head = headOf(page.body);
  let gist: Gist | undefined;
  let dated: boolean | undefined;
  let alone: boolean | undefined;
  return {
    page,
    head,
    gist: () => (gist ??= gistOf(page.body, SHORT_WORDS + 1)),
    isPromised:
      isCalled(page.title, head, page.url) || (page.expect === 'post' && isAddressed(page.url, head)),
    isDated: () => (dated ??= isDated(page.body)),
    isAlone: () => (alone ??= isAlone(page.body, page.finalUrl)),
  };
}

/** Sent to a log-in form or a consent wall instead of the page. */
function detour({ url, finalUrl, redirects }: Arrived): NotContent | undefined {
  if (redirects.length === 0) return undefined;
  const { hostname, pathname } = new URL(finalUrl);
  if (LOGIN_PATH.test(pathname) && !LOGIN_PATH.test(new URL(url).pathname))
    return { kind: 'blocked', url, status: 200, why: 'sent to a log-in page' };
  if (hostname.startsWith('consent.') || CONSENT_PATH.test(pathname))
    return { kind: 'blocked', url, status: 200, why: 'sent to a consent page' };
  return undefined;
}

/** A stub that only sends a browser on to another address (HTML, 4.2.5.3: `http-equiv=refresh`). */
function sentOn({ page, gist }: Looked): NotContent | undefined {
  const to = refreshTo(page.body, page.finalUrl);
  if (to === undefined || gist().words > SHORT_WORDS / 4) return undefined;
  return {
    kind: 'failed',
    url: page.url,
    status: 200,
    why: `the page only sends a browser on to ${to} (meta refresh); if posts have moved there, the source should read them there`,
  };
}

/** A feed, JSON or plain text; only a bare sentence of refusal is not content. */
function plainRefusal({ url, body, headers, now }: Arrived): NotContent | undefined {
  if (body.length > 500 || !saysTooMany(body.trim())) return undefined;
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
