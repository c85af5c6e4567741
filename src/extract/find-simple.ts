import { isElement, type HtmlDocument, type HtmlElement } from '../base/html.ts';

/** A selector of one element by its tag, its classes and its id: what most sources name most fields by. */
type Simple = { readonly tag: string; readonly classes: readonly string[]; readonly id: string | undefined };

const SIMPLE =
  /^(?<tag>[a-z][a-z0-9]*|(?=[.#]))(?<classes>(?:\.[A-Za-z_][\w-]*)*)(?:#(?<id>[A-Za-z_][\w-]*))?$/;

/** Selectors that were looked into; sources have a few hundred of them. */
const read = new Map<string, Simple | undefined>();

/**
 * The elements that such a selector finds, in order, none inside another; undefined for any other selector. It is a pass of
 * our own since building a general matcher and asking it of every element costs as much as half of parsing the page.
 */
export function findSimple(selector: string, root: HtmlDocument): readonly HtmlElement[] | undefined {
  const found: HtmlElement[] = [];
  const isKnown = eachSimple(selector, root, (element) => void found.push(element));
  return isKnown ? found : undefined;
}

/** As `findSimple`, one after the other, until `take` says that it is enough; false for a selector that it does not know. */
export function eachSimple(
  selector: string,
  root: HtmlDocument,
  take: (element: HtmlElement) => true | void,
): boolean {
  if (!read.has(selector)) read.set(selector, parsed(selector));
  const simple = read.get(selector);
  if (simple === undefined) return false;
  search(root, simple, take);
  return true;
}

function parsed(selector: string): Simple | undefined {
  const groups = SIMPLE.exec(selector.trim())?.groups;
  if (groups === undefined) return undefined;
  const { tag = '', classes = '', id } = groups;
  return { tag, classes: classes.split('.').slice(1), id };
}

function search(
  parent: HtmlDocument | HtmlElement,
  simple: Simple,
  take: (element: HtmlElement) => true | void,
): boolean {
  for (const node of parent.children) {
    if (!isElement(node)) continue;
    if (fits(node, simple) ? take(node) === true : search(node, simple, take)) return true;
  }
  return false;
}

function fits({ name, attribs }: HtmlElement, { tag, classes, id }: Simple): boolean {
  if (tag !== '' && name !== tag) return false;
  if (id !== undefined && attribs['id'] !== id) return false;
  if (classes.length === 0) return true;
  const own = attribs['class'];
  return own !== undefined && hasAll(own, classes) && hasAll(own.split(/\s+/), classes);
}

/** Without a function for each element of a page. */
function hasAll(names: string | readonly string[], wanted: readonly string[]): boolean {
  for (const one of wanted) if (!names.includes(one)) return false;
  return true;
}
