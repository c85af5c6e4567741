import type { NotContent } from './judge-status.ts';
import { type Looked, SHORT_WORDS } from './looked.ts';
import { opens } from './title-phrase.ts';

/** A page with fewer words of running text than this says next to nothing. */
const NEXT_TO_NOTHING = 80;
/** A site's own page has its menu; a wall that stands before it has a way back and an imprint. */
const FEW_LINKS = 6;
const PASSWORD = /<input\b[^>]{0,300}\btype\s*=\s*["']?password\b/i;
const LOGIN_TITLE =
  /^(?:(?:please |members['’]? )?(?:log|sign) ?in|iniciar sesi[oó]n|anmelden|einloggen|se connecter|connexion|accedi|inloggen|logga in|logg inn|log ind|zaloguj|přihlášení)\b/i;
/** A text that is sold, and nothing of it shown. */
const SOLD = /^(?:subscribe|register|log in|sign in) to (?:continue|read|keep)\b/i;
const ASKS_WHO =
  /<input\b[^>]{0,300}\b(?:type\s*=\s*["']?email|name\s*=\s*["']?(?:e-?mail|user(?:name)?|login))\b/i;
/** What walls speak of in any language: words that were never translated, and the numbers that they want quoted. */
const SPEAKS_OF_A_CHECK =
  /\bjava ?script\b|\bcookies?\b|\bcaptcha\b|\brobot\b|\b(?:ro)?bots?\b|\bbrowser\b|\b(?:support|ray|incident|event|request|reference) (?:id|number)\b|\breference #/i;
const HAS_CONTROL = /<(?:button|form|noscript|input)\b|\bonclick\s*=|href\s*=\s*["']?javascript:/i;
const CONSENT_TITLE =
  /\bcookies?\b|^(?:before you continue|we (?:value|care about) your privacy|your privacy choices)\b|\b(?:consent|zustimmung|einwilligung|consentement|toestemming|consenso|consentimiento|samtycke|samtykke|zgoda|suostumus)\b/i;

/**
 * A page with next to no text where the post should be: a form that asks for a password, a consent wall, a check that asks for JavaScript,
 * a cookie or patience, whatever its language. A listing is made of links, so only its title can tell.
 */
export function thinPage(looked: Looked): NotContent | undefined {
  const { page, head, isPromised } = looked;
  const why = lockedBy(looked) ?? (isPromised ? undefined : (consentIn(looked) ?? checkIn(looked)));
  if (why === undefined) return undefined;
  return {
    kind: 'blocked',
    url: page.url,
    status: 200,
    why: `${why}, titled "${head.title || head.heading}"`,
  };
}

/** A password is asked for in the place of the text: below the heading, not in a box that a site has on every page. */
function lockedBy({ page, head, gist, isPromised }: Looked): string | undefined {
  if (!PASSWORD.test(page.body)) return askedWho({ page, head, gist, isPromised });
  if (gist().words > SHORT_WORDS) return undefined;
  if (LOGIN_TITLE.test(head.title) || LOGIN_TITLE.test(head.heading)) return 'a log-in form';
  const heading = page.body.search(/<h1\b/i);
  const form = page.body.search(PASSWORD);
  const isInItsPlace = heading !== -1 && form > heading && gist().words <= NEXT_TO_NOTHING / 2;
  return page.expect === 'post' && isInItsPlace ? 'a page that asks for a password' : undefined;
}

/** Some ask who is there first, and for the password later. */
function askedWho({ page, head, gist, isPromised }: Looked): string | undefined {
  const isTitled = [head.title, head.heading].some((words) => opens(words, LOGIN_TITLE));
  const isSold = [head.title, head.heading].some((words) => SOLD.test(words));
  if (isPromised || gist().words > NEXT_TO_NOTHING) return undefined;
  if (isSold) return 'a text for subscribers';
  return isTitled && ASKS_WHO.test(page.body) ? 'a log-in form' : undefined;
}

function consentIn({ page, head, gist }: Looked): string | undefined {
  const isTitled = [head.title, head.heading].some((words) => CONSENT_TITLE.test(words));
  if (!isTitled || gist().words > 2 * NEXT_TO_NOTHING) return undefined;
  return HAS_CONTROL.test(page.body) && gist().links <= FEW_LINKS ? 'a consent wall' : undefined;
}

function checkIn({ page, head, gist }: Looked): string | undefined {
  if (page.body.length > 40_000) return undefined;
  const { words, links, opening } = gist();
  if (words > NEXT_TO_NOTHING || links > FEW_LINKS) return undefined;
  const speaks = SPEAKS_OF_A_CHECK.test(`${head.title} ${head.heading} ${opening}`);
  const asksForScript = /\bjava ?script\b/i.test(`${head.title} ${head.heading}`);
  // A short post below a site's menu, on a page with a notice about cookies as all have: a wall that says so has it in its heading.
  const isOwn = !SPEAKS_OF_A_CHECK.test(`${head.title} ${head.heading}`) && linksOf(page.body) > FEW_LINKS;
  return speaks && !isOwn && (asksForScript || HAS_CONTROL.test(page.body))
    ? 'a page that holds nothing but a check'
    : undefined;
}

/** All links of a page, those of its menus too. */
function linksOf(html: string): number {
  return html.match(/<a\s[^>]*\bhref\b/gi)?.length ?? 0;
}
