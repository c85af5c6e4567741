import { isElement, type HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { declaresDate } from './holds-date.ts';

/** So far up an entry is looked for, so many nodes of it for its date, and so many letters it says besides. */
const LEVELS = 4;
const MOST_NODES = 40;
const LEAST_SAID = 60;

/**
 * Whether a date belongs to one of several entries that each have theirs and say something besides: comments, changes, events.
 * @param around the title's element and the first paragraph's with everything around them
 */
export function isInList(date: HtmlElement, around: ReadonlySet<HtmlElement>): boolean {
  let at = date.parent;
  for (let level = 0; at !== null && isElement(at) && level < LEVELS; level += 1, at = at.parent) {
    if (around.has(at)) return false;
    if (isEntry(at) && hasTwin(at)) return true;
  }
  return false;
}

function hasTwin(entry: HtmlElement): boolean {
  const { parent, name, attribs } = entry;
  if (parent === null || !/^(?:li|div|article|section|dd)$/.test(name)) return false;
  const names = attribs['class'];
  return parent.children.some(
    (other) =>
      isElement(other) &&
      other !== entry &&
      other.name === name &&
      (name === 'li' || (names !== undefined && other.attribs['class'] === names)) &&
      isEntry(other),
  );
}

function isEntry(element: HtmlElement): boolean {
  const isNote =
    element.name === 'li' && element.children.some((child) => isElement(child) && child.name === 'p');
  return holdsDate(element, { left: MOST_NODES }) && (isNote || textOf(element).trim().length >= LEAST_SAID);
}

function holdsDate(parent: HtmlElement, room: { left: number }): boolean {
  return parent.children.some((child) => {
    if (!isElement(child) || (room.left -= 1) < 0) return false;
    return child.name === 'time' || declaresDate(child) || holdsDate(child, room);
  });
}
