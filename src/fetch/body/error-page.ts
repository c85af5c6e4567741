import { lowerCaseWords } from '../../base/text.ts';
import { retryAt } from '../retry-after.ts';
import type { NotContent } from './judge-status.ts';
import { type Looked, SHORT_WORDS } from './looked.ts';
import { deniesPage, ENDS_IN_CODE, isNotice, NOT_FOUND } from './missing-page.ts';
import { opens, says } from './title-phrase.ts';
import { wallAbroad } from './walls-abroad.ts';

// A number alone is not an error: "404 homes approved" is news.
const TOO_MANY = errorText('429', 'too many', 'too many requests');
const NOT_FOUND_CODE = errorText('404', '(?:page )?not found', 'not found');
/** What a system shows where it looked for words of the address and found nothing, or anything. */
const A_SEARCH =
  /^(?:search results|suchergebnisse?|résultats de (?:la )?recherche|resultados de (?:la )?(?:búsqueda|pesquisa)|risultati (?:della )?ricerca|zoekresultaten|sökresultat|søgeresultater|wyniki wyszukiwania)(?: (?:for|für|pour|para|per|voor|för|dla)\b.{0,80})?\s*(?:$|[-–—|])/i;
const BROKEN_CODE = errorText(
  '50[0234]',
  '(?:internal|bad|service|gateway)',
  'service (?:temporarily )?unavailable|internal server error|bad gateway|gateway time-?out',
);
/** A number of an error that says so of itself, with hardly a word behind it. */
const NUMBERED = /^(?:http )?(?:error|fehler|erreur|errore|fout|fel|błąd):?(?: code)?:? (?:[45]|1\d)\d\d\b/i;
const NUMBERED_LAST = /[|:–—-] (?:error )?5[0-3]\d\b: .{3,40}$|\berror code:? 5[0-3]\d$/i;
/** What is broken is the site itself: news of a bridge under maintenance is none. */
const MAINTENANCE =
  /^(.{0,40}?)\b(?:down for|under|undergoing|scheduled|planned) maintenance(?:\s*(?:$|[-–—|!.,])|\s+(?:mode|now|today|until|at|and|from|page)\b)/i;
const UNAVAILABLE =
  /^(.{0,40}?)\b(?:be right back|(?:temporarily|currently) unavailable|back (?:soon|shortly))\b/i;
const OF_THE_SITE =
  /^(?:(?:sorry|oops|this|our|the|your|we(?:['’](?:ll|re))?|will|it|is|are|be|been|currently|temporarily|closed|down|site|page|service|briefly|due|to|for|and|in|a|an)\b\W*)*$|\b(?:web ?site|web ?page|server|portal|platform|application|database)\b/i;
const BROKEN =
  /^error establishing a database connection\b|^maintenance(?: mode)?$|^(?:our |the |a )?(?:new )?(?:web ?)?site (?:is |will be )?(?:coming soon|launching soon|under construction)\W*(?:$|[-–—|])|^(?:coming soon|under construction)$|^we['’]re sorry, but something went wrong\b|^(?:your )?session (?:has )?expired\W*$|^(?:runtime|application|database|server) error\s*(?:$|[-–—:|!.])|^wartungs(?:arbeiten|modus)\s*(?:$|[-–—|!.]|an (?:dieser|unserer|der) (?:web)?(?:seite|site))|\bwartungsmodus\b|^en maintenance\s*(?:$|[-–—|!.])|^(?:site|sitio) en (?:maintenance|mantenimiento)\b/i;

/** An error that calls itself 200. */
export function errorPage(looked: Looked): NotContent | undefined {
  const { page, head, gist, isPromised, isDated } = looked;
  const { url, now } = page;
  if (isPromised) return undefined;
  const names = [head.title, head.heading];
  const said = head.heading || head.title;
  const isShort = (): boolean => gist().words <= SHORT_WORDS;
  if (names.some((words) => says(words, TOO_MANY)) && isShort())
    return { kind: 'throttled', url, status: 200, retryAt: retryAt(page.headers['retry-after'], now) };
  const kind = names.some(isByCode) ? 'gone' : (wordsOf(names, page.url) ?? kindAbroad(looked));
  const isSure = names.some((words) => isByCode(words) || isBrokenByCode(words));
  if (kind !== undefined && isShort() && (isSure || !isDated()))
    return { kind, url, status: 200, why: `the page says "${said}"` };
  if (isNotice(looked))
    return {
      kind: 'gone',
      url,
      status: 200,
      why: `the page speaks of the one that was looked for, and is titled "${said}"`,
    };
  return undefined;
}

function isByCode(words: string): boolean {
  return says(words, NOT_FOUND_CODE) || ENDS_IN_CODE.test(words);
}

function isBrokenByCode(words: string): boolean {
  return says(words, BROKEN_CODE) || opens(words, NUMBERED) || NUMBERED_LAST.test(words);
}

/** What titles of errors say that may be a headline's words as well. */
function wordsOf(names: readonly string[], url: string): 'gone' | 'failed' | undefined {
  if (names.some((words) => says(words, NOT_FOUND) || says(words, A_SEARCH))) return 'gone';
  return names.some((words) => isBrokenByCode(words) || says(words, BROKEN) || isClosed(words, url))
    ? 'failed'
    : undefined;
}

/** Whether the site itself is what cannot be had: it is named by its host, or by words for any. */
function isClosed(words: string, url: string): boolean {
  return [MAINTENANCE, UNAVAILABLE].some((pattern) => {
    const subject = says(words, pattern) ? pattern.exec(words)?.[1] : undefined;
    if (subject === undefined) return false;
    const host = URL.parse(url)?.hostname ?? '';
    const rest = lowerCaseWords(subject).filter((word) => !host.includes(word));
    return OF_THE_SITE.test(subject) || OF_THE_SITE.test(rest.join(' '));
  });
}

/** A phrase of another language that goes on as a sentence does is a headline where a site is around it. */
function kindAbroad({ head, gist, isAlone }: Looked): 'gone' | 'failed' | undefined {
  for (const words of [head.title, head.heading]) {
    const kind = wallAbroad(words, () => !isAlone());
    if (kind === 'gone' || kind === 'failed') return kind;
    if (deniesPage(words) && gist().words <= SHORT_WORDS / 2) return 'gone';
  }
  return undefined;
}

/** Whether a plain text is no more than a wish to be left alone. */
export function saysTooMany(text: string): boolean {
  return TOO_MANY.test(text);
}

/** How an error page opens: its code by itself or before a dash or these words, or its words at the start. */
function errorText(code: string, wordsAfter: string, words: string): RegExp {
  const before = '(?:http |error:? |oops!? |sorry,? )*';
  const after = `(?: error)?(?:\\s*$|\\s*[-–—|!.]|\\s*:(?!(?:\\s+\\S+){5})|(?:\\s*:\\s+|\\s+)${wordsAfter})`;
  return new RegExp(
    `^${before}(?:${code}${after}|(?:${words})(?:\\s*$|\\s*[-–—|!.]|\\s*:(?!(?:\\s+\\S+){3})))`,
    'i',
  );
}
