/** "Posted by" as the systems of other countries write it above a post. */
export const POSTED_BY = String.raw`(?:pubblicato|postato|scritto|inserito|publicado|posteado|postado|enviado|escrito|publié|posté|écrit|rédigé|geschrieben|verfasst|gepostet|eingestellt|geplaatst|geschreven|gepubliceerd|upplagd|skriven|publicerad|skrevet|lagt inn|publisert|indsendt|udgivet|diposting|ditulis|napisan[eay]|opublikowan[eay]|dodan[eay]|przesłan[ea]|publicat|escrit|postat|scris)\s+(?:da|di|por|par|von|door|av|af|oleh|przez|per|de)`;
/** What introduces a name in any position by itself. */
const INTRODUCED =
  /^(?:(?:posted|written|published|submitted|reported|words|story|text)(?: (?:and|&) \p{L}+)? by\b|(?:(?:a|guest|blog|post|article|column|piece|special|entry|propos|recueillis|entretien|interview)\s+){1,3}(?:by|par|por|door)\s|(?:words|authors?|contact (?:the )?author|author contact|by|von|par|por|door|di|av|af|gan|writers?)\s*:|(?:autor(?:e|a|in)?|auteur|författare|forfatter|verfasser(?:in)?|автор|te[xks]+t[eo]?)(?:\s+(?:und|et|y|e|en|og|och|and|&)\s+\p{L}+)?\s*:|by\s)/iu;
/** "By" in languages that pages are written in: it opens a line, with a name of two words behind it, or stands within one. */
const BY = {
  ...{ de: 'von', fr: 'par', es: 'por', pt: 'por', it: '(?:a cura )?di', nl: 'door', ca: 'per' },
  ...{ sv: 'av', da: 'af', no: 'av', nb: 'av', cy: 'gan' },
};
/** Words that open many a line that names nobody. */
const WITHIN_ONLY = { pl: 'przez', cs: 'od' };
/** What is done to a site, and not to a post. */
const OF_SITE = String.raw`\b(?:[Pp]owered|[Dd]esign(?:ed)?|[Dd]eveloped|[Tt]heme|[Bb]uilt|[Hh]osted|[Ss]ponsored|[Ff]unded)`;
const OPENS_POSTED = new RegExp(String.raw`^${POSTED_BY}\s`, 'iu');
const OPENS = patternsOf(BY, (by) => new RegExp(String.raw`^${by}\s`, 'i'));
const WITHIN = patternsOf({ ...BY, ...WITHIN_ONLY }, withinBy);
/** A label for whoever wrote it, behind the date. */
const LABELLED =
  /\s(?:[Aa](?:uthor|utore?|uteur)|[Ff](?:örfattare|orfatter)|[Vv]erfasser(?:in)?|[Аа]втор|[Tt](?:ekst|exte?|esto))\s*:\s*(\p{Lu}\S*\s+\p{Lu}.*)$/u;
const WITHIN_ENGLISH = withinBy('by');

/** What is done in writing, and so says of whoever it is "by" that they wrote. */
const WRITING =
  /post|writ|recipe|publi|pubbl|submi|report|words?$|stor(?:y|ies)$|te[xks]+t|author|blog|articl|artikel|column|piece$|entry$|essay|guest|interview$|entretien|propos|analysis$|opinion|comment|review$|creat|contribut|feature|add|upload|filed|view$|account|news|beitrag|bericht|geschr|verfass|schr[ei]|escri|écrit|rédig|scritt|inseri|plaats|skr[ei]v|napisa|dodan|scris|envia|tulis/i;
/** In characters. */
const LONGEST_ROLE = 60;
const PARTED = /[|•·»—–,;:]|\s-\s/;

/** Whether words speak of writing or publishing. */
export function saysWriting(words: string): boolean {
  return WRITING.test(words);
}

/** Whether the words before a "by" say another role than that of whoever wrote ("Translated by", "Photo by"): one or two, which name no writing, no day and no place that it was put in. */
function isOtherRole(before: string): boolean {
  const said = before.split(PARTED).at(-1)?.trim() ?? '';
  const words = said.split(/\s+/);
  return (
    said !== '' &&
    words.length <= 3 &&
    !/\d/.test(said) &&
    !/\s(?:in|on)\s/.test(` ${said} `) &&
    !WRITING.test(said)
  );
}

/** Whether words that end in "by" say another role than that of whoever wrote: "Photography by". */
export function saysOtherRole(text: string): boolean {
  const said = text.trim();
  const before = said.length > LONGEST_ROLE ? undefined : /^(.*\S) by:?$/.exec(said)?.[1];
  return before !== undefined && isOtherRole(before);
}

/** The name that a language's "by" introduces behind a date or a section, to the end of the line. */
export function introducedWithin(text: string, language: string | undefined): string | undefined {
  const found = (WITHIN.get(tagOf(language)) ?? WITHIN_ENGLISH).exec(text);
  if (found !== null && !isOtherRole(text.slice(0, found.index))) return found[1];
  return LABELLED.exec(text)?.[1];
}

/** Whether a line opens with what introduces whoever wrote something. @param language BCP 47, of the page */
export function opensByName(text: string, language: string | undefined): boolean {
  if (isIdiom(text)) return false;
  if (INTRODUCED.test(text) || OPENS_POSTED.test(text)) return true;
  const by = OPENS.get(tagOf(language)) ?? /^(?:von|par|por|door)\s/i;
  return (
    by.test(text) &&
    /^\P{Lu}*?(?:(?!\p{Lu})\p{L}|\p{Lu}\p{L}*)\s(?:\p{Ll}+\s){0,2}\p{Lu}\S+\s+\p{L}/u.test(text)
  );
}

/** "By Design", "By Royal Appointment": English puts nouns without an article behind "by", too; one word alone, or these at the end. */
function isIdiom(text: string): boolean {
  return (
    /^by \p{Lu}[\p{L}-]+$/iu.test(text) ||
    /^by (?:\p{Lu}\S+ ){1,4}(?:appointment|arrangement|demand|design|invitation|means|necessary|only|proxy|request|transport|council)$/iu.test(
      text,
    )
  );
}

function patternsOf(
  words: Readonly<Record<string, string>>,
  pattern: (word: string) => RegExp,
): ReadonlyMap<string, RegExp> {
  return new Map(Object.entries(words).map(([tag, word]) => [tag, pattern(word)]));
}

function withinBy(word: string): RegExp {
  return new RegExp(
    String.raw`(?<!${OF_SITE})\s(?:by|BY|By|${word})(?:\s*:)?\s+(\p{Lu}\S*\s+\p{Lu}.*)$`,
    'u',
  );
}

function tagOf(language: string | undefined): string {
  return (language ?? '').slice(0, 2).toLowerCase();
}
