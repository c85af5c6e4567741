import { isElement, type HtmlElement } from '../../base/html.ts';
import { sameWords } from '../plain-text.ts';

const MOST_NAMES = 6;

/** The name in the first element that gives one, and those in others that stand beside it in the same dress: a byline each for several hands. */
export function namesSideBySide(
  elements: readonly HtmlElement[],
  read: (element: HtmlElement) => string | undefined,
): string | undefined {
  for (const [at, element] of elements.entries()) {
    const first = read(element);
    if (first === undefined) continue;
    const beside = elements.slice(at + 1).filter((other) => isBeside(element, other));
    const others = beside.map((other) => read(other)).filter((name) => name !== undefined);
    const names = new Map([first, ...others].map((name) => [sameWords(name), name]));
    const isMany = names.size <= MOST_NAMES && [...names.keys()].every((name) => name.includes(' '));
    return isMany ? [...names.values()].join(', ') : first;
  }
  return undefined;
}

/** In the same box, or each in one of the same list. */
function isBeside(one: HtmlElement, other: HtmlElement): boolean {
  if (!isDressedAs(one, other)) return false;
  const [box, next] = [one.parent, other.parent];
  if (box === null || next === null || !isElement(box) || !isElement(next)) return false;
  return box === next || (box.parent === next.parent && isDressedAs(box, next));
}

function isDressedAs(one: HtmlElement, other: HtmlElement): boolean {
  return one.name === other.name && one.attribs['class'] === other.attribs['class'];
}
