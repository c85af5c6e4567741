import { cutText, plainText, sameWords } from '../plain-text.ts';
import { A_CHANGE, A_PUBLICATION } from '../dates/written.ts';
import { POSTED_BY, saysWriting } from './introduced.ts';
import { BEHIND_ROLE } from './person.ts';
import { namesWithRoles } from './with-roles.ts';

const LONGEST = 200;
const LABEL =
  /^(?:(?:hi,?\s+)?i['’]m\s+|von\s+(?:unserer|unserem)\s+\p{L}+\s+|(?:story|text|words|report|reporting|analysis|review|interview|opinion|geschrieben|verfasst|écrit|publié|escrito)(?:(?:\s+(?:and|&|und|et|y)\s+\p{L}+)?\s+(?:by|von|par|por)\b|\s*:)|(?:von|par|por|door|di|av|af|gan|writers?)\s*:|(?:von|par|por|door)\s+(?=\p{Lu}\S*\s+\p{Lu})|(?:te[xks]+t[eo]?|autor(?:e|a|in)?|auteur|författare|forfatter|verfasser(?:in)?|автор)(?:\s+(?:und|et|y|e|en|og|och|and|&)\s+\p{L}+)?\s*:|(?:a cura )?(?:di|av|af|per)\s+(?=\p{Lu}\S*\s+\p{Lu})|(?:posted|written|published|submitted|reported|words|authors?)(?:\s+by)?\s*:|(?:posted|written|published|submitted|reported|words) by\b|by\s*:?\s+|(?:authors?|contact (?:the )?author|author contact)\s*:|gan\s+(?=\p{Lu}\S*\s+\p{Lu})|(?:(?:a|guest|blog|post|article|column|piece|special|entry|propos|recueillis|entretien|interview)\s+){1,3}(?:by|par|por|door)\s+|as told to\s+|follow\s+(?=\S+\s+\S+$))\s*/iu;
/** Where a name ends and a date, a section or a reading time begins. */
const AFTER_NAME =
  /\s*(?:\s@\w|\(@|\s\S+@\S+\.|\bupdated\b|\bphoto(?:s|graphs?)?\b|\bpictures? by\b|\sfollow$|\||•|·|»|\s[-–—/]\s|\s\p{Lu}\p{L}+:\s|\s\p{Lu}\p{L}+ by\s|\s(?:in|from)\s|\bposted (?:on|in)\b|\bpublished (?:on|in)?\b|\bon (?:\d|\w+,? \d)|\b(?:says|said|writes|wrote)\b|(?:,|\s+on)?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|,?\s*\d{1,2}(?:st|nd|rd|th)?[\s./:-]|,?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d).*$/isu;
/** A name that ends a sentence, and perhaps another behind it; titles before a name end in a full stop, too. */
const NEXT_SENTENCE =
  /(?<=^(?:\p{Lu}\S*\s(?:and\s|&\s)?){1,6}\p{Lu}\S*\p{Ll}{2})(?<!\s(?:Prof|Assoc|Hon))\.(?:\s.*)?$/su;
const ABOUT = /^about the authors?$/i;
/** Words that stand where names stand and are none: accounts, labels of fields and links, days and months. */
const NOBODY =
  /^(?:(?:\S+ )?admin(?:istrator)?|me|hi|hello|(?:(?:my|your|view) )?profile|un(?:categori[sz]ed|kategorisiert)|sin categor[ií]a|non classé|senza categoria|без рубрики|(?:your|author|user|first|full) name|editor(?:ial)?|webmaster|guest|(?:press|media|news|communications?)(?: (?:office|team|desk|release|contact))?|staff(?: writer| reporter)?|anonymous|web ?team|root|user|super ?user|unknown|by|par|von|vom|por|di|door|av|af|per|autore?|auteur|autores|(?:(?:la|de|die) )?(?:redaktion|redacción|rédaction|redazione|redactie)|(?:our|unsere?r?|notre|nuestr[oa]|nostr[oa]|onze) .*|.* (?:reporter|correspondent|columnist|contributor)|posted|written|published|updated|submitted|modified|created|author|authors|contributors?|name|e-?mail|website|comments?|date|share(?: (?:on|this|via)\b.*)?|related(?: .*)?|follow|follow us|read more|read|more|about|about the author|(?:other|more|recent|latest|all) (?:articles|posts|stories|news)(?: .*)?|view (?:all|profile).*|all posts.*|posts by|home|news|blog|press release|guest post|subscribe|menu|login|log in|sign in|photo|image|video|source|advertisement|n\/?a|none|null|undefined|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)$/i;
const LITTLE =
  /^(?:de|da|di|do|dos|del|della|du|des|la|le|les|van|von|vom|zu|zur|der|den|dem|ten|ter|af|av|al|el|bin|ibn|ben|ap|of|the|for|and|und|et|y|e|i|og|och|ja|ve|&|in|at|on|with|with|to|team|staff|group|department|desk|office|unit|council|editors|correspondent)$/i;
/** Degrees in small letters before a name. */
const DEGREES = /^(?:(?:mgr|dr|prof|inż|ing|lek|hab|mag|lic)\.?\s+)+(?=\p{Lu})/u;
const MOST_WORDS = 7;
/** "Posted by" in other languages, before a name and alone. */
const POSTED = new RegExp(String.raw`^${POSTED_BY}\s*:?\s+`, 'iu');
const POSTED_ALONE = new RegExp(String.raw`^${POSTED_BY}\s*:?$`, 'iu');
/** What accounts of houses are called. */
const OF_HOUSE =
  /admin|editor|redak|redac|redaz|web|team|news|press|test|user|content|info|blog|staff|desk|office|agency/i;
/** An account's name, as its owner writes it. */
const ACCOUNT = /^(?=.*\p{L})[\p{L}\d][\p{L}\d'’._-]*(?: [\p{L}\d'’._-]+){0,3}$/u;
const LONGEST_ACCOUNT = 30;
/** A section before whoever wrote for it ("Fashion | By …"). */
const BEFORE_BY = /^[^|]{2,40}\|\s*(?=by\s)/i;
/** A label and a name in two cells of a row. */
const CELLS = /^([^|:]{2,20}:)\s*\|\s*/;
/** Two names with nothing between them. */
const GLUED = /^(\S+\s.*?\p{Ll}{3})(\p{Lu}\p{Ll}+\s\p{Lu}\S+)$/u;
/** What a firm's name begins or ends with. */
const FIRM = /^PT\.? |\s(?:ltd|llc|gmbh|inc|plc|pty|corp|s\.?r\.?l|s\.?p\.?a|b\.?v)\.?$/i;
const BETWEEN_NAMES =
  /\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and|&|und|et|y|e|og|och|en|ja|ve|avec|mit|con|met)\s+/iu;

/** Whom a box on somebody is headed for ("About Jane Roe"). */
const ABOUT_ONE = /^about\s+(?!the\s|us$|me$)(?=\p{L})/iu;
/** Whom somebody writes for, where their account says so ("Jane @ Example Today"). */
const AT_HOUSE = /(?<=\p{L})\s@\s.*$/su;

/** What is by somebody, before a name ("Recipe by: Jane Roe"). */
const BY_WORDS = /^((?:\p{L}+\s){1,3})by\s?:?\s(?=\S)/iu;
/** "Photography by", "Enjoy,": a name stands in the next element, if at all. */
const INTRODUCES = /^(?:\p{L}+\s){1,3}(?:by|par|von|por|door|av|af)\s?:?$|^\p{L}+,$/iu;

/** What may stand behind names and is none ("Jane Roe, g1 SP"). */
const LONGEST_REST = 30;

/** What a post's publisher is called: whoever is nothing but that is no author. */
export type Publishers = ReadonlySet<string>;

export function publishersOf(names: readonly (string | undefined)[]): Publishers {
  const all = names.flatMap((name = '') => [squeezed(name), squeezed(name.replace(/^the\s+/i, ''))]);
  return new Set(all.filter((name) => name !== ''));
}

/** Reads the people that a text names, as `nameIn` does for a page; undefined where it names none. */
export type ReadName = (text: string | undefined) => string | undefined;

/** Whether a text is a publisher's name and no more, however it is written. */
export function isPublisher(text: string, publishers: Publishers): boolean {
  return publishers.has(squeezed(text));
}

/** Whether a text is all label: "Written by", "WORDS", "About the author". */
export function isNameLabel(text: string): boolean {
  const bare = text.trim().replace(/\s*:$/, '');
  if (bare.length < 2 || bare.length > 40) return false;
  const isLabel = [`${bare}: `, `${bare} `].some((said) => LABEL.exec(said)?.[0] === said);
  return isLabel || ABOUT.test(bare) || POSTED_ALONE.test(bare);
}

/**
 * A person's or a team's name, or several, without what introduces and follows it; undefined for what has no shape of one: an address, an
 * account, a weekday, a label, a form field, a sentence, the publisher.
 */
export function nameIn(text: string | undefined, publishers: Publishers): string | undefined {
  if (text === undefined) return undefined;
  const told = beforeStamp(plainText(text.slice(0, LONGEST * 5)))
    .replace(BEFORE_BY, '')
    .replace(CELLS, '$1 ')
    .replace(ABOUT_ONE, '')
    .replace(LABEL, '')
    .replace(POSTED, '')
    .replace(BY_WORDS, (whole, words: string) => (saysWriting(words) ? '' : whole))
    .replace(AT_HOUSE, '')
    .replace(NEXT_SENTENCE, '')
    .replace(AFTER_NAME, '');
  const name = withoutBrackets(namesWithRoles(told) ?? told.replace(BEHIND_ROLE, '')).replace(
    /(?:[\s,;:–-]|\s(?:on|in|at|by|le|am|em|op|il|el))+$/i,
    '',
  );
  // A label is nobody, and neither is what an account's picture shows, what introduces the next element, or a greeting.
  if (/:\s*$/.test(text) || isNameLabel(text) || /^\p{Lu}{1,2}$/u.test(name) || INTRODUCES.test(told))
    return undefined;
  const person = withoutHouse(withoutAgency(name.replace(GLUED, '$1, $2')), publishers);
  return person === undefined ? undefined : whole(person, publishers);
}

/** Without what says behind two words or more when something was published or changed, in any language. */
function beforeStamp(text: string): string {
  if (!/\d/.test(text)) return text;
  const said = [text.search(A_PUBLICATION), text.search(A_CHANGE)].filter((at) => at > 0);
  if (said.length === 0) return text;
  const at = Math.min(...said);
  const before = text.slice(0, Math.max(0, text.lastIndexOf(' ', at))).trimEnd();
  return /\d/.test(text.slice(at)) && /\S\s+\S/.test(before) ? before : text;
}

/** Without what stands in brackets at the end. */
export function withoutBrackets(text: string): string {
  if (!text.endsWith(')')) return text;
  const open = text.indexOf('(', text.lastIndexOf(')', text.length - 2) + 1);
  return open < 0 ? text : text.slice(0, open).trimEnd();
}

/** A name that a page marks as one: it may be written as an account is ("will", "Il viandante"), if it is not a house's. */
export function markedName(text: string | undefined, publishers: Publishers): string | undefined {
  const found = nameIn(text, publishers);
  const name = plainText((text ?? '').slice(0, LONGEST))
    .replace(LABEL, '')
    .replace(POSTED, '')
    .replace(AT_HOUSE, '')
    .replace(ABOUT_ONE, '');
  if (found !== undefined || name.length < 2 || name.length > LONGEST_ACCOUNT) return found;
  const isOne =
    !isNameLabel(text ?? '') &&
    ACCOUNT.test(name) &&
    !AFTER_NAME.test(name) &&
    !NOBODY.test(name) &&
    !POSTED_ALONE.test(name) &&
    !OF_HOUSE.test(name) &&
    !INTRODUCES.test(name);
  return isOne && !publishers.has(squeezed(name)) ? name : undefined;
}

/** Without the agency behind the names ("Jane Roe, John Doe, dpa", "Jeanne Roux avec AFP", "Jane Roe and agencies"). */
function withoutAgency(name: string): string {
  return name.replace(
    /(?<=\p{Ll})(?:\s+(?:and|&|et|und|with)\s+\p{Ll}{4,}|,\s+(?:\p{Ll}{2,6}|\p{Lu}{2,5})|\s+(?:and|avec|with|mit|con|com|met)\s+(?:l['’])?\p{Lu}{2,5}(?:\s\p{Lu}\p{Ll}+)?)$/u,
    '',
  );
}

/** Without the house that a name is followed by, behind a comma or a word ("Jane Roe for Example Online", "Jane Roe, EXAMPLE TODAY"). */
function withoutHouse(name: string, publishers: Publishers): string | undefined {
  const parts = name.split(/,\s+|\s+(?:for|of|at|für|von|pour|para)\s+/i);
  const first = parts[0] ?? '';
  if (parts.length < 2) return name;
  if (publishers.has(squeezed(first))) return undefined;
  const rest = name.slice(first.length).replace(/^(?:,|\s+\S+)\s+/, '');
  // "Jane Roe, Friends of the Earth": what somebody is of.
  if (
    /^\S+(?:\s\S+){1,2}$/.test(first) &&
    /^(?:\S+\s+){1,4}(?:of|for|to|at|with|de|für)\s/.test(rest) &&
    name[first.length] === ','
  )
    return first;
  const isHouse =
    publishers.has(squeezed(rest)) || (/\p{Ll}/u.test(first) && /^[\p{Lu}\s.&-]{2,}$/u.test(rest));
  const isTold = /\s/.test(first) && /^\s+for\s/i.test(name.slice(first.length));
  return isHouse || isTold ? first : name;
}

function whole(name: string, publishers: Publishers): string | undefined {
  if (
    publishers.has(
      squeezed(name.replace(/\s+(?:staff|reporters?|newsroom|news|online|desk|team|editors?)$/i, '')),
    )
  )
    return undefined;
  if (name.length < 2 || name.length > LONGEST * 2 || publishers.has(squeezed(name))) return undefined;
  if (FIRM.test(name)) return undefined;
  if (name.split(BETWEEN_NAMES).every((one) => hasShape(one))) return cutText(withoutPlace(name), LONGEST);
  const at = name.indexOf(', ');
  const first = name.slice(0, Math.max(0, at));
  const isTold = /^\S+(?:\s\S+){1,2}$/.test(first) && hasShape(first) && name.length - at <= LONGEST_REST;
  return isTold && !/[.!?]$/.test(name) && !publishers.has(squeezed(first)) ? first : undefined;
}

/** Without the one word behind the last comma, where whoever is named before it has two: a place, or whom they work for. */
function withoutPlace(name: string): string {
  const [first = '', ...others] = name.split(', ');
  const last = others.at(-1) ?? '';
  const isPlace = /\s/.test(first) && /^\p{Lu}\p{Ll}{3,}$/u.test(last) && others.length === 1;
  return isPlace ? first : name;
}

function hasShape(said: string): boolean {
  const name = said.replace(DEGREES, '');
  const words = name.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > MOST_WORDS || NOBODY.test(name) || POSTED_ALONE.test(name))
    return false;
  if (!/^[\p{Lu}\p{Lo}\p{Lt}]/u.test(name) || /[\d?:!*_|@<>{}=#%]|https?|www\.|[.]\p{Ll}{2,}$/u.test(name))
    return false;
  return words.every(
    (word) => LITTLE.test(word) || /^['’"“(]?(?:\p{Ll}['’]|\p{Ll}{2}-)?[\p{Lu}\p{Lo}\p{Lt}]/u.test(word),
  );
}

/** Spelt without spaces, so that a host's name and a site's are the same. */
function squeezed(name: string): string {
  return sameWords(name).replaceAll(' ', '');
}

/** The first label of an address's host: how the site is spelt there. */
export function hostLabel(url: string): string {
  const labels = (URL.parse(url)?.hostname ?? '').replace(/^www\./, '').split('.');
  return labels[0] ?? '';
}
