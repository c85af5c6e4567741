import { isElement, isText } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { isItalic } from '../text/ending.ts';
import { plainText } from '../plain-text.ts';
import { isPersonal, isRole } from './person.ts';

const IS = /^\s*(?:,\s*)?(?:is|ist|est|es|é|è|är|er)\s/iu;

/** A note in italics opens so. */
const OPENING = /^(\p{Lu}[\p{L}’'.-]*(?:\s\p{Lu}[\p{L}’'.-]*){1,2})\s(?:is|ist|est|es|é|è|är|er|was)\s/u;
/** So far into a line its opening goes. */
const LONGEST = 200;
const ARTICLE = /^(?:an?|the|eine?|une?|la|le|el|il|en|ett?)\s/u;

/** The name that a line sets apart at its start and goes on to say something of; undefined for any other line. */
export function toldOf({ element }: Line): string | undefined {
  const note = isElement(element) && isItalic(element) ? plainText(textOf(element)) : '';
  const [opening = '', who = ''] = OPENING.exec(note) ?? [];
  const rest = note.slice(opening.length);
  if (isPersonal(who) && (ARTICLE.test(rest) || isRole(rest))) return who;
  const [name, behind] = element.children.filter((child) => !isText(child) || child.data.trim() !== '');
  if (name === undefined || behind === undefined || !isElement(name) || !isText(behind)) return undefined;
  const text = textOf(name).trim();
  return /^(?:strong|b|em|i|a)$/.test(name.name) && isPersonal(text) && IS.test(behind.data)
    ? text
    : undefined;
}

/** Whom a line of plain text tells of that says what they do in writing or in an office: "Jane Roe is a reporter for the Gazette." */
export function plainlyToldOf({ text }: Line): string | undefined {
  const [opening = '', who = ''] = OPENING.exec(text.slice(0, LONGEST)) ?? [];
  return isPersonal(who) && isRole(text.slice(opening.length).replace(ARTICLE, '')) ? who : undefined;
}
