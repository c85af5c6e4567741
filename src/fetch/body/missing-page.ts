import type { Looked } from './looked.ts';
import type { Gist } from './page-head.ts';

/** What is looked for and not there, in a heading of a few words: a page, or what was spoken of as "this". */
export const NOT_FOUND =
  /\bpage (?:(?:was|is|could|can|cannot|can['’]t|couldn['’]t) ?)?(?:not )?(?:be )?found\b|\b(?:page|content|article) (?:(?:that )?you (?:are|were|['’]re) looking for )?(?:doesn['’]t|does not|no longer) exists?\b|^(?:sorry\W+(?:but\W+)?)?(?:this \w+(?: \w+)?|the (?:page|post|article|content|story|document|link)\b.{0,40}) (?:(?:is|are) no longer available|(?:has|have) been (?:removed|deleted))\b|(?:^|\b(?:we|i) )(?:can['’]t|cannot|couldn['’]t|could not) (?:seem to )?find (?:what you|(?:that|this|the|your)(?:\W*$|\W+(?:page|post|article|content|story)\b))|\bpage (?:missing|unavailable|(?:has been |was |is )?(?:re)?moved|(?:has been |was )?deleted)\b/i;
/** A code that ends a heading needs no words. */
export const ENDS_IN_CODE = /^[^\d]{0,30}\b(?:error|fehler|erreur|errore|fout|fel|feil|virhe|błąd)\s*404$/i;
/** The word for a page and those that deny it, by languages: together in one short sentence, in any order. */
const DENIED_PAGE: readonly (readonly [page: RegExp, denied: RegExp])[] = [
  [/(?<!\p{L})(?:web)?seite(?!\p{L})/iu, /(?<!\p{L})(?:nicht|keine|fehlt)(?!\p{L})/iu],
  [/(?<!\p{L})page(?!\p{L})/iu, /(?<!\p{L})(?:introuvable|n['’](?:existe|est|a)|non trouvée)(?!\p{L})/iu],
  [
    /(?<!\p{L})p[aáà]gin[aă](?!\p{L})/iu,
    /(?<!\p{L})(?:no|non|não|niet|geen|nu|ine[xs]istente?|inexistentă)(?!\p{L})/iu,
  ],
  [/(?<!\p{L})sid(?:an?|en)(?!\p{L})/iu, /(?<!\p{L})(?:inte|ikke|ikkje|saknas|mangler)(?!\p{L})/iu],
  [/(?<!\p{L})stron(?:a|ę|y)(?!\p{L})/iu, /(?<!\p{L})nie(?!\p{L})/iu],
  [/(?<!\p{L})sivu(?:a|n)?(?!\p{L})/iu, /(?<!\p{L})(?:ei|puuttuu)(?!\p{L})/iu],
  [/(?<!\p{L})oldal(?:t)?(?!\p{L})/iu, /(?<!\p{L})nem(?!\p{L})/iu],
  [/(?<!\p{L})stránk(?:a|u|y)(?!\p{L})/iu, /(?<!\p{L})ne\p{L}/iu],
  [/(?<!\p{L})sayfa(?!\p{L})/iu, /(?<!\p{L})(?:bulunamadı|yok|değil)(?!\p{L})/iu],
  [/(?<!\p{L})σελίδα(?!\p{L})/iu, /(?<!\p{L})δεν(?!\p{L})/iu],
  [/(?<!\p{L})[td]udalen(?!\p{L})/iu, /(?<!\p{L})(?:nid?|heb|methu)(?!\p{L})/iu],
  [/(?<!\p{L})(?:страниц|сторінк)\p{L}{1,2}(?!\p{L})/iu, /(?<!\p{L})не(?!\p{L})/iu],
];
/** "Not only" denies nothing. */
const NOT_ONLY =
  /(?<!\p{L})(?:nicht nur|ikke (?:bare|kun)|inte bara|niet alleen|non solo|no s[oó]lo|não só|nie tylko)(?!\p{L})/iu;
/** Asked first, since nearly every heading speaks of no page. */
const PAGE =
  /seite|page|p[aáà]gin|sid(?:an?|en)|stron|sivu|oldal|stránk|страниц|сторінк|sayfa|σελίδα|udalen/i;
/** The page that somebody looks for, as systems speak to them in its place, however they head that. */
const LOOKED_FOR =
  /\bpage (?:that |which )?you(?:['’]re| are| were|['’]ve| have)? (?:looking|requested|tried|trying|searching|after)\b|\bla page (?:que vous|demandée|recherchée)|\bgesuchte seite\b|\bseite,? die sie (?:suchen|aufrufen)|\b(?:la|a) p[áa]gina que (?:busca|est[áa]s? buscando|intenta|procura|solicit)|\bla pagina (?:che (?:stai|hai|cerchi)|richiesta)|\bde pagina die (?:u|je) zoe|\bsid(?:an|en) du (?:söker|letade|leter|leder|ledte)|\bstron[ay],? któr(?:a|ej|ą) (?:szukasz|próbujesz)|\bsivua,? jota (?:etsit|hait)|запрашиваем\S+ (?:вами )?страниц/i;
const MOST_WORDS_OF_NOTICE = 120;
/** A page with fewer words than this is no more than its notice. */
const NOTHING_ELSE = 60;
const LONGEST_SENTENCE = 100;

/** Whether a sentence, or what stands before a colon or a dash in it, says of a page that it is not there. */
export function deniesPage(sentence: string): boolean {
  if (sentence.length > LONGEST_SENTENCE || !PAGE.test(sentence)) return false;
  return sentence
    .replace(NOT_ONLY, '')
    .split(/[:|–—]/)
    .some((part) => DENIED_PAGE.some(([page, denied]) => page.test(part) && denied.test(part)));
}

/** What themes call the body, or the part, that they show in the place of a page. */
const CLASSED =
  /\bclass\s*=\s*["'][^"']{0,200}\b(?:error-?404|page-?404|404-page|(?:page-)?not-found|error-page|page-error)\b/i;

/** Whether a page for a post says little more than that another was looked for, or is not there. */
export function isNotice({ page, gist, isPromised, isDated }: Looked): boolean {
  if (page.expect !== 'post' || isPromised || gist().words > MOST_WORDS_OF_NOTICE) return false;
  if (LOOKED_FOR.test(gist().opening)) return true;
  return (saysNoMore(gist()) || CLASSED.test(page.body)) && !isDated();
}

function saysNoMore({ words, opening }: Gist): boolean {
  return words <= NOTHING_ELSE && opening.split(/[.!?](?:\s|$)/).some(deniesPage);
}
