import { isElement, type HtmlElement } from '../base/html.ts';

/** Names of what holds other people's words or other posts, by whatever system. */
const OTHERS =
  /(?:^|[\s_-])(?:comments?|commentlist|replies|respond|related|teasers?|sidebar|recommended|recent|latest|popular)(?:$|[\s_-]|posts?|articles?|news)/i;
/** So far up what stands around an element says whose it is, and so many nodes of it are looked at. */
const LEVELS = 8;
const MOST_NODES = 150;

/**
 * Whether an element belongs to another post or to a comment: something around it, short of what holds the title, is named so, is an
 * article within an article, or has a linked heading of its own.
 * @param titled the title's element with everything around it
 */
export function isOfAnother(element: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  return isAnothers(element.parent, titled);
}

/** The same of an element that may itself be the other post or comment. */
export function isAnothers(element: HtmlElement['parent'], titled: ReadonlySet<HtmlElement>): boolean {
  let at = element;
  for (let level = 0; at !== null && isElement(at) && level < LEVELS; level += 1, at = at.parent) {
    if (titled.has(at)) return false;
    if (OTHERS.test(`${at.attribs['class'] ?? ''} ${at.attribs['id'] ?? ''}`)) return true;
    if (at.name === 'article' && isInArticle(at)) return true;
    if (at.name !== 'body' && hasLinkedHeading(at, { left: MOST_NODES })) return true;
    if (at.name === 'li' && isOneOfLinks(at)) return true;
  }
  return false;
}

/** An item of a list whose items each hold a link and something beside it: events, other posts. */
function isOneOfLinks(item: HtmlElement): boolean {
  const isEntry = (other: HtmlElement): boolean =>
    holdsLink(other) && other.children.filter((child) => isElement(child)).length > 1;
  if (item.parent === null || !isEntry(item)) return false;
  return item.parent.children.filter((other) => isElement(other) && isEntry(other)).length > 1;
}

function isInArticle(element: HtmlElement): boolean {
  for (let at = element.parent; at !== null && isElement(at); at = at.parent) {
    if (at.name === 'article') return true;
  }
  return false;
}

function hasLinkedHeading(element: HtmlElement, room: { left: number }): boolean {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    room.left -= 1;
    if (room.left < 0) return false;
    if (/^h[2-6]$/.test(child.name) && (holdsLink(child) || isLink(child.parent))) return true;
    if (hasLinkedHeading(child, room)) return true;
  }
  return false;
}

function holdsLink(heading: HtmlElement): boolean {
  return heading.children.some((child) => isElement(child) && (isLink(child) || holdsLink(child)));
}

function isLink(node: HtmlElement['parent']): boolean {
  return node !== null && isElement(node) && node.name === 'a' && 'href' in node.attribs;
}
