import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import { dressOf } from '../dress.ts';
import type { Line } from '../lines.ts';
import { isProse } from './noise.ts';

/**
 * Where the text begins among lines that follow a title, or -1: at the first paragraph, or at the second where the first is a standfirst, which
 * has a box or a dress that the second does not share. Between the two stand who, when and what readers may do.
 */
export function opensAt(lines: readonly Line[], most: number): number {
  const first = lines.findIndex(isProse);
  const next = first < 0 ? -1 : lines.findIndex((line, at) => at > first && isProse(line));
  if (next < 0 || next > most || next === first + 1) return first;
  return isApartFrom(lines[first], lines[next]) ? next : first;
}

function isApartFrom(one: Line | undefined, other: Line | undefined): boolean {
  if (one === undefined || other === undefined || !isElement(one.element)) return false;
  if (dressOf(one.element) !== dressOf(other.element)) return true;
  const { parent } = one.element;
  return parent !== null && isElement(parent) && !isWithin(other.element, parent);
}

/** Whether an element is another, or stands in it. */
export function isWithin(element: Line['element'], around: HtmlElement): boolean {
  for (const at of outwards(element)) if (at === around) return true;
  return false;
}
