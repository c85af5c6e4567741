import { isElement, isText, type HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { A_CHANGE, A_DATE, A_PUBLICATION } from './written.ts';

/** Elements that stand within a line. */
const INLINE = new Set(
  'a abbr b big cite code em font i ins label mark q s small span strong sub sup time u'.split(' '),
);
/** So far up the words before an element are looked for, and so many letters of them. */
const LEVELS = 4;
const MOST_SAID = 160;
const LONGEST_LABEL = 40;
const MOST_OF_LINE = 300;
const FRAME = /^(?:html|body|main|article)$/;
/** What stands behind one of these is not said together with what stands before it. */
const MARK = /[|•·⋅»\n]|\s[-–—]\s/;
/** What may stand between a date and what is said of it, and says nothing. */
const LITTLE =
  /^(?:on|at|the|of|am|vom|den|der|le|du|el|il|op|dne|dnia|ar|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)[.,]?$/i;
const ON = /^(?:on|am|le|el|il|op|den|der|dne|dnia|ar)$/i;
/** Before a date they set an end or a beginning, in the languages that pages are written in. */
const LIMIT =
  /^(?:by|before|until|till|since|through|after|bis|zum|ab|seit|jusqu['’]au|avant|dès|hasta|antes|desde|até|entro|fino|dal|tot|uiterlijk|vanaf|do|od|till|från|til|fra|tan|erbyn)$/i;
/** What a word right before a date says that it is of: something that is done or due then. */
const DUE =
  /^(?:when|starts?|ends?|begins?|deadline|clos(?:es?|ing|ed)|opens?|term|contract|awarded|due|version|build|revision|expir\p{L}+|\p{L}{3,}(?:frist|termin|schluss|deadline|beginn|ende|datum))$/iu;
const OF_THE_POST =
  /post|cr[eé]a[tcz]|submi|added|issue|releas|written|upload|escri|écrit|rédig|scritt|inseri|geschr|verfass|skriv|skrev|napisa|scris|article|artikel|parution|plaats|utgiv|erschein|bostio/i;
/** The same, where no limit is set behind it. */
const OF_NEWS =
  /\bfiled\s(?:under|in)\b|beitrag|erstell|(?<!an)meldung|nachricht|notici|notizi|^(?:news|story|entry)\sdate|\bof\snews\b/i;
/** Since then it can be read, or it was put there. */
const ONLINE =
  /^(?:online|live)\s(?:since|seit|sinds|depuis)$|^(?:went|put|messo)\s(?:online|live)$|^online\s\p{Ll}+$/iu;
/** Names alone: a person, before what they are; sections. */
const NAMES = /^(?:\p{Lu}[\p{L}\p{M}.'’-]*[\s,]+)+$/u;
/** Whoever published it stands before the day, too. */
const BY = /(?:^|\s)(?:by|von|par|por|di|da|av|af|door|przez|gan)\s/i;
/** "Date" behind another word, or before it. */
const A_KIND_OF_DATE = /^\p{L}+(?:\s\p{L}+)*\s(?:date|deadline)$|^(?:date|fecha|data)\s\p{L}/iu;

/** Whether the words before a date, in its line or as its label, say that it is the day of something else: an end, a beginning, what was done then. */
export function isOfElse(lead: string): boolean {
  const own = behindDates(lead.slice(-MOST_SAID)).split(MARK).at(-1)?.trim() ?? '';
  if (/\bdeadline\W*$/i.test(own)) return true;
  if (own === '' || OF_THE_POST.test(own) || A_PUBLICATION.test(own) || A_CHANGE.test(own)) return false;
  if (own.endsWith(':')) return isLabelOfElse(own.slice(0, -1).trim());
  const words = own.split(/\s+/);
  const little = words.findLastIndex((word) => !LITTLE.test(word));
  const said = words.slice(0, little + 1);
  const last = said.at(-1) ?? '';
  if (ONLINE.test(said.join(' '))) return false;
  if (LIMIT.test(last) || (DUE.test(last) && !OF_NEWS.test(last))) return true;
  if (OF_NEWS.test(own)) return false;
  if (A_KIND_OF_DATE.test(said.join(' '))) return true;
  // What begins small and has nothing before it is no sentence: a name of one who is logged in, a section.
  if (BY.test(own) || (/^\p{Ll}/u.test(own) && own === lead.trim() && said.length < 3)) return false;
  return isDone(
    said,
    words.slice(little + 1).some((word) => ON.test(word)),
  );
}

/** What is said of a date before is not said of the next one. */
function behindDates(lead: string): string {
  const last = /\d/.test(lead) ? [...lead.matchAll(A_DATE)].at(-1) : undefined;
  return last === undefined ? lead : lead.slice(last.index + last[0].length);
}

function isLabelOfElse(label: string): boolean {
  if (OF_NEWS.test(label)) return false;
  if (A_KIND_OF_DATE.test(label) || DUE.test(label)) return true;
  return /\p{L}\s+\p{Ll}/u.test(label) && !/^\W*(?:date|by|on|from)\b/i.test(label);
}

/** "…, accessed", "Crews in Mill Street on": what was done, or seen. */
function isDone(words: readonly string[], isOn: boolean): boolean {
  const said = words.join(' ');
  const piece = said.split(/[,(]\s*/).at(-1) ?? '';
  const isSmall = words.length > 1 && /^\p{Ll}{5,}$/u.test(piece);
  if (isSmall && !NAMES.test(said.slice(0, said.length - piece.length))) return true;
  return isOn && words.length > 1 && words.some((word) => /^\p{Ll}{2,}$/u.test(word));
}

/** The same of a line in which a date stands. */
export function isOfSomethingElse(text: string): boolean {
  const [found] = text.slice(0, MOST_OF_LINE).matchAll(A_DATE);
  return found !== undefined && (isOfElse(text.slice(0, found.index)) || isPeriod(text, found));
}

/** What a line says; a row's first cell is the label of the next. */
export function withLabel({ kind }: Pick<Line, 'kind'>, text: string): string {
  return kind === 'row' ? text.replace(/:? \| /, ': ') : text;
}

/** From a day to another: nothing is published for so long. */
function isPeriod(text: string, { index, 0: date }: RegExpExecArray): boolean {
  const rest = text.slice(index + date.length);
  const [between] =
    /^\s*(?:to|until|till|[-–—]|bis|au|al|hasta|a|tot|do|t\/m)\s+(?:(?:den|le|el|the)\s+)?/i.exec(rest) ?? [];
  if (between !== undefined && rest.slice(between.length).search(A_DATE) === 0) return true;
  return /(?:^|\s)\d{1,2}(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|&|bis|au|al)\s*$/i.test(text.slice(0, index));
}

/** The words before an element in its line; where it begins the line, the label in the box before it. */
export function leadOf(element: HtmlElement): string {
  let said = '';
  let at = element;
  for (let level = 0; level < LEVELS; level += 1) {
    for (let prev = at.prev; prev !== null && said.length < MOST_SAID; prev = prev.prev) {
      if (isText(prev)) said = prev.data + said;
      else if (isElement(prev)) {
        if (!INLINE.has(prev.name)) return said.trim() === '' ? labelIn(prev) : said;
        said = `${textOf(prev)} ${said}`;
      }
    }
    const { parent } = at;
    if (parent === null || !isElement(parent) || FRAME.test(parent.name)) return said;
    if (said.trim() !== '' && !INLINE.has(parent.name)) return said;
    at = parent;
  }
  return said;
}

/** What an element says that names the next: a term, a first cell, what is called a label or ends in a colon. */
function labelIn(element: HtmlElement): string {
  const isLabel = /^(?:dt|th|td)$/.test(element.name) || /label/i.test(element.attribs['class'] ?? '');
  const text = textOf(element).trim();
  if (text === '' || text.length > LONGEST_LABEL || text.search(A_DATE) >= 0) return '';
  return text.endsWith(':') ? text : isLabel ? `${text}:` : '';
}
