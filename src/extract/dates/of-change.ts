import { isElement, type HtmlElement } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { isWithin } from '../text/opening.ts';
import { plainText } from '../plain-text.ts';
import { isToldOfChange } from './holds-date.ts';
import { A_CHANGE, A_PUBLICATION } from './written.ts';

/** A time is of a change where it, or the few words right before it, say so. */
export function isOfChange(time: HtmlElement): boolean {
  return isNamedForChange(time) || isToldOfChange(time);
}

/** Systems name one element for both days while a post is as it was published. */
export function isNamedForChange(element: HtmlElement): boolean {
  const names = namesOf(element);
  return A_CHANGE.test(names) && (!A_PUBLICATION.test(names) || isToldOfChange(element));
}

/** A line in an element that is named for a change, unless it says when the post was published, too. */
export function isLineOfChange({ element, text }: Line): boolean {
  return isElement(element) && isNamedForChange(element) && !isHAtom(element) && !A_PUBLICATION.test(text);
}

/** hAtom knows a day of change only, and systems name that of publication so. */
function isHAtom({ attribs }: HtmlElement): boolean {
  return /(?:^|\s)updated(?:$|\s)/.test(attribs['class'] ?? '');
}

export function namesOf({ attribs }: HtmlElement): string {
  return `${attribs['class'] ?? ''} ${attribs['itemprop'] ?? ''}`;
}

/** A line without what an element in it says that is there for a change; a day that it says twice may be of both. */
export function withoutChange({ text, element }: Line, dated: readonly HtmlElement[]): string {
  const said = dated
    .filter((change) => isElement(element) && isWithin(change, element) && isOfChangeAlone(change))
    .map((change) => plainText(textOf(change)))
    .filter((change) => change !== '' && text.split(change).length === 2);
  return said.reduce((rest, change) => rest.replace(change, () => ''), text).trim();
}

function isOfChangeAlone(element: HtmlElement): boolean {
  return isOfChange(element) && (isToldOfChange(element) || !isHAtom(element));
}
