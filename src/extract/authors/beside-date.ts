import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import { A_CHANGE, A_DATE, A_PUBLICATION, A_TIME } from '../dates/written.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { isProse } from '../text/noise.ts';
import { isWithin } from '../text/opening.ts';
import { plainText } from '../plain-text.ts';
import { hasDate, LONGEST } from './near-title.ts';
import { isNoPerson } from './no-person.ts';
import { partsOf } from './pieces.ts';
import { isNameLabel, type ReadName } from './name.ts';
import { isPersonal } from './person.ts';

const WEEKDAY = /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?/gi;
const BETWEEN = /\s*[|•·»—–/]\s*|\s-\s|\s*,\s*|\n/;
/** What themes call the place of a section, a type or a tag. */
const SECTION =
  /(?:^|[\s_-])(?:categor(?:y|ies)|sections?|topics?|kicker|eyebrow|overline|tags?|content-?type|places?|locations?|venue|comments?)(?:$|[\s_-])/i;
/** A name, a comma and a day that opens with its number, and no more. */
const DATELINE = /^[^,\d]+,\s(?:\p{Ll}+\s)?\d{1,2}\S*\s\p{L}+\s\d{4}$/u;
/** Before what a system files things under. */
const FILED = /(?:categor(?:y|ies)|tags?|topics?|sections?|themes?|types?|sectors?|services?)[-/=]$/i;

export type Surroundings = {
  /** Lines around the title, the nearest first. */
  readonly lines: readonly Line[];
  /** The title's element with everything around it. */
  readonly titled: ReadonlySet<HtmlElement>;
  /** The lines of the text, and all of the page's. */
  readonly text: readonly Line[];
  readonly page: () => readonly Line[];
  readonly html: string;
};

/**
 * Who stands beside the date, in its line or in a box that the two have to themselves, and is introduced by nothing: two words that are
 * written like a person's, and the second is no word of the text. A section's or a place's name is, sooner or later. A firm that the text is about
 * stands in it.
 */
export function besideDate(
  { lines, titled, text, page, html }: Surroundings,
  name: ReadName,
): string | undefined {
  const short = lines.filter((line) => !isProse(line) && line.text.length <= LONGEST);
  const dated = short.filter((line) => hasDate(line.text));
  const pieces = dated.flatMap((line) => (line.linked > 0.2 ? [] : piecesOf(line)));
  const boxed = dated.flatMap((line) => inOneBox(line, short, titled)).map((line) => line.text);
  const found = [...pieces, ...boxed]
    .filter((piece) => isPersonal(piece) && !isNameLabel(piece.slice(0, piece.indexOf(' '))))
    .map((piece) => name(piece));
  const names = new Set(found.filter((one) => one !== undefined && !isWordOf(text, one)));
  const [only] = names;
  if (only === undefined || names.size > 1 || isToldOf(text, only) || isFiled(only, html)) return undefined;
  const near = new Set(short.map(({ element }) => element));
  const elsewhere = page().filter(({ element }) => !near.has(element));
  return isNoPerson(only, elsewhere) || isWordOf(elsewhere, only) ? undefined : only;
}

/** What a line of who and when holds besides the date, without the word that introduces a name. */
function piecesOf(line: Line): readonly string[] {
  const filed = isElement(line.element) ? sectionsIn(line.element) : [];
  return (
    partsOf(line)
      // "Bad Homburg, 3 May 2024" is where and when.
      .filter((part) => !DATELINE.test(part))
      .flatMap((part) => (part === line.text || hasDate(part) ? withoutTimes(part).split(BETWEEN) : [part]))
      .map((piece) =>
        withoutStamp(piece.trim()).replace(/^(?:\p{Ll}{1,3}|Words|Text|Story)\s+(?=\p{Lu})/u, ''),
      )
      .filter((piece) => !filed.includes(piece))
  );
}

/** "Jane Roe Published:", before a date. */
function withoutStamp(piece: string): string {
  const at = piece.search(/\s\p{L}{1,40}\s?:?$/u);
  const last = piece.slice(Math.max(0, at));
  return at > 0 && (A_PUBLICATION.test(last) || A_CHANGE.test(last)) ? piece.slice(0, at) : piece;
}

function withoutTimes(text: string): string {
  return text.replaceAll(A_TIME, '|').replaceAll(A_DATE, '|').replaceAll(WEEKDAY, '');
}

/** The texts of the elements of a line that are named for what the post is filed under. */
function sectionsIn(parent: HtmlElement): readonly string[] {
  return parent.children.flatMap((child) => {
    if (!isElement(child)) return [];
    return SECTION.test(child.attribs['class'] ?? '') ? [plainText(textOf(child))] : sectionsIn(child);
  });
}

/** Lines that share with a date a box which does not hold the title. */
function inOneBox(date: Line, lines: readonly Line[], titled: ReadonlySet<HtmlElement>): readonly Line[] {
  const box = date.element.parent;
  if (box === null || !isElement(box) || titled.has(box)) return [];
  return lines.filter(
    (line) =>
      line !== date &&
      isWithin(line.element, box) &&
      !isOfSection(line) &&
      (line.linked === 0 || line.linked > 0.9),
  );
}

/** In a place that is named for what the post is filed under. */
function isOfSection({ element }: Line): boolean {
  for (const at of outwards(element, 2)) if (SECTION.test(at.attribs['class'] ?? '')) return true;
  return false;
}

/** Whether the text says something of somebody before its last line, which may say who wrote it. */
function isToldOf(text: readonly Line[], name: string): boolean {
  return text.slice(0, -1).some((line) => isProse(line) && line.text.includes(name));
}

/** Whether the text has the last word of a name as a word like any other. */
function isWordOf(text: readonly Line[], name: string): boolean {
  const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? '';
  const stem = last.replace(/(?:ies|s)$/, '').replaceAll(/[^\p{L}]/gu, '.');
  const word = new RegExp(String.raw`(?<![\p{L}@./])${stem}(?:y|ies|s)?(?!\p{L})`, 'u');
  return text.some((line) => word.test(line.text));
}

/** Whether a page files things under a name, as addresses and classes of systems say it ("/category/case-studies", "tag-case-studies"). */
function isFiled(name: string, html: string): boolean {
  const slug = name.toLowerCase().replaceAll(/\s+/g, '-');
  for (let at = html.indexOf(slug); at >= 0; at = html.indexOf(slug, at + 1))
    if (FILED.test(html.slice(Math.max(0, at - 20), at))) return true;
  return false;
}
