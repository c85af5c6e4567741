import { isElement, type HtmlElement } from '../../base/html.ts';
import { isAbove } from './teaser-above.ts';

const BANNER = /(?:^|[\s_-])(?:header|masthead|banner|top-?bar)(?:$|[\s_-])/i;
const HOME = /^(?:https?:\/\/[^/]+\/?|\/)(?:(?:index|default)\.\w{3,4})?$/;
/** So many elements of what may be a banner are looked at. */
const MOST_NODES = 80;

/** Whether a date stands in the site's own banner above a post, with its menu or the link home: the day on which the page was made up or asked for. */
export function isInBanner(date: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  let at = date;
  while (at.parent !== null && isElement(at.parent) && !titled.has(at.parent)) at = at.parent;
  return isBanner(at) && isAbove(at, titled) && leadsHome(at, { left: MOST_NODES });
}

function isBanner({ name, attribs }: HtmlElement): boolean {
  if (name === 'header' || attribs['role'] === 'banner') return true;
  return BANNER.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`);
}

function leadsHome(parent: HtmlElement, room: { left: number }): boolean {
  return parent.children.some((child) => {
    if (!isElement(child) || (room.left -= 1) < 0) return false;
    const { href } = child.attribs;
    return (
      child.name === 'nav' ||
      (child.name === 'a' && href !== undefined && HOME.test(href)) ||
      leadsHome(child, room)
    );
  });
}
