import type { Line } from '../lines.ts';
import { HOUSE } from './house.ts';
import { isElement } from '../../base/html.ts';
import { isAuthorPath } from './near-title.ts';

/** What stands before a place. */
const WHERE = /(?:^|\s)(?:in|at|near|across|around|à|en|bei|aus|nach|para|te|w|we)$/i;
/** Of a line that is a link and nothing else. */
const ALL_LINK = 0.9;

/**
 * Whether a page uses what looks like a person's name for something else: a section, a theme or a tag that it links to, words that it writes small,
 * a place that things are in, or part of a house's name.
 * @param lines those of the page that it does not stand in
 */
export function isNoPerson(name: string, lines: readonly Line[]): boolean {
  const small = name.toLowerCase();
  return lines.some((line) => {
    const { text, linked } = line;
    if (text === name) return linked >= ALL_LINK && leadsToSection(line.element);
    if (text.includes(small)) return true;
    const at = text.indexOf(name);
    if (at < 0) return false;
    const [next = ''] = /^\s\p{Lu}\p{L}+/u.exec(text.slice(at + name.length)) ?? [];
    return WHERE.test(text.slice(0, at).trimEnd()) || HOUSE.test(name + next);
  });
}

/** A link of the site's own to no writer: whoever comments is linked to, too. */
function leadsToSection(parent: Line['element']): boolean {
  return parent.children.some((child) => {
    if (!isElement(child)) return false;
    const { href, rel = '' } = child.attribs;
    if (child.name !== 'a' || href === undefined) return leadsToSection(child);
    return !isAuthorPath(href) && !/author|external|nofollow/.test(rel);
  });
}
