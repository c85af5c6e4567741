import { retryAt } from '../retry-after.ts';
import type { NotContent } from './judge-status.ts';
import { type Looked, SHORT_WORDS } from './looked.ts';
import type { Gist } from './page-head.ts';
import { says } from './title-phrase.ts';
import { wallAbroad } from './walls-abroad.ts';

// A number alone is not an error: "404 homes approved" is news.
const TOO_MANY = errorText('429', 'too many', 'too many requests');
const NOT_FOUND_CODE = errorText('404', '(?:page )?not found', 'not found');
const NOT_FOUND =
  /\bpage (?:(?:was|is|could|can|cannot|can['’]t|couldn['’]t) ?)?(?:not )?(?:be )?found\b|\b(?:page|content|article) (?:(?:that )?you (?:are|were|['’]re) looking for )?(?:doesn['’]t|does not|no longer) exists?\b|^(?:this|the|sorry).{0,60} (?:(?:is|are) no longer available|(?:has|have) been (?:removed|deleted))\b|\b(?:can['’]t|cannot|couldn['’]t|could not) find (?:that|the|this|what)\b|\bpage (?:missing|unavailable)\b/i;
/** The same as other languages' systems put it; a code that ends a heading needs no words. */
const NOT_FOUND_ABROAD =
  /^(?:seite|page|p[aá]gina|pagina|sidan?|siden|strona|stronę|sivua|oldal)\b.{0,30}\b(?:nicht gefunden|introuvable|non trouvée|no encontrada|não encontrada|niet gevonden|non trovata|hittades inte|ikke fundet|finnes ikke|nie znaleziono|ei löydy|nem található)|^[^\d]{0,30}\b(?:error|fehler|erreur|errore|fout|fel|feil|virhe|błąd)\s*404$/i;
/** The page that somebody looks for, as systems speak to them in its place, however they head that. */
const LOOKED_FOR =
  /\bpage (?:that |which )?you(?:['’]re| are| were|['’]ve)? (?:looking|requested|tried|trying|searching|after)\b|\bla page (?:que vous|demandée|recherchée)|\bgesuchte seite\b|\bseite,? die sie (?:suchen|aufrufen)|\bla p[áa]gina que (?:busca|est[áa]s? buscando|intenta|procura|solicit)|\bla pagina (?:che (?:stai|hai|cerchi)|richiesta)|\bde pagina die (?:u|je) zoe|\bsid(?:an|en) du (?:söker|letade|leter|leder|ledte)|\bstron[ay],? któr(?:a|ej|ą) (?:szukasz|próbujesz)|\bsivua,? jota (?:etsit|hait)|запрашиваем\S+ (?:вами )?страниц/i;
const MOST_WORDS_OF_NOTICE = 120;
/** What a system shows where it looked for words of the address and found nothing, or anything. */
const A_SEARCH =
  /^(?:search results|suchergebnisse?|résultats de (?:la )?recherche|resultados de (?:la )?(?:búsqueda|pesquisa)|risultati (?:della )?ricerca|zoekresultaten|sökresultat|søgeresultater|wyniki wyszukiwania)(?: (?:for|für|pour|para|per|voor|för|dla)\b.{0,80})?\s*(?:$|[-–—|])/i;
const BROKEN_CODE = errorText(
  '50[0234]',
  '(?:internal|bad|service|gateway)',
  'service (?:temporarily )?unavailable|internal server error|bad gateway|gateway time-?out',
);
const BROKEN =
  /^error establishing a database connection\b|^.{0,30}\b(?:down for|under|undergoing|scheduled|planned) maintenance(?:\s*(?:$|[-–—|!.,])|\s+(?:mode|now|today|until|at|and|from|page)\b)|^maintenance(?: mode)?$|^.{0,40}\b(?:be right back|temporarily unavailable|back (?:soon|shortly))\b|^server error in '|^(?:our |the |a )?(?:new )?(?:web ?)?site (?:is |will be )?(?:coming soon|launching soon|under construction)\b|^(?:coming soon|under construction)$|^we['’]re sorry, but something went wrong\b|^(?:your )?session (?:has )?expired\W*$|^(?:runtime|application|database|server) error\s*(?:$|[-–—:|!.])|^wartungs(?:arbeiten|modus)\b|^en maintenance\b|^(?:site|sitio) en (?:maintenance|mantenimiento)\b/i;
/** How programs report that they failed, in the place of a page's text. */
const CRASH =
  /^(?:[\w\\]+ )?(?:fatal error|parse error|warning|notice|deprecated|uncaught \w+)\s*:.*\b(?:on line|stack trace|thrown in)\b|^traceback \(most recent call last\)|\bsqlstate\[|^could not connect to (?:the )?(?:database|mysql)|^(?:error|warning)?:? ?(?:mysqli?|pg|odbc|oci)_?\w*\(\)|\bunhandled exception\b.{0,80}\b(?:occurred|execution)\b|^(?:microsoft )?(?:ole db|odbc) \w+/i;

/** An error that calls itself 200. */
export function errorPage({ page, head, gist, isPromised }: Looked): NotContent | undefined {
  const { url, now } = page;
  const isShort = (): boolean => gist().words <= SHORT_WORDS;
  const isHeaded = (...patterns: readonly RegExp[]): boolean =>
    !isPromised && patterns.some((pattern) => says(head.title, pattern) || says(head.heading, pattern));
  const said = head.heading || head.title;
  const abroad = isPromised ? [] : [wallAbroad(head.title), wallAbroad(head.heading)];
  if (isHeaded(TOO_MANY) && isShort())
    return { kind: 'throttled', url, status: 200, retryAt: retryAt(page.headers['retry-after'], now) };
  if (
    (isHeaded(NOT_FOUND_CODE, NOT_FOUND, NOT_FOUND_ABROAD, A_SEARCH) || abroad.includes('gone')) &&
    isShort()
  )
    return { kind: 'gone', url, status: 200, why: `the page says "${said}"` };
  if (page.expect === 'post' && !isPromised && isShort() && isLookedFor(gist()))
    return {
      kind: 'gone',
      url,
      status: 200,
      why: `the page speaks of the one that was looked for, and is titled "${said}"`,
    };
  if ((isHeaded(BROKEN_CODE, BROKEN) || abroad.includes('failed')) && isShort())
    return { kind: 'failed', url, status: 200, why: `the page says "${said}"` };
  // Without a title it is not a page that somebody laid out: only a program's last words.
  if (said === '' && isShort() && CRASH.test(gist().opening))
    return { kind: 'failed', url, status: 200, why: `the page says "${gist().opening.slice(0, 80)}"` };
  return undefined;
}

/** Whether the first words of a short page speak of the page that somebody looks for. */
function isLookedFor({ words, opening }: Gist): boolean {
  return words <= MOST_WORDS_OF_NOTICE && LOOKED_FOR.test(opening);
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
