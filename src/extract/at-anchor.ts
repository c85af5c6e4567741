import { load } from 'cheerio/slim';
import { type HtmlElement, type HtmlNode, isElement, isText, parseHtml, parsePage } from '../base/html.ts';
import { dressOf } from './dress.ts';
import type { Page } from '../model/page.ts';

/** So much text beside its heading makes an element a post by itself (characters). */
const PROSE = 120;
const HEADING = /^h[1-6]$/;

/**
 * Of a page with several posts the one that its address's fragment names, as a page of its own: what stands in the element of that id or
 * name, or from there to the next place of the kind. Without a word where there is no such place.
 */
export function atAnchor(page: Page): Page {
  const name = fragmentOf(page);
  if (name === '') return page;
  const $ = load(parsePage(page.body));
  const places = $('[id], a[name]').toArray().filter(isElement);
  const place = places.find(({ attribs }) => attribs['id'] === name || attribs['name'] === name);
  const posts = place === undefined ? [] : runAt(place, new Set(places.filter(likeness(place))));
  const language = $('html').attr('lang') ?? '';
  const heading = firstHeading(posts);
  const out = load(
    parseHtml('<!doctype html><html><head><title></title></head><body><main></main></body></html>'),
  );
  if (language !== '') out('html').attr('lang', language);
  if (heading !== undefined) out('title').text($(heading).text().trim());
  out('main').html(posts.map((node) => $.html(node)).join(''));
  return { ...page, body: out.html() };
}

function firstHeading(nodes: readonly HtmlNode[]): HtmlElement | undefined {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    const found = HEADING.test(node.name) ? node : firstHeading(node.children);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fragmentOf({ url, finalUrl }: Page): string {
  const hash =
    [finalUrl, url].map((address) => URL.parse(address)?.hash.slice(1) ?? '').find((one) => one !== '') ?? '';
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/** Places of the same kind as one: those of its name, and headings among headings. */
function likeness(place: HtmlElement): (other: HtmlElement) => boolean {
  return (other) => other !== place && isElement(other) && dressOf(other) === dressOf(place);
}

/** The nodes of a post: out to what holds it and no other, and on to where the next begins. */
function runAt(place: HtmlElement, others: ReadonlySet<HtmlElement>): readonly HtmlNode[] {
  let start = place;
  for (
    let { parent } = place;
    parent !== null && isElement(parent) && parent.name !== 'body';
    parent = parent.parent
  ) {
    if (holds(parent, others)) break;
    start = parent;
  }
  if (proseIn(start) > PROSE) return [start];
  const run: HtmlNode[] = [start];
  for (let node = start.next; node !== null && !holds(node, others); node = node.next) run.push(node);
  return run;
}

function holds(node: HtmlNode, others: ReadonlySet<HtmlElement>): boolean {
  return isElement(node) && (others.has(node) || node.children.some((child) => holds(child, others)));
}

/** Characters of text outside headings. */
function proseIn(node: HtmlNode): number {
  if (isText(node)) return node.data.trim().length;
  if (!isElement(node) || HEADING.test(node.name)) return 0;
  return node.children.reduce((sum, child) => sum + proseIn(child), 0);
}
