import { isElement, type HtmlDocument, type HtmlElement } from '../base/html.ts';

/** What an element looks like to a style sheet: its tag and all of its classes; nothing for a whole page. */
export function dressOf(element: HtmlDocument | HtmlElement): string {
  return isElement(element) ? `${element.name}.${element.attribs['class'] ?? ''}` : '';
}

/** Whether two elements look alike by their tag and the first of their classes: what follows that is for one alone ("first", "odd"). */
export function isAlike(one: HtmlElement, other: HtmlElement): boolean {
  return one.name === other.name && firstClass(one) === firstClass(other);
}

function firstClass({ attribs }: HtmlElement): string {
  return (attribs['class'] ?? '').split(/\s+/)[0] ?? '';
}
