import { goesOn, opens } from './title-phrase.ts';

/** What other languages' systems head their walls with, from the first word on. */
const NOT_FOUND = [
  /^(?:ошибка|помилка|грешка|chyba|hiba|hata|lỗi|エラー|错误|錯誤)\s*(?:[-–—:№]\s*)?404$/i,
  /^ページが見つかりません/,
  /^お探しのページ/,
  /^(?:页面|頁面|网页)(?:不存在|未找到|找不到)|^找不到(?:页面|頁面)/,
  /^페이지를 찾을 수 없/,
  /^(?:запрашиваемая )?страница (?:не найдена|не существует)/i,
  /^сторінк[ау] не знайдено/i,
  /^η σελίδα δεν (?:βρέθηκε|υπάρχει)/i,
  /^sayfa bulunamadı/i,
  /^stránk[au] (?:nenalezena|nebyla nalezena|sa nenašla|nebola nájdená|neexistuje)/i,
  /^pagin[aă] (?:nu a fost găsită|nu există|inexistentă)/i,
  /^stranica (?:nije pronađena|ne postoji)/i,
  /^no s['’]ha trobat la pàgina/i,
  /^(?:az )?oldal nem (?:található|létezik)/i,
  /^(?:الصفحة|عذرا).{0,30}(?:غير موجودة|غير متاحة|لا يمكن العثور)/,
  /^הדף לא נמצא/,
  /^(?:ni ellir dod o hyd i['’]r dudalen|heb ddod o hyd i['’]r dudalen)/i,
];
const BROKEN = [
  /^(?:error|fehler|erreur|errore|fout|błąd|ошибка|エラー)$/i,
  /^(?:przerwa techniczna|prace serwisowe)/i,
  /^(?:the |il |o |la )?(?:site|sito|página|pagina|website|strona|nettsted(?:et)?|webbplats(?:en)?) (?:in manutenzione|em manutenção|in onderhoud|w trakcie prac|under vedlikehold|under underhåll)/i,
  /^(?:in manutenzione|em manutenção|in onderhoud|under vedlikehold|under underhåll|технические работы|メンテナンス中|bakım çalışması)/i,
  /^(?:huoltokatko|sivusto on huollossa)\W*$/i,
  /^technická (?:údržba|odstávka)/i,
];
const DENIED = [
  /^доступ (?:к \S+ )?(?:запрещ|огранич|заблокир)/i,
  /^zugriff (?:verweigert|blockiert|abgelehnt)/i,
  /^accès (?:refusé|interdit|bloqué)/i,
  /^acceso (?:denegado|restringido|bloqueado)/i,
  /^(?:accesso negato|acesso negado|toegang geweigerd|odmowa dostępu|dostęp zabroniony|adgang nægtet|åtkomst nekad|ingen tilgang|přístup odepřen|erişim engellendi)/i,
  /^アクセスが拒否/,
  /^(?:nur einen moment|einen moment,? bitte|un (?:instant|momento)\W*$|even geduld|chwileczkę|подождите|bir dakika|少々お待ち)/i,
  /^(?:überprüfung ihrer verbindung|sicherheitsüberprüfung|vérification de sécurité|verificación de seguridad|verifica di sicurezza)/i,
  /^verificando (?:se você|que usted|si usted)/i,
  /^(?:age (?:check|verification|gate)(?: required)?\W*$|are you (?:over \d|of legal|old enough)|bist du (?:über|schon) \d|avez-vous (?:plus de )?18)/i,
];

const WALLS = { gone: NOT_FOUND, failed: BROKEN, blocked: DENIED } as const;

/**
 * What kind of wall a title or heading opens, in languages other than English; undefined for any other. A phrase that goes on as a sentence
 * does tells of a lift out of order rather than of the site where one is around it.
 */
export function wallAbroad(words: string, isOfSite: () => boolean): keyof typeof WALLS | undefined {
  const isHeadline = (pattern: RegExp): boolean => goesOn(words, pattern) && isOfSite();
  if (WALLS.blocked.some((pattern) => opens(words, pattern))) return 'blocked';
  return (['gone', 'failed'] as const).find((kind) =>
    WALLS[kind].some((pattern) => opens(words, pattern) && !isHeadline(pattern)),
  );
}
