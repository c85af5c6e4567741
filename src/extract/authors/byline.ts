import { isElement, isText, type HtmlElement, outwards } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import { plainText, sameWords } from '../plain-text.ts';
import { isOfAnother } from '../whose.ts';
import { calledByAddress } from './account.ts';
import { saysOtherRole } from './introduced.ts';
import { isNameLabel, isPublisher, markedName, nameIn, type Publishers } from './name.ts';
import { alike, MOST_PARTS } from './names-alike.ts';
import { isAuthorPath } from './near-title.ts';
import { isBehindOtherRole, isFiling, isNameOfOthers } from './of-others.ts';

const OF_PICTURE =
  /(?:^|[\s_-])(?:image|photo|picture|caption|media)(?:-?(?:description|credit|caption|author|info))(?:$|[\s_-])/i;
const AT_FOOT = /(?:^|\s)(?:site-info|site-footer|bottom-footer|footer-bottom|copyright|colophon)(?:$|\s)/i;
const NONE: Publishers = new Set();
/** What stands between the names of several. */
const JOINED = /^(?:,|;|&|and|, and)$/i;
const FORM = new Set(['form', 'label', 'input', 'select', 'textarea', 'fieldset', 'button']);

/** The name in an element that is there for it; not in the form of those who would comment, nor of somebody who did. */
export function bylineName(
  element: HtmlElement,
  titled: ReadonlySet<HtmlElement>,
  publishers: Publishers,
): string | undefined {
  if (isNobodys(element, titled) || isOfHouse(element) || isOfService(element)) return undefined;
  // Recipes and events have a formatted name, too.
  if ((isNameOfCard(element) && titled.has(element)) || isBehindOtherRole(element)) return undefined;
  const said = namedChild(element) ?? ownName(element, titled);
  const marked = markedName(said, publishers);
  // Whose name is the site's is not called what stands beside it: a job, a place.
  if (
    marked === undefined &&
    said !== undefined &&
    (isPublisher(said, publishers) || markedName(said, NONE) !== undefined)
  )
    return undefined;
  if (isNameOfCard(element)) return marked;
  return (
    alike(element, marked, publishers) ??
    marked ??
    namesAmong(piecesOf(element), publishers) ??
    markedName(calledByAddress(element), publishers)
  );
}

/** In a form, of a picture, a comment, another post, the site itself or one of others in like boxes. */
export function isNobodys(element: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  if (isFrame(element) || isInForm(element) || isOfPicture(element) || isFiling(element)) return true;
  return isOfAnother(element, titled) || isOfSite(element, titled) || isNameOfOthers(element, titled);
}

/** What holds the page is named for what is on it, or for what is not ("no-author"). */
function isFrame({ name, attribs }: HtmlElement): boolean {
  return (
    /^(?:html|body|main|article)$/.test(name) ||
    /(?:^|\s)(?:no|hide|has)-authors?(?:$|\s)/.test(attribs['class'] ?? '')
  );
}

/** What says of itself that it is the name: by hCard beside the title or the text, by its class, by the page of an author that it leads to. */
function ownName(element: HtmlElement, titled: ReadonlySet<HtmlElement>): string | undefined {
  const text = textOf(element).trim();
  if (/(?:^|[\s_-])author[-_]{0,2}name(?:$|\s)/i.test(element.attribs['class'] ?? ''))
    return behindLabel(element) ?? text;
  if (isAuthorsLink(element, text)) return text;
  if (element.attribs['itemprop'] === 'author' && !element.children.some(isElement)) return text;
  if (!isNameOfCard(element)) return undefined;
  const shared = [...outwards(element.parent)].find((at) => titled.has(at));
  return shared !== undefined && shared.name !== 'body' && shared.name !== 'html' ? text : undefined;
}

/** What stands behind an element that is all label ("BY"), with or without a space. */
function behindLabel(element: HtmlElement): string | undefined {
  const [label = '', ...rest] = piecesOf(element);
  return rest.length > 0 && isNameLabel(label) ? rest.join(' ') : undefined;
}

/** A link to all that somebody wrote, which is named like them or told so ("Posts by will"). */
function isAuthorsLink({ attribs }: HtmlElement, text: string): boolean {
  if (attribs['rel'] !== 'author' || text === '') return false;
  const path = (attribs['href'] ?? '').replace(/\/$/, '');
  const last = path.slice(path.lastIndexOf('/') + 1);
  const told = attribs['title'] ?? '';
  const isTold = told.endsWith(` ${text}`) || told.startsWith(`${text} `);
  return isTold || last.toLowerCase() === text.toLowerCase();
}

