/** What introduces a name in any position by itself. */
const INTRODUCED =
  /^(?:(?:posted|written|published|submitted|reported|words|story|text) by\b|(?:(?:a|guest|blog|post|article|column|piece|special|entry|propos|recueillis|entretien|interview)\s+){1,3}(?:by|par|por|door)\s|(?:words|author|by|autore?|auteur|författare|forfatter|verfasser(?:in)?|автор|tekst|texte?|testo)\s*:|by\s)/iu;
/** The bare word, as it stands within a line. */
const BY_WORDS: Readonly<Record<string, string>> = {
  ...{ de: 'von', fr: 'par', es: 'por', pt: 'por', it: 'di', nl: 'door', sv: 'av', da: 'af', no: 'av' },
  ...{ nb: 'av', ca: 'per', pl: 'przez', cs: 'od' },
};
/** "By" in languages that pages are written in: it opens a line, and a name of two words follows. */
const BY: Readonly<Record<string, RegExp>> = {
  de: /^von\s/i,
  fr: /^par\s/i,
  es: /^por\s/i,
  pt: /^por\s/i,
  it: /^(?:a cura )?di\s/i,
  nl: /^door\s/i,
  sv: /^av\s/i,
  da: /^af\s/i,
  no: /^av\s/i,
  nb: /^av\s/i,
  ca: /^per\s/i,
};

/** The name that a language's "by" introduces behind a date or a section, to the end of the line. */
export function introducedWithin(text: string, language: string | undefined): string | undefined {
  const by = BY_WORDS[(language ?? '').slice(0, 2).toLowerCase()] ?? 'by';
  return new RegExp(String.raw`\s(?:by|BY|By|${by})\s+(\p{Lu}\S*\s+\p{Lu}.*)$`, 'u').exec(text)?.[1];
}

/** Whether a line opens with what introduces whoever wrote something. @param language BCP 47, of the page */
export function opensByName(text: string, language: string | undefined): boolean {
  if (INTRODUCED.test(text)) return true;
  const by = BY[(language ?? '').slice(0, 2).toLowerCase()] ?? /^(?:von|par|por|door)\s/i;
  return by.test(text) && /^\P{Lu}*?\p{L}+\s(?:\p{Ll}+\s)?\p{Lu}\S+\s+\p{L}/u.test(text);
}
