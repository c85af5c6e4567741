import { isElement, type HtmlElement } from '../../base/html.ts';
import type { Line } from '../lines.ts';
import { LONGEST } from './near-title.ts';
import type { ReadName } from './name.ts';
import { isPersonal } from './person.ts';

/** What systems call the picture of an account. */
const FACE = /(?:^|[\s_-])(?:avatar|gravatar|user-?(?:pic|photo|image))(?:$|[\s_-])/i;
const SERVED = /\/\/(?:\w+\.)?gravatar\.com\/avatar\//i;
/** Levels of boxes that a face is looked for in. */
const DEEPEST = 4;

/** Who a line of their own near the title names beside the picture of an account. */
export function besideFace(lines: readonly Line[], name: ReadName): string | undefined {
  const beside = lines.filter(
    ({ text, element }) =>
      text.length <= LONGEST && isPersonal(text) && isElement(element) && isBesideFace(element),
  );
  const names = new Set(beside.map(({ text }) => name(text)).filter((one) => one !== undefined));
  const [only] = names;
  return names.size === 1 ? only : undefined;
}

function isBesideFace(element: HtmlElement): boolean {
  if (holdsFace(element, DEEPEST)) return true;
  let before = element.prev;
  while (before !== null && !isElement(before)) before = before.prev;
  return before !== null && isElement(before) && holdsFace(before, DEEPEST);
}

function holdsFace({ name, attribs, children }: HtmlElement, deep: number): boolean {
  if (name === 'img') return FACE.test(attribs['class'] ?? '') || SERVED.test(attribs['src'] ?? '');
  return deep > 0 && children.some((child) => isElement(child) && holdsFace(child, deep - 1));
}
