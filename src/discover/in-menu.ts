import { type HtmlElement, isElement } from '../base/html.ts';

/**
 * Makes the judge of whether a card stands in what leads round a site. Boxes that hold a whole page say nothing by their names. What
 * it found of a box it remembers, since many cards stand in the same ones.
 */
export function menuJudge(): (element: HtmlElement) => boolean {
  const known = new Map<HtmlElement, boolean>();
  const within = (element: HtmlElement): boolean => {
    const { parent } = element;
    if (parent === null || !isElement(parent)) return false;
    const found = known.get(parent) ?? (isMenu(parent) || within(parent));
    known.set(parent, found);
    return found;
  };
  return within;
}

function isMenu({ name, attribs }: HtmlElement): boolean {
  if (/^(?:body|html|main)$/.test(name)) return false;
  return (
    /^(?:nav|footer)$/.test(name) ||
    /^(?:navigation|contentinfo)$/.test(attribs['role'] ?? '') ||
    /^(?:nav|navigation|menu|main-?menu|breadcrumbs?|footer|pagination|pager)$/i.test(attribs['class'] ?? '')
  );
}
