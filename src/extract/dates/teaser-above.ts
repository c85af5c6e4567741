import { isElement, type HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';

/** What another post is called has so many words at least; a section or a writer has fewer. */
const LEAST_WORDS = 3;

/** Whether a time stands beside a link with words enough for a title, in a box of the two above the title: of another post. */
export function isOfTeaser({ parent }: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  if (parent === null || !isElement(parent) || titled.has(parent) || !isAbove(parent, titled)) return false;
  return parent.children.some(
    (child) =>
      isElement(child) && child.name === 'a' && textOf(child).trim().split(/\s+/).length >= LEAST_WORDS,
  );
}

/** Whether the part of the page that holds an element comes before the one that holds the title. */
export function isAbove(element: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  let at = element;
  while (at.parent !== null && isElement(at.parent) && !titled.has(at.parent)) at = at.parent;
  for (let next = at.next; next !== null; next = next.next)
    if (isElement(next) && titled.has(next)) return true;
  return false;
}
