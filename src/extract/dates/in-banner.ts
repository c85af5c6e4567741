import { isElement, type HtmlElement, outwards } from '../../base/html.ts';
import { isAbove, partAround } from './teaser-above.ts';

const BANNER = /(?:^|[\s_-])(?:header|masthead|banner|top-?bar)(?:$|[\s_-])/i;
const HOME = /^(?:https?:\/\/[^/]+\/?|\/)(?:(?:index|default)\.\w{3,4})?$/;
/** So many elements of what may be a banner are looked at. */
const MOST_NODES = 80;

/**
 * Whether a date stands in the site's own banner above a post, with its menu or the link home, in a bar above that banner, or above the
 * `main` that holds the title: the day on which the page was made up or asked for.
 */
export function isInBanner(date: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  if (!isAbove(date, titled)) return false;
  const part = partAround(date, titled);
  const { parent, name } = part;
  return (
    isSitesBanner(part) || isAboveBanner(part, titled) || (name !== 'header' && !isInMain(parent, titled))
  );
}

function isAboveBanner({ next }: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  for (let at = next; at !== null; at = at.next)
    if (isElement(at) && (titled.has(at) || isSitesBanner(at))) return !titled.has(at);
  return false;
}

/** Whether what holds a date and the title is within the `main` that holds the title, if any does. */
function isInMain(parent: HtmlElement['parent'], titled: ReadonlySet<HtmlElement>): boolean {
  if (![...titled].some(isMain)) return true;
  for (const at of outwards(parent)) if (isMain(at)) return true;
  return false;
}

function isMain({ name, attribs }: HtmlElement): boolean {
  return name === 'main' || attribs['role'] === 'main';
}

function isSitesBanner(element: HtmlElement): boolean {
  return isBanner(element) && leadsHome(element, { left: MOST_NODES });
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
