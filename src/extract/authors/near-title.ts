import { isElement, type HtmlElement } from '../../base/html.ts';
import { A_CHANGE, A_DATE, A_TIME } from '../dates/written.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { isProse } from '../noise.ts';
import { isRole } from './name.ts';
import { piecesBetweenBreaks } from './pieces.ts';
import { introducedWithin, opensByName } from './introduced.ts';

/** Where sites keep the page of somebody who writes for them. */
const AUTHOR_PATH =
  /\/(?:authors?|by|people|profiles?|contributors?|writers?|journalists?|autor(?:en|es|e)?|auteurs?|redaktion)\/[^/?#]{3,}/i;
const MOST_AUTHORS = 3;
/** A line of who and when is no longer than this. */
const LONGEST = 140;
/** Whoever is named behind one of these took a picture. */
const OF_PICTURE = /\b(?:photo|foto|picture|image|bild|illustration)/i;
const WEEKDAY = /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?/gi;
const BETWEEN = /\s*[|•·»—–/]\s*|\s-\s|\s*,\s*|\n/;
/** Given name and surname, perhaps with an initial or a particle between them. */
const PERSON =
  /^\p{Lu}[\p{L}’'-]+(?:\s+(?:\p{Lu}\.?|d[aeiou]s?|del?l?a?|van|von|der|den|el|al|bin|[Mm]ac)){0,2}\s+(?:[dDoO]['’])?\p{Lu}[\p{L}’'-]{1,}$/u;

/** What themes call the place of a section, a type or a tag. */
const SECTION =
  /(?:^|[\s_-])(?:categor(?:y|ies)|sections?|topics?|kicker|eyebrow|overline|tags?|content-?type|places?|locations?|venue)(?:$|[\s_-])/i;

/** A role that a sentence goes on behind: whom a teaser tells of. */
const GOES_ON = /,\s(?!\p{Ll}+\s(?:and|&)\s)\p{Ll}+\s+\p{Ll}+\s/u;

type Name = (text: string | undefined) => string | undefined;

/** Who a line near the title says wrote the post: "By …", or "von …" behind a date. */
export function signed(lines: readonly Line[], language: string | undefined, name: Name): string | undefined {
  for (const line of lines) {
    const found = opensByName(line.text, language)
      ? (name(aboveHouse(line)) ?? name(line.text) ?? name(beforeDate(line.text)))
      : name(withinLine(line, language));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "By Jane Roe" above a break and whom she works for; nothing where more names stand below it. */
function aboveHouse(line: Line): string | undefined {
  const [first = '', next] = piecesBetweenBreaks(line);
  const isMore = next === undefined || isPersonal(next) || /^(?:and|&|,|with|by)\b|^[,&]/i.test(next);
  return isMore || !/\s\S+\s/.test(first) ? undefined : first;
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
  if (kind === 'heading' || linked > 0.8 || text.length > LONGEST) return undefined;
  if (A_CHANGE.test(text) || /\p{Ll}{3}[.!?]\s/u.test(text) || OF_PICTURE.test(text)) return undefined;
  const found = introducedWithin(text, language);
  return found !== undefined && (hasDate(text) || isPersonal(found)) ? found : undefined;
}

/** Who a line of their own by the title says something of: a name, a comma and what somebody does, for a paper or for whom they work. */
export function calledByRole(lines: readonly Line[], name: Name): string | undefined {
  const found = lines
    .filter(({ element, text }) => text.length <= 100 && !/[.!?:]$/.test(text) && !isApart(element))
    .filter((line) => piecesBetweenBreaks(line).length === 1)
    .map(({ text }) => /^([^,–—]{5,40}?)(?:,| [–—]) (\S.*)$/.exec(text))
    .find(
      (said) =>
        said !== null && isPersonal(said[1] ?? '') && isRole(said[2] ?? '') && !GOES_ON.test(said[2] ?? ''),
    );
  return name(found?.[1]);
}

/** Headings, captions and quotations name people who did not write. */
function isApart(element: Line['element']): boolean {
  return isElement(element) && /^(?:h[1-6]|figcaption|figure|blockquote|cite|footer|li)$/.test(element.name);
}

/** Who a short line by the title links to where a site keeps its authors; of a list of people nobody is taken. */
export function linkedAuthor(lines: readonly Line[], name: Name): string | undefined {
  const short = lines.filter((line) => !isProse(line) && line.text.length <= 80);
  const said = short
    .flatMap((line) => linksToAuthors(line.element))
    .map((text) => ({ text, found: name(text) }));
  if (said.every(({ found }) => found === undefined)) return undefined;
  // Whose name is the site's is one of several who wrote.
  const names = new Set(said.flatMap(({ text, found }) => found ?? (isPersonal(text) ? [text] : [])));
  return names.size > MOST_AUTHORS ? undefined : [...names].join(', ');
}

/** The texts of links to where a site keeps what somebody wrote. */
function linksToAuthors(parent: Line['element']): readonly string[] {
  return parent.children.flatMap((child) => {
    if (!isElement(child)) return [];
    const href = child.name === 'a' ? child.attribs['href'] : undefined;
    return href !== undefined && AUTHOR_PATH.test(href) ? [textOf(child)] : linksToAuthors(child);
  });
}

export type Surroundings = {
  /** Lines around the title, the nearest first. */
  readonly lines: readonly Line[];
  /** The title's element with everything around it. */
  readonly titled: ReadonlySet<HtmlElement>;
  /** The lines of the text. */
  readonly text: readonly Line[];
};

/**
 * Who stands beside the date, in its line or in a box that the two have to themselves, and is introduced by nothing: two words that are
 * written like a person's, and the second is no word of the text. A section's or a place's name is, sooner or later.
 */
export function besideDate({ lines, titled, text }: Surroundings, name: Name): string | undefined {
  const short = lines.filter((line) => !isProse(line) && line.text.length <= LONGEST);
  const dated = short.filter((line) => hasDate(line.text));
  const pieces = dated.flatMap((line) => (line.linked > 0.2 ? [] : piecesOf(line.text)));
  const boxed = dated.flatMap((line) => inOneBox(line, short, titled)).map((line) => line.text);
  const found = [...pieces, ...boxed].filter(isPersonal).map((piece) => name(piece));
  const names = new Set(found.filter((one) => one !== undefined && !isWordOf(text, one)));
  return names.size === 1 ? [...names][0] : undefined;
}

/** Whether a text is written like a person's name: a given name and a surname. */
export function isPersonal(text: string): boolean {
  return PERSON.test(text);
}

function hasDate(text: string): boolean {
  return text.search(A_DATE) >= 0;
}

/** What a line of who and when holds besides the date, without the word that introduces a name. */
function piecesOf(text: string): readonly string[] {
  const rest = text.replaceAll(A_TIME, '|').replaceAll(A_DATE, '|').replaceAll(WEEKDAY, '');
  return rest
    .split(BETWEEN)
    .map((piece) => piece.trim().replace(/^(?:\p{Ll}{1,3}|Words|Text|Story)\s+(?=\p{Lu})/u, ''));
}

/** Lines that share with a date a box which does not hold the title. */
function inOneBox(date: Line, lines: readonly Line[], titled: ReadonlySet<HtmlElement>): readonly Line[] {
  const box = date.element.parent;
  if (box === null || !isElement(box) || titled.has(box)) return [];
  return lines.filter(
    (line) =>
      line !== date && within(line, box) && !isOfSection(line) && (line.linked === 0 || line.linked > 0.9),
  );
}

/** In a place that is named for what the post is filed under. */
function isOfSection({ element }: Line): boolean {
  let at: HtmlElement['parent'] = element;
  for (let level = 0; at !== null && isElement(at) && level < 2; level += 1, at = at.parent)
    if (SECTION.test(at.attribs['class'] ?? '')) return true;
  return false;
}

function within({ element }: Line, box: HtmlElement): boolean {
  for (let at: HtmlElement['parent'] = element; at !== null && isElement(at); at = at.parent)
    if (at === box) return true;
  return false;
}

/** Whether the text has the last word of a name as a word like any other. */
function isWordOf(text: readonly Line[], name: string): boolean {
  const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? '';
  const word = new RegExp(String.raw`(?<![\p{L}@./])${last.replaceAll(/[^\p{L}]/gu, '.')}s?(?!\p{L})`, 'u');
  return text.some((line) => word.test(line.text));
}
