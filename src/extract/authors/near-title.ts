import { isElement, isText } from '../../base/html.ts';
import { A_CHANGE, A_DATE } from '../dates/written.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { isProse } from '../text/noise.ts';
import type { ReadName } from './name.ts';
import { piecesBetweenBreaks } from './pieces.ts';
import { introducedWithin, opensByName, saysOtherRole, saysWriting } from './introduced.ts';
import { plainText } from '../plain-text.ts';
import { isPersonal, isRole } from './person.ts';

/** Where sites keep the page of somebody who writes for them. */
const AUTHOR_PATH =
  /\/(?:authors?|by|people|staff|profiles?|contributors?|writers?|journalists?|autor(?:en|es|e)?|auteurs?|redaktion)\/[^/?#]{3,}|\/@[^/?#]{2,}/i;
const MOST_AUTHORS = 3;
/** Of a line that is there for its links. */
const MOSTLY = 0.5;
/** A line of who and when is no longer than this. */
export const LONGEST = 140;
/** Whoever is named behind one of these took a picture. */
const OF_PICTURE = /\b(?:photo|foto|picture|image|bild|illustration)/i;
/** An address or a handle, as it stands beside whoever it is of. */
export const WHERE_TO_WRITE = /^[^\s@]*@[^\s@]{3,}$/;
/** A handle below a name, with what to do with it. */
const HANDLE = /^(?:\p{L}+\s)?@\w{2,30}$/u;
/** A role that a sentence goes on behind: whom a teaser tells of. */
const GOES_ON = /,\s(?!\p{Ll}+\s(?:and|&)\s)\p{Ll}+\s+\p{Ll}+\s/u;

/** A house that is called by its initials: "BBC News". */
const BY_INITIALS = /^\p{Lu}{2,5}\s\p{Lu}\p{Ll}/u;

/** Who a line near the title says wrote the post: "By …", or "von …" behind a date. */
export function signed(
  lines: readonly Line[],
  language: string | undefined,
  name: ReadName,
): string | undefined {
  for (const line of lines) {
    const found = opensByName(line.text, language)
      ? (name(aboveHouse(line)) ?? name(besideHouse(line)) ?? name(line.text) ?? name(beforeDate(line.text)))
      : name(withinLine(line, language));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "By Jane Roe" above a break and whom she works for; nothing where more names stand below it. */
function aboveHouse(line: Line): string | undefined {
  const [first = '', next] = piecesBetweenBreaks(line);
  const isMore =
    next === undefined || (isPersonal(next) && !isRole(next)) || /^(?:and|&|,|with|by)\b|^[,&]/i.test(next);
  return isMore || !/\s\S+\s/.test(first) ? undefined : first;
}

/** The same in two elements side by side, or in one behind the name, with nothing between them. */
function besideHouse({ element, text }: Line): string | undefined {
  const [one, other] = element.children.filter((child) => !isText(child) || child.data.trim() !== '');
  if (one === undefined || other === undefined || !isElement(other)) return undefined;
  const [first, next] = [
    isText(one) ? plainText(one.data) : isElement(one) ? plainText(textOf(one)) : '',
    plainText(textOf(other)),
  ];
  const isOther = BY_INITIALS.test(next) || (isCapitals(next) && !isCapitals(first));
  const isMore = (isPersonal(next) && !isOther) || /^\P{Lu}/u.test(next);
  return text.startsWith(`${first} ${next}`) && !isMore && /\s\S+\s/.test(first) ? first : undefined;
}

function isCapitals(text: string): boolean {
  return !/\p{Ll}/u.test(text);
}

/** "Av Jane Roe, publisert 3. mai 2020": what a language calls publication stands between, in small letters. */
function beforeDate(text: string): string | undefined {
  const at = text.search(A_DATE);
  return at < 1
    ? undefined
    : text.slice(0, at).replace(/[,|•·–—]\s*(?:\p{Ll}+(?:\.\s*|\s+)){0,2}(?:\p{Ll}+\.?\s*)?(?::\s*)?$/u, '');
}

/** "May 3, 2020 by …", "Filed in News by …": not in a sentence. */
function withinLine({ text, kind, linked }: Line, language: string | undefined): string | undefined {
  if ((kind === 'heading' && !hasDate(text)) || linked > 0.8 || text.length > LONGEST) return undefined;
  if (A_CHANGE.test(text) || /\p{Ll}{3}[.!?]\s/u.test(text) || OF_PICTURE.test(text)) return undefined;
  const found = introducedWithin(text, language);
  // Titles before a name are written short.
  const bare = found?.replace(/^(?:\p{Lu}\p{L}{0,4}\.\s+)+/u, '');
  return bare !== undefined && (hasDate(text) || isPersonal(bare)) ? found : undefined;
}

/** Who a line of their own by the title says something of: a name, a comma and what somebody does, for a paper or for whom they work. */
export function calledByRole(lines: readonly Line[], name: ReadName): string | undefined {
  const found = lines
    .filter(({ element, text }) => text.length <= 100 && !/[.!?:]$/.test(text) && !isApart(element))
    .filter((line) => piecesBetweenBreaks(line).length === 1)
    .map(({ text }) => /^([^,–—]{5,40}?)(?:,| [–—]) (\S.*)$/.exec(text))
    .map((said) => ({ who: said?.[1] ?? '', what: said?.[2] ?? '' }))
    .find(
      ({ who, what }) => isPersonal(who) && ((isRole(what) && !GOES_ON.test(what)) || isAddressOf(who, what)),
    );
  return name(found?.who);
}

/** Headings, captions and quotations name people who did not write. */
function isApart(element: Line['element']): boolean {
  return isElement(element) && /^(?:h[1-6]|figcaption|figure|blockquote|cite|footer|li)$/.test(element.name);
}

/** Who a short line by the title links to where a site keeps its authors; of a list of people nobody is taken. */
export function linkedAuthor(lines: readonly Line[], name: ReadName, marked: ReadName): string | undefined {
  const short = lines.filter((line) => !isProse(line) && line.text.length <= 80 && !tellsOf(line));
  const said = short
    .flatMap((line) => linksOf(line))
    .map(({ text, isAccount }) => ({ text, found: isAccount ? marked(text) : name(text) }));
  if (said.every(({ found }) => found === undefined)) return undefined;
  // Whose name is the site's is one of several who wrote.
  const names = new Set(said.flatMap(({ text, found }) => found ?? (isPersonal(text) ? [text] : [])));
  return names.size > MOST_AUTHORS ? undefined : [...names].join(', ');
}

/** Whether a line says something of those whom it links to, besides that they wrote and what they are: the words around the links run on in small letters. */
function tellsOf(line: Line): boolean {
  const { text, linked } = line;
  if (linked >= MOSTLY) return false;
  const rest = linksOf(line)
    .reduce((left, link) => left.replace(plainText(link.text), () => ''), text)
    .replace(/^[\s,–—-]+/, '');
  if (saysOtherRole(rest)) return true;
  return (
    /(?<!\p{L})(?!(?:by|and|on|in|von|und|par|et|por)\s)\p{Ll}{2,}/u.test(rest) &&
    !isRole(rest) &&
    !saysWriting(rest)
  );
}

/** Those links of a line; what stands alone in the page's frame has all of the page for its element. */
function linksOf({ element, text }: Line): readonly LinkToAuthor[] {
  return linksToAuthors(element).filter(({ text: said, isMail }) =>
    isMail ? text.startsWith(plainText(said)) : text.includes(plainText(said)),
  );
}

/**
 * A link to where a site keeps what somebody wrote, whose page there may be called as the link is (an account); or to the address of whoever it
 * names.
 */
type LinkToAuthor = { readonly text: string; readonly isAccount: boolean; readonly isMail: boolean };

function linksToAuthors(parent: Line['element']): readonly LinkToAuthor[] {
  return parent.children.flatMap((child) => {
    if (!isElement(child)) return [];
    const href = child.name === 'a' ? child.attribs['href'] : undefined;
    if (href === undefined) return linksToAuthors(child);
    const text = textOf(child);
    const isMail = isPersonal(text.trim()) && isAddressOf(text.trim(), mailOf(href));
    if (!isMail && !isAuthorPath(href)) return linksToAuthors(child);
    const isAccount = href.replace(/\/(?:index\.html)?$/, '').endsWith(`/${text.trim()}`);
    return [{ text, isAccount, isMail }];
  });
}

/** The address that a link writes to; '' of others. */
function mailOf(href: string): string {
  return /^mailto:([^?]+)/i.exec(href)?.[1] ?? '';
}

export function isAuthorPath(href: string): boolean {
  return AUTHOR_PATH.test(href);
}

/** Whether an address holds somebody's surname; a handle may be anything. */
export function isAddressOf(name: string, address: string): boolean {
  const surname = name.toLowerCase().split(/\s+/).at(-1) ?? '';
  return HANDLE.test(address) || (WHERE_TO_WRITE.test(address) && address.toLowerCase().includes(surname));
}

export function hasDate(text: string): boolean {
  return text.search(A_DATE) >= 0;
}
