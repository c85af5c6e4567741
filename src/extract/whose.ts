import { isElement, type HtmlElement, outwards, standsIn } from '../base/html.ts';
import { dressOf } from './dress.ts';
import { textOf } from './json-ld.ts';

/** Names of what holds other people's words or other posts, by whatever system. */
const OTHERS =
  /(?:^|[\s_-])(?:comments?|commentlist|replies|respond|related|teasers?|sidebar|recommended|recent|latest|popular)(?:$|[\s_-]|posts?|articles?|news)/i;
/** So far up what stands around an element says whose it is, and so many nodes of it are looked at. */
const LEVELS = 8;
const MOST_NODES = 150;
/** A post's title is as long as this, and what a listing says of it no longer than that. */
const TITLE = 15;
const ENTRY = 700;

/**
 * Whether an element belongs to another post or to a comment: something around it, short of what holds the title, is named so, leads
 * there (`nav`), is an article within an article, or has a linked heading of its own.
 * @param titled the title's element with everything around it
 */
export function isOfAnother(element: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  return isAnothers(element.parent, titled);
}

/** The same of an element that may itself be the other post or comment. */
export function isAnothers(element: HtmlElement['parent'], titled: ReadonlySet<HtmlElement>): boolean {
  for (const at of outwards(element, LEVELS)) {
    if (titled.has(at)) return false;
    if (at.name === 'nav') return true;
    if (OTHERS.test(`${at.attribs['class'] ?? ''} ${at.attribs['id'] ?? ''}`)) return true;
    if (at.name === 'article' && standsIn(at, 'article')) return true;
    if (at.name !== 'body' && hasLinkedHeading(at, { left: MOST_NODES })) return true;
    if ((at.name === 'li' || at.name === 'div' || at.name === 'tr') && isOneOfLinks(at)) return true;
  }
  return false;
}

/** An item of a list, or one of several boxes in one dress, that each hold a link and something beside it: events, other posts. */
function isOneOfLinks(item: HtmlElement): boolean {
  if (item.parent === null || !isEntry(item)) return false;
  // The second is enough: a page may have thousands.
  let entries = 0;
  return item.parent.children.some(
    (other) =>
      isElement(other) &&
      (item.name === 'li' || dressOf(other) === dressOf(item)) &&
      isEntry(other) &&
      (entries += 1) > 1,
  );
}

/** A box is an entry where its link is called like a post and it says little else. */
function isEntry(item: HtmlElement): boolean {
  if (item.children.filter((child) => isElement(child)).length < 2) return false;
  return item.name === 'li' ? holdsLink(item) : holdsTitle(item) && isShort(item);
}

function holdsTitle(parent: HtmlElement): boolean {
  return parent.children.some(
    (child) => isElement(child) && (isLink(child) ? textOf(child).trim().length >= TITLE : holdsTitle(child)),
  );
}

function isShort(item: HtmlElement): boolean {
  return textOf(item).length <= ENTRY;
}

function hasLinkedHeading(element: HtmlElement, room: { left: number }): boolean {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    room.left -= 1;
    if (room.left < 0) return false;
    if (/^h[2-6]$/.test(child.name) && !isOfAuthor(child) && (isMostlyLink(child) || isLink(child.parent)))
      return true;
    if (hasLinkedHeading(child, room)) return true;
  }
  return false;
}

/** Themes put whoever wrote a post into a heading, which heads nothing. */
function isOfAuthor({ attribs, children }: HtmlElement): boolean {
  return (
    /(?:^|[\s_-])(?:authors?|byline)(?:$|[\s_-]|name)/i.test(attribs['class'] ?? '') ||
    children.some((child) => isElement(child) && isNamed(child.attribs))
  );
}

/** hCard's name, or a link to all that somebody wrote. */
function isNamed({ rel, class: names }: HtmlElement['attribs']): boolean {
  return rel === 'author' || /(?:^|\s)fn(?:$|\s)/.test(names ?? '');
}

/** A heading that says more than its links do ("Filed under <a>News</a> by …") leads to no other post; one that links a picture does. */
function isMostlyLink(heading: HtmlElement): boolean {
  if (!holdsLink(heading)) return false;
  const linked = linkedText(heading).trim().length;
  return linked === 0 || linked * 2 >= textOf(heading).trim().length;
}

function linkedText({ children }: HtmlElement): string {
  return children
    .map((child) => (!isElement(child) ? '' : isLink(child) ? textOf(child) : linkedText(child)))
    .join('');
}

function holdsLink(heading: HtmlElement): boolean {
  return heading.children.some((child) => isElement(child) && (isLink(child) || holdsLink(child)));
}

function isLink(node: HtmlElement['parent']): boolean {
  return node !== null && isElement(node) && node.name === 'a' && 'href' in node.attribs;
}