function isNameOfCard({ attribs }: HtmlElement): boolean {
  return /(?:^|\s)fn(?:$|\s)/.test(attribs['class'] ?? '');
}

/** The card of a house has one name for both. */
function isOfHouse({ attribs }: HtmlElement): boolean {
  return /(?:^|\s)(?:fn org|org fn)(?:$|\s)/.test(attribs['class'] ?? '');
}

/** A link to a profile elsewhere that is called by one word as its host is ("LinkedIn"), and nothing else. */
function isOfService(element: HtmlElement): boolean {
  const said = sameWords(textOf(element));
  const links = element.name === 'a' ? [element] : element.children.filter(isElement);
  const { hostname = '', pathname = '/' } = URL.parse(links[0]?.attribs['href'] ?? '') ?? {};
  return pathname !== '/' && hostname.split('.').includes(said);
}

/** Whoever made the site's theme is named at its foot, beside the copyright. */
function isOfSite(element: HtmlElement, titled: ReadonlySet<HtmlElement>): boolean {
  for (const at of outwards(element, 6)) {
    if (titled.has(at)) return false;
    if (AT_FOOT.test(at.attribs['class'] ?? '')) return true;
  }
  return false;
}

/** Whoever took a picture did not write the post. */
function isOfPicture(element: HtmlElement): boolean {
  for (const at of outwards(element, 5)) {
    if (/^(?:figure|figcaption|picture)$/.test(at.name)) return true;
    if (OF_PICTURE.test(at.attribs['class'] ?? '')) return true;
  }
  return false;
}

function isInForm(element: HtmlElement): boolean {
  for (const at of outwards(element)) {
    // ASP.NET puts the whole page in one form.
    if (FORM.has(at.name) && at.name !== 'form') return true;
    if (
      at.name === 'form' &&
      /comment|search|subscribe|newsletter/i.test(`${at.attribs['id'] ?? ''} ${at.attribs['class'] ?? ''}`)
    )
      return true;
  }
  return false;
}

/** The text of the child that is said to be the name itself, or leads to all that somebody wrote. */
function namedChild(element: HtmlElement): string | undefined {
  for (const child of element.children) {
    if (!isElement(child) || isBehindOtherRole(child)) continue;
    const { rel, itemprop, class: names } = child.attribs;
    if (
      rel === 'author' ||
      itemprop === 'name' ||
      /(?:^|[\s_-])(?:fn|author-?name)(?:$|\s)/i.test(names ?? '')
    )
      return behindLabel(child) ?? textOf(child);
    if (child.name === 'a' && isAuthorPath(child.attribs['href'] ?? '') && textOf(child).trim() !== '')
      return textOf(child);
    const within = namedChild(child);
    if (within !== undefined) return within;
  }
  return undefined;
}

/** The runs of text in an element, parted where an element begins or ends: a name and a role may stand side by side without a space. */
function piecesOf(element: HtmlElement): readonly string[] {
  const pieces: string[] = [];
  const walk = (parent: HtmlElement): void => {
    for (const node of parent.children) {
      if (pieces.length >= MOST_PARTS) return;
      if (isElement(node)) walk(node);
      else if (isText(node)) pieces.push(plainText(node.data));
    }
  };
  walk(element);
  return pieces.filter((piece) => piece !== '');
}

/** The first name among pieces; one cut into single words is put together, and those joined by "and" belong to it. */
function namesAmong(pieces: readonly string[], publishers: Publishers): string | undefined {
  // What a mark parts from the rest is all of a name, if it is one at all.
  const [opening = ''] = pieces;
  const parted = /[|·•]$/.test(opening) ? markedName(opening.slice(0, -1), publishers) : undefined;
  if (parted !== undefined) return parted;
  const isCut =
    pieces.length > 1 && pieces.length < 5 && pieces.every((piece) => /^\p{Lu}[\p{L}'’.-]+$/u.test(piece));
  if (isCut) return nameIn(pieces.join(' '), publishers);
  // Behind "… | By" whoever stands before it is a section.
  const by = pieces.findIndex((piece) => /^\S?\s*by$/i.test(piece));
  const at = pieces.findIndex(
    (piece, place) =>
      place > by && !saysOtherRole(pieces[place - 1] ?? '') && nameIn(piece, publishers) !== undefined,
  );
  const found = nameIn(pieces[at], publishers);
  if (found === undefined) return undefined;
  const names = [found];
  for (let next = at + 2; JOINED.test(pieces[next - 1] ?? ''); next += 2) {
    const other = nameIn(pieces[next], publishers);
    if (other === undefined) break;
    names.push(other);
  }
  return names.join(', ');
}
