import { isElement, type HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { plainText, sameWords } from '../plain-text.ts';
import { LONGEST } from './near-title.ts';

const MOST_NAMES = 6;

/** The name in the first element that gives one, and those in others that stand beside it in the same dress: a byline each for several hands. */
export function namesSideBySide(
  elements: readonly HtmlElement[],
  read: (element: HtmlElement) => string | undefined,
  isByline: (text: string) => boolean,
): string | undefined {
  for (const [at, element] of elements.entries()) {
    const first = read(element);
    if (first === undefined) continue;
    const line = lineOf(element, isByline);
    const all = line === undefined ? undefined : read(line);
    if (all?.includes(first) === true) return all;
    const beside = elements.slice(at + 1).filter((other) => isBeside(element, other));
    const others = beside.map((other) => read(other)).filter((name) => name !== undefined);
    const names = new Map([first, ...others].map((name) => [sameWords(name), name]));
    const isMany = names.size <= MOST_NAMES && [...names.keys()].every((name) => name.includes(' '));
    return isMany ? [...names.values()].join(', ') : first;
  }
  return undefined;
}

/** The line that an element stands in, where that opens with what introduces a name: more of them may stand in it. */
function lineOf({ parent }: HtmlElement, isByline: (text: string) => boolean): HtmlElement | undefined {
  if (parent === null || !isElement(parent)) return undefined;
  const text = plainText(textOf(parent));
  return text.length <= LONGEST && isByline(text) ? parent : undefined;
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
