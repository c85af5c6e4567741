import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
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
  const part = partAround(element, titled);
  for (let next = part.next; next !== null; next = next.next)
    if (isElement(next) && titled.has(next)) return true;
  return false;
}

/** The part of the page that holds an element and is beside the title. */
export function partAround(element: HtmlElement, titled: ReadonlySet<HtmlElement>): HtmlElement {
  let part = element;
  for (const at of outwards(element.parent)) {
    if (titled.has(at)) break;
    part = at;
  }
  return part;
}
