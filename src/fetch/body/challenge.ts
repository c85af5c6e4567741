import { FEW_LINKS } from '../../base/markup/site-around.ts';
import type { NotContent } from './judge-status.ts';
import { type Looked, SHORT_WORDS } from './looked.ts';
import { goesOn, opens } from './title-phrase.ts';
import { wallAbroad } from './walls-abroad.ts';

const LARGEST_CHECK_PAGE = 40_000;
const TITLES = [
  /^just a moment/i,
  /^attention required!/i,
  /^pardon our interruption/i,
  /^(please )?verify(ing)? (that )?you are (a )?human/i,
  /^(checking|verifying) your (?:browser|device|connection)/i,
  /^making sure you('|’)re not a (ro)?bot/i,
  /^(are you a robot|robot check|bot verification|human verification|client challenge)\b/i,
  /^(?:[\w-]+ )?security check(?:point)?\s*(?:$|[|:–—-])/i,
  /^(?:access|request) (?:denied|rejected|blocked|forbidden)\b/i,
  /^ddos-guard/i,
  /^one moment, please/i,
];
/** What the makers of bot checks leave in their pages, and in no others. */
const MARKS = [
  { text: '_cf_chl_opt', name: 'Cloudflare challenge' },
  { text: 'cf-browser-verification', name: 'Cloudflare challenge' },
  { text: '/orchestrate/chl_page', name: 'Cloudflare challenge' },
  { text: '/_Incapsula_Resource', name: 'Incapsula check' },
  { text: 'captcha-delivery.com', name: 'DataDome check' },
  { text: 'px-captcha', name: 'PerimeterX check' },
  { text: 'awsWafCookieDomainList', name: 'AWS WAF challenge' },
  { text: 'sgcaptcha', name: 'SiteGround check' },
  { text: 'anubis_challenge', name: 'Anubis check' },
  { text: 'queue-it.net', name: 'Queue-it line' },
  { text: 'id="queueit', name: 'Queue-it line' },
  { text: 'Checking your browser before accessing', name: 'browser check' },
];
/** Captchas for any form: newsletters and comments have them, too. They make a wall only of a page that is titled as one. */
const WIDGETS = ['g-recaptcha', 'h-captcha', 'cf-turnstile'];

/** What the pages of a site have, and checks that stand before it have none of. */
const OF_A_SITE = /<(?:article|nav|time)\b|\bld\+json\b/i;

function isTitled(words: string, isOfSite: () => boolean): boolean {
  const isPhrase = (pattern: RegExp): boolean =>
    opens(words, pattern) && !(goesOn(words, pattern) && isOfSite());
  return TITLES.some(isPhrase) || wallAbroad(words, isOfSite) === 'blocked';
}

/** A bot check is a small page that carries its maker's mark, or any page that bears its title and says little. */
export function challenge({ page, head, gist, isPromised, isDated }: Looked): NotContent | undefined {
  const { url, body } = page;
  const isOfSite = (): boolean => OF_A_SITE.test(body) || gist().links > FEW_LINKS;
  const titled = !isPromised && [head.title, head.heading].some((words) => isTitled(words, isOfSite));
  if (!titled && body.length > LARGEST_CHECK_PAGE) return undefined;
  const mark = MARKS.find(({ text }) => body.includes(text));
  const isShort = (): boolean => gist().words <= SHORT_WORDS;
  if (mark !== undefined && (titled || (isShort() && !isPromised)))
    return { kind: 'blocked', url, status: 200, why: mark.name };
  if (!titled || !isShort() || isDated()) return undefined;
  const why = WIDGETS.some((text) => body.includes(text))
    ? 'captcha'
    : `a page titled "${head.title || head.heading}"`;
  return { kind: 'blocked', url, status: 200, why };
}
