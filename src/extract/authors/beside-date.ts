import { isElement, type HtmlElement } from '../../base/html.ts';
import { A_DATE, A_TIME } from '../dates/written.ts';
import type { Line } from '../lines.ts';
import { isProse } from '../noise.ts';
import { isWithin } from '../opening.ts';
import { hasDate, isPersonal, LONGEST } from './near-title.ts';
import { isNoPerson } from './no-person.ts';

const WEEKDAY = /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?/gi;
const BETWEEN = /\s*[|•·»—–/]\s*|\s-\s|\s*,\s*|\n/;
/** What themes call the place of a section, a type or a tag. */
const SECTION =
  /(?:^|[\s_-])(?:categor(?:y|ies)|sections?|topics?|kicker|eyebrow|overline|tags?|content-?type|places?|locations?|venue|comments?)(?:$|[\s_-])/i;

type Name = (text: string | undefined) => string | undefined;

export type Surroundings = {
  /** Lines around the title, the nearest first. */
  readonly lines: readonly Line[];
  /** The title's element with everything around it. */
  readonly titled: ReadonlySet<HtmlElement>;
  /** The lines of the text, and all of the page's. */
  readonly text: readonly Line[];
  readonly page: () => readonly Line[];
};

/**
 * Who stands beside the date, in its line or in a box that the two have to themselves, and is introduced by nothing: two words that are
 * written like a person's, and the second is no word of the text. A section's or a place's name is, sooner or later.
 */
export function besideDate({ lines, titled, text, page }: Surroundings, name: Name): string | undefined {
  const short = lines.filter((line) => !isProse(line) && line.text.length <= LONGEST);
  const dated = short.filter((line) => hasDate(line.text));
  const pieces = dated.flatMap((line) => (line.linked > 0.2 ? [] : piecesOf(line.text)));
  const boxed = dated.flatMap((line) => inOneBox(line, short, titled)).map((line) => line.text);
  const found = [...pieces, ...boxed].filter(isPersonal).map((piece) => name(piece));
  const names = new Set(found.filter((one) => one !== undefined && !isWordOf(text, one)));
  const [only] = names;
  if (only === undefined || names.size > 1) return undefined;
  const near = new Set(short.map(({ element }) => element));
  const elsewhere = page().filter(({ element }) => !near.has(element));
  return isNoPerson(only, elsewhere) ? undefined : only;
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
      line !== date &&
      isWithin(line.element, box) &&
      !isOfSection(line) &&
      (line.linked === 0 || line.linked > 0.9),
  );
}

/** In a place that is named for what the post is filed under. */
function isOfSection({ element }: Line): boolean {
  let at: HtmlElement['parent'] = element;
  for (let level = 0; at !== null && isElement(at) && level < 2; level += 1, at = at.parent)
    if (SECTION.test(at.attribs['class'] ?? '')) return true;
  return false;
}

/** Whether the text has the last word of a name as a word like any other. */
function isWordOf(text: readonly Line[], name: string): boolean {
  const last = name.split(/\s+/).at(-1)?.toLowerCase() ?? '';
  const word = new RegExp(String.raw`(?<![\p{L}@./])${last.replaceAll(/[^\p{L}]/gu, '.')}s?(?!\p{L})`, 'u');
  return text.some((line) => word.test(line.text));
}
