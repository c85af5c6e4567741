import { isElement, type HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { nameIn, type Publishers } from './name.ts';

const MOST_NAMES = 6;
/** Of a box that is named for its author: one with more in it is the page's. */
export const MOST_PARTS = 500;

/** Several names side by side in one dress; `first` is the one that is said to be a name, where one is. */
export function alike(
  element: HtmlElement,
  first: string | undefined,
  publishers: Publishers,
): string | undefined {
  const leaves = leavesOf(element).filter(
    (leaf) => !isTag(leaf) && nameIn(textOf(leaf), publishers) !== undefined,
  );
  const lead =
    first === undefined ? leaves[0] : leaves.find((leaf) => nameIn(textOf(leaf), publishers) === first);
  const same = leaves.filter((leaf) => lead !== undefined && isDressedAs(lead, leaf));
  const names = new Set(
    same.map((leaf) => nameIn(textOf(leaf), publishers)).filter((name) => name !== undefined),
  );
  const isMany = names.size > 1 && names.size <= MOST_NAMES && [...names].every((name) => /\s/.test(name));
  return isMany ? [...names].join(', ') : undefined;
}

/** What a post is filed under stands beside whoever wrote it. */
function isTag({ attribs }: HtmlElement): boolean {
  return /\b(?:tag|category)\b/.test(attribs['rel'] ?? '');
}

function isDressedAs(one: HtmlElement, other: HtmlElement): boolean {
  if (one.name !== other.name) return false;
  if (one.attribs['itemprop'] === 'name' && other.attribs['itemprop'] === 'name') return true;
  return (
    one.attribs['class'] === other.attribs['class'] &&
    (one.name === 'a' || (one.attribs['class'] ?? '') !== '')
  );
}

/** The elements within one that hold text alone, as many as are looked at. */
export function leavesOf(element: HtmlElement): readonly HtmlElement[] {
  const leaves: HtmlElement[] = [];
  const walk = (parent: HtmlElement): void => {
    for (const child of parent.children) {
      if (leaves.length >= MOST_PARTS || !isElement(child)) continue;
      if (child.children.some(isElement)) walk(child);
      else leaves.push(child);
    }
  };
  walk(element);
  return leaves;
}
