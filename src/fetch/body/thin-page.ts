import { countLinks, FEW_LINKS } from '../../base/markup/site-around.ts';
import type { NotContent } from './judge-status.ts';
import { type Looked, SHORT_WORDS } from './looked.ts';
import { hasChoice } from './surroundings.ts';
import { opens } from './title-phrase.ts';

/** A page with fewer words of running text than this says next to nothing. */
const NEXT_TO_NOTHING = 80;
const PASSWORD = /<input\b[^>]{0,300}\btype\s*=\s*["']?password\b/i;
/** Where WordPress's form for a post's own password leads, in any language. */
const WORDPRESS_POST = /\baction=postpass\b/;
const LOGIN_TITLE =
  /^(?:(?:please |members['’]? )?(?:log|sign) ?in|iniciar sesi[oó]n|anmelden|einloggen|se connecter|connexion|accedi|inloggen|logga in|logg inn|log ind|zaloguj|přihlášení)\b/i;
/** A text that is sold, and nothing of it shown. */
const SOLD =
  /^(?:subscribe|register|log in|sign in) to (?:(?:continue|keep) reading|(?:continue|read)\W*$|read (?:this|the|more|on)\b)/i;
const ASKS_WHO =
  /<input\b[^>]{0,300}\b(?:type\s*=\s*["']?email|name\s*=\s*["']?(?:e-?mail|user(?:name)?|login))\b/i;
/** What walls speak of in any language: words that were never translated, and the numbers that they want quoted. */
const SPEAKS_OF_A_CHECK =
  /\bjava ?script\b|\bcookies?\b|\bcaptcha\b|\brobot\b|\b(?:ro)?bots?\b|\bbrowser\b|\b(?:support|ray|incident|event|request|reference) (?:id|number)\b|\breference #/i;
/** So many letters below a heading are a text of its own. */
const LEAST_BELOW = 40;
/** What a gate says: a question and its answers. */
const WORDS_OF_GATE = 60;
const CONSENT_TITLE =
  /\bcookies?\b|^(?:before you continue|we (?:value|care about) your privacy|your privacy choices)\b|\b(?:consent|zustimmung|einwilligung|consentement|toestemming|consenso|consentimiento|samtycke|samtykke|zgoda|suostumus)\b/i;

/**
 * A page with next to no text where the post should be: a form that asks for a password, a consent wall, a check that asks for JavaScript,
 * a cookie or patience, whatever its language. A listing is made of links, so only its title can tell.
 */
export function thinPage(looked: Looked): NotContent | undefined {
  const { page, head, isPromised } = looked;
  const why =
    lockedBy(looked) ?? (isPromised ? undefined : (consentIn(looked) ?? checkIn(looked) ?? gateIn(looked)));
  if (why === undefined) return undefined;
  return {
    kind: 'blocked',
    url: page.url,
    status: 200,
    why: `${why}, titled "${head.title || head.heading}"`,
  };
}

/** A password is asked for in the place of the text: below the heading, not in a box that a site has on every page. */
function lockedBy(looked: Looked): string | undefined {
  const { page, head, gist, isPromised } = looked;
  if (!PASSWORD.test(page.body)) return askedWho(looked);
  if (gist().words > SHORT_WORDS) return undefined;
  if (!isPromised && (LOGIN_TITLE.test(head.title) || LOGIN_TITLE.test(head.heading))) return 'a log-in form';
  // A page with a password to fill in and hardly a way elsewhere is there for that.
  const standsAlone = !isPromised && countLinks(page.body) <= FEW_LINKS && !looked.isDated();
  if (page.expect === 'post' && standsAlone) return 'a log-in form';
  const heading = page.body.search(/<h1\b/i);
  const form = page.body.search(PASSWORD);
  const isBehind = /<\/(?:main|article)>/i.test(page.body.slice(0, form));
  // Of the few words around it a site's footer may have more.
  const isAllThere = gist().words <= NEXT_TO_NOTHING / 2 || WORDPRESS_POST.test(page.body);
  const isInItsPlace = heading !== -1 && form > heading && !isBehind && isAllThere;
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

function consentIn({ page, head, gist, isDated }: Looked): string | undefined {
  const isTitled = [head.title, head.heading].some((words) => CONSENT_TITLE.test(words));
  if (!isTitled || gist().words > 2 * NEXT_TO_NOTHING || gist().links > FEW_LINKS) return undefined;
  return hasChoice(page.body) && !isDated() ? 'a consent wall' : undefined;
}

function checkIn({ page, head, gist, isAlone, isDated }: Looked): string | undefined {
  if (page.body.length > 40_000 || gist().words > 2 * NEXT_TO_NOTHING) return undefined;
  const { words, links, opening } = gist();
  if (links > FEW_LINKS || (words > NEXT_TO_NOTHING && !isAlone())) return undefined;
  const called = `${head.title} ${head.heading}`;
  const isCalledSo = SPEAKS_OF_A_CHECK.test(called);
  if (!isCalledSo && !SPEAKS_OF_A_CHECK.test(belowHeading(opening, head.heading))) return undefined;
  // A short post below a site's menu, on a page with a notice about cookies as all have: a wall that says so has it in its heading.
  if ((!isCalledSo && countLinks(page.body) > FEW_LINKS) || isDated()) return undefined;
  const leadsAway = (): boolean => isCalledSo && countLinks(page.body) > 0 && isAlone();
  const asksForScript = (): boolean => /\bjava ?script\b/i.test(called) && countLinks(page.body) <= FEW_LINKS;
  // What tries the browser needs nobody to press anything.
  const isTried = (): boolean =>
    isCalledSo && links === 0 && countLinks(page.body) === 0 && /<script\b/i.test(page.body);
  return asksForScript() || hasChoice(page.body) || leadsAway() || isTried()
    ? 'a page that holds nothing but a check'
    : undefined;
}

/** A page without a way into its site that asks for a choice, in whatever words. */
function gateIn({ page, gist, isAlone, isDated }: Looked): string | undefined {
  if (page.expect !== 'post' || gist().words > WORDS_OF_GATE || !isAlone()) return undefined;
  if (/<(?:article|time|nav)\b|\bog:type\b/i.test(page.body) || isDated()) return undefined;
  return (page.body.match(/<button\b/gi)?.length ?? 0) > 1
    ? 'a page that holds nothing but a choice'
    : undefined;
}

/** What is said from the heading on: a dialog about cookies that lies over a post stands before it. */
function belowHeading(opening: string, heading: string): string {
  const at = heading === '' ? -1 : opening.indexOf(heading);
  const rest = at === -1 ? opening : opening.slice(at);
  return rest.length < heading.length + LEAST_BELOW ? opening : rest;
}
