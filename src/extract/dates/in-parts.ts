import { type HtmlElement, isElement } from '../../base/html.ts';
import { plainText } from '../plain-text.ts';
import { textOf } from '../json-ld.ts';

/** The parts of a date, in an order that is read in any language. */
const PARTS = ['day', 'month', 'year'] as const;
/** A box of a date has no more elements, nor a part more letters. */
const MOST_ELEMENTS = 12;
const LONGEST = 14;

/**
 * The date of a box whose elements are named for its parts, as many a theme draws a leaf of a calendar: `post-month` "Mar", `post-year` "2017",
 * `post-day` "17". '' where day, month and year are not all there, each once.
 */
function inParts(box: HtmlElement): string {
  const elements = elementsBelow(box, []);
  if (elements.length < PARTS.length || elements.length > MOST_ELEMENTS) return '';
  const [day = '', month = '', year = ''] = PARTS.map((part) => {
    const named = elements.filter(({ attribs }) =>
      attribs['class']
        ?.toLowerCase()
        .split(/[\s_-]/)
        .includes(part),
    );
    return named.length === 1 && named[0] !== undefined ? plainText(textOf(named[0])) : '';
  });
  if (![day, month, year].every((text) => text !== '' && text.length <= LONGEST)) return '';
  return /^\d{1,2}$/.test(month)
    ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    : `${day} ${month} ${year}`;
}

/** What an element says of a date, in words. */
export function dateWords(element: HtmlElement): string {
  return inParts(element) || plainText(textOf(element));
}

function elementsBelow(parent: HtmlElement, found: HtmlElement[]): readonly HtmlElement[] {
  for (const child of parent.children) {
    if (found.length > MOST_ELEMENTS) break;
    if (!isElement(child)) continue;
    found.push(child);
    elementsBelow(child, found);
  }
  return found;
}
