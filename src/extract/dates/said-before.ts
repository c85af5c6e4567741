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
  /^(?:by|before|until|till|through|after|bis|zum|ab|jusqu['’]au|avant|dès|hasta|antes|até|entro|fino|dal|tot|uiterlijk|vanaf|do|od|till|från|til|fra|tan|erbyn)$/i;
/** What a word right before a date says that it is of: something that begins or ends then. */
const DUE =
  /^(?:when|starts?|ends?|begins?|deadline|clos(?:es?|ing|ed)|opens?|due|version|expir\p{L}+|\p{L}{3,}(?:frist|termin|schluss|ende|beginn|datum))$/iu;
/** What a post is, and what is done with it, beside what speaks of its publication. */
const A_POST =
  /^(?:news|story|entry|article|artikel)$|beitrag|erstell|(?<!an)meldung|nachricht|noti[cz]i|bostio|releas/i;
/** Since then it can be read: "Online seit", "Went live". */
const SINCE = /^(?:since|seit|sinds|depuis|desde)$/i;
const ONLINE = /^(?:online\s\p{Ll}+|\p{L}+\s(?:online|live))$/iu;
/** Names alone: a person, before what they are; sections. */
const NAMES = /^(?:\p{Lu}[\p{L}\p{M}.'’-]*[\s,]+)+$/u;
/** Whoever published it stands before the day, too, and what WordPress keeps it under. */
const BY = /(?:^|\s)(?:by|von|par|por|di|da|av|af|door|przez|gan)\s|^filed\s/i;
/** All that stands between two days. */
const TO = /^\s*(?:to|until|till|[-–—]|bis|au|al|hasta|a|tot|do|t\/m)\s+(?:(?:den|le|el|the)\s+)?$/i;
/** From one time of day to another, but for a stamp and its zone. */
const HOURS =
  /(?<![\d:T])\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?\s*)?(?:[-–—]|to|until|bis|à)\s*\d{1,2}[:.h]\d\d(?!\.?\d)/i;
const A_STAMP = /^T\d\d:\d\d/;
/** "Date" behind another word, or before it. */
const A_KIND_OF_DATE = /^\p{L}+(?:\s\p{L}+)*\s(?:date|deadline)$|^(?:date|fecha|data)\s\p{L}/iu;

/** Whether the words before a date, in its line or as its label, say that it is the day of something else: an end, a beginning, what was done then. */
export function isOfElse(lead: string): boolean {
  const own = behindDates(lead.slice(-MOST_SAID)).split(MARK).at(-1)?.trim() ?? '';
  if (own === '' || A_PUBLICATION.test(own) || A_CHANGE.test(own)) return false;
  const words = (own.endsWith(':') ? own.slice(0, -1).trim() : own).split(/\s+/);
  const little = words.findLastIndex((word) => !LITTLE.test(word));
  const said = words.slice(0, little + 1);
  const last = said.at(-1) ?? '';
  if (LIMIT.test(last) || (SINCE.test(last) && !ONLINE.test(said.join(' ')))) return true;
  if (A_POST.test(headOf(said)) || ONLINE.test(said.join(' '))) return false;
  if (DUE.test(last) || A_KIND_OF_DATE.test(said.join(' '))) return true;
  if (own.endsWith(':')) return isLabelOfElse(words.join(' '));
  // What begins small and has nothing before it is no sentence: a name of one who is logged in, a section.
  if (BY.test(own) || (/^\p{Ll}/u.test(own) && own === lead.trim() && said.length < 3)) return false;
  return isDone(
    said,
    words.slice(little + 1).some((word) => ON.test(word)),
  );
}

/** The noun that is said of a date: the last one, or what "date" stands behind. */
function headOf(said: readonly string[]): string {
  return (said.length === 2 && /^date$/i.test(said[1] ?? '') ? said[0] : said.at(-1)) ?? '';
}

/** What is said of a date before is not said of the next one. */
function behindDates(lead: string): string {
  const last = /\d/.test(lead) ? [...lead.matchAll(A_DATE)].at(-1) : undefined;
  return last === undefined ? lead : lead.slice(last.index + last[0].length);
}

function isLabelOfElse(label: string): boolean {
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

/**
 * What a line says of the post's day: up to the next date, where there are several. '' where each is of something else; behind one that is,
 * only what speaks of publication is believed.
 */
export function saidOfPost(text: string): string {
  const dates = [...text.slice(0, MOST_OF_LINE).matchAll(A_DATE)];
  if (dates.length === 0) return text;
  const parts = dates.map(({ index, 0: date }, at) => {
    const from = dates[at - 1];
    const begin = from === undefined ? 0 : from.index + from[0].length;
    return {
      lead: text.slice(begin, index),
      date,
      rest: text.slice(index + date.length, dates[at + 1]?.index),
    };
  });
  // A stamp for machines beside a day that people are shown is of a change: themes hide it so.
  const [first] = parts.length > 1 && A_STAMP.test(parts[0]?.rest ?? '') ? parts.slice(1) : parts;
  const own =
    first !== undefined && !isOfElse(first.lead) && !isSpan(first)
      ? first
      : parts.slice(1).find(({ lead }) => A_PUBLICATION.test(lead));
  return own === undefined ? '' : own.lead + own.date + own.rest;
}

type Part = { readonly lead: string; readonly date: string; readonly rest: string };

/** From a day to another, or from one hour to another: nothing is published for so long. */
function isSpan({ lead, rest }: Part): boolean {
  if (/(?:^|\s)\d{1,2}(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|&|bis|au|al)\s*$/i.test(lead)) return true;
  return TO.test(rest) || (HOURS.test(rest.slice(0, LONGEST_LABEL)) && !A_PUBLICATION.test(lead));
}

/** What a line says; a row's first cell is the label of the next. */
export function withLabel({ kind }: Pick<Line, 'kind'>, text: string): string {
  return kind === 'row' ? text.replace(/:? \| /, ': ') : text;
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
