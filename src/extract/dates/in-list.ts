import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { declaresDate } from './holds-date.ts';
import { A_CHANGE, A_DATE, A_PUBLICATION, A_TIME } from './written.ts';

/** So far up an entry is looked for, so many nodes of it for its date, and so many letters it says besides. */
const LEVELS = 4;
const MOST_NODES = 40;
const LEAST_SAID = 60;
/** An item of a list says less than an entry in a box. */
const LEAST_BESIDE = 8;
const LABEL = /^\W*(?:date|posted|created|submitted|added|by|on)\b/i;

/**
 * Whether a date belongs to one of several entries that each have theirs and say something besides: comments, changes, events.
 * @param around the title's element and the first paragraph's with everything around them
 */
export function isInList(date: HtmlElement, around: ReadonlySet<HtmlElement>): boolean {
  return isListed(date.parent, around);
}

/** The same of an element that may itself be the entry. */
export function isListed(element: HtmlElement['parent'], around: ReadonlySet<HtmlElement>): boolean {
  for (const at of outwards(element, LEVELS)) {
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
  if (!holdsDate(element, { left: MOST_NODES })) return false;
  const text = textOf(element).trim();
  return text.length >= LEAST_SAID || (element.name === 'li' && saysMore(element, text));
}

/** An item of a list that has a paragraph beside its date, or words that do not tell what the date is of. */
function saysMore(item: HtmlElement, text: string): boolean {
  if (item.children.some((child) => isElement(child) && child.name === 'p')) return true;
  const words = text.replaceAll(A_DATE, '').replaceAll(A_TIME, '').trim();
  return (
    words.length >= LEAST_BESIDE && !A_PUBLICATION.test(words) && !A_CHANGE.test(words) && !LABEL.test(words)
  );
}

function holdsDate(parent: HtmlElement, room: { left: number }): boolean {
  return parent.children.some((child) => {
    if (!isElement(child) || (room.left -= 1) < 0) return false;
    return child.name === 'time' || declaresDate(child) || holdsDate(child, room);
  });
}
