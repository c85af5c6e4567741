import { isElement, isText } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { isItalic } from '../ending/ending.ts';
import { isPersonal } from './near-title.ts';

const IS = /^\s*(?:,\s*)?(?:is|ist|est|es|é|è|är|er)\s/iu;

/** A note in italics opens so. */
const OPENING =
  /^(\p{Lu}[\p{L}’'.-]*(?:\s\p{Lu}[\p{L}’'.-]*){1,2})\s(?:is|ist|est|es|é|è|är|er|was)\s(?:an?|the|eine?|une?|la|le|el|il|en|ett?)\s/u;

/** The name that a line sets apart at its start and goes on to say something of; undefined for any other line. */
export function toldOf({ element }: Line): string | undefined {
  const opening =
    isElement(element) && isItalic(element) ? OPENING.exec(textOf(element).trim())?.[1] : undefined;
  if (opening !== undefined && isPersonal(opening)) return opening;
  const [name, rest] = element.children.filter((child) => !isText(child) || child.data.trim() !== '');
  if (name === undefined || rest === undefined || !isElement(name) || !isText(rest)) return undefined;
  const text = textOf(name).trim();
  return /^(?:strong|b|em|i|a)$/.test(name.name) && isPersonal(text) && IS.test(rest.data) ? text : undefined;
}
