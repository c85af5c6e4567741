/** A date as people write it, numbers or a month's name, wherever it stands in a line. */
export const A_DATE =
  /\d{1,4}(?:st|nd|rd|th|af|il|ydd|eg|f?ed|ain)?[\s./-]{1,2}(?:(?:of|de|o) |d['’])?(?:\d{1,2}|\p{L}{3,10}\.?)[\s./,-]{1,2}(?:del? )?\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?(?: ?,)? \d{4}|\p{L}{3,10} \d{4}(?!-\d)/gu;
/** A time of day. */
export const A_TIME = /\b\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4}\b)?/gi;
/** What says of a day that something was changed then, in the languages that pages are written in: by what verb and noun begin with alike. */
export const A_CHANGE =
  /updated|last[-\s]?(?:edit|chang|updat|review)|reviewed|modifi|geändert|(?<!\p{L})änderung|bearbeitet|mise? à jour|a[ck]?tuali(?:t?z|s)|aggiorna(?:t|mento)|(?<!\p{L})stand:|bijgewerkt|gewijzigd|wijziging|opp?dater(?:t|et|ing)|uppdater(?:ad|ing)|ändrad|päivit|frissít|güncelle|обновл|изменен|diweddar|nuashonr|ùracha|更新/iu;
/** What says of a day that something was published then. */
export const A_PUBLICATION =
  /publi|posted|pubblic|veröffentlich|yhoedd|mi[st]e? en ligne|zveřejn|zverejn|objavlj|erstellt|erschienen|geplaatst|opublikowan|julkaistu|közzétet|yayın|опубликован|掲載|公開/i;

/** What a line says of publication: without what it says of changes, or nothing where it speaks of these alone. */
export function ofPublication(text: string): string {
  const at = text.search(A_CHANGE);
  if (at < 0) return text;
  const before = text.slice(0, at);
  if (before.search(A_DATE) >= 0) return before;
  const published = text.slice(at).search(A_PUBLICATION);
  return published < 0 ? '' : text.slice(at + published);
}
