import type { Document } from 'domhandler';
import { looseInBody } from './markup/loose-in-body.ts';
import { readMarkup } from './markup/read-markup.ts';

export { elementOf, hold } from './markup/hold.ts';
export { isUnclosed } from './markup/tree-builder.ts';
export type HtmlDocument = Document;
export type HtmlNode = HtmlDocument['children'][number];
export type HtmlElement = Extract<HtmlNode, { tagName: string }>;

/** Parses a page or a fragment into a tree that is at most 250 elements deep. Never throws, whatever the text; comments are left out. */
export function parseHtml(html: string): HtmlDocument {
  return readMarkup(html, false);
}

/** As `parseHtml`, a page that selectors are asked of: more than five hundred nodes at its top stand in a `<body>`, though nobody wrote one. */
export function parsePage(html: string): HtmlDocument {
  const document = parseHtml(html);
  looseInBody(document);
  return document;
}

/** Parses a feed or another XML text in the same way, however ill-formed. Entities of its own making are not known. */
export function parseXml(xml: string): HtmlDocument {
  return readMarkup(xml, true);
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'attribs' in node;
}

/** An element and the elements that it stands in, from the inside out, at most so many of them. */
export function* outwards(
  from: HtmlElement | HtmlElement['parent'] | undefined,
  most = Infinity,
): Generator<HtmlElement, void> {
  let at = from ?? null;
  for (let level = 0; at !== null && isElement(at) && level < most; level += 1) {
    yield at;
    at = at.parent;
  }
}

/** Whether an element stands in one of this name, however deep. */
export function standsIn({ parent }: HtmlElement, name: string): boolean {
  for (const at of outwards(parent)) if (at.name === name) return true;
  return false;
}

/** Comments and instructions are not kept by `parseHtml`, so whatever carries data is text. */
export function isText(node: HtmlNode): node is Extract<HtmlNode, { data: string }> {
  return 'data' in node;
}
