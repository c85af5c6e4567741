import type { CheerioAPI } from 'cheerio';
import { elementOf, hold, type HtmlElement, type HtmlNode, isElement } from '../base/html.ts';
import type { ListingFields } from '../base/strategies.ts';
import { resolveUrl } from '../base/url.ts';
import type { FindSome } from './within.ts';

type Fields = Pick<ListingFields, 'card' | 'link' | 'lead'>;

/** The elements that the first selector finds which finds any, and its place in the chain. */
export function cardElements(
  $: CheerioAPI,
  { card }: Pick<Fields, 'card'>,
): { readonly elements: readonly HtmlElement[]; readonly index: number } {
  for (const [index, selector] of [card].flat().entries()) {
    const elements = $(selector).toArray().filter(isElement);
    if (elements.length > 0) return { elements, index };
  }
  return { elements: [], index: 0 };
}

/** More than this stand in no lead: what finds more finds another list. */
const MOST_LEADS = 12;

/** The posts that stand apart from the list: a lead story, two of them, the slides of a slider. */
export function leadElements($: CheerioAPI, { lead }: Pick<Fields, 'lead'>): readonly HtmlElement[] {
  return lead === undefined ? [] : cardElements($, lead).elements.slice(0, MOST_LEADS);
}

/**
 * Puts cards that are flat siblings into elements of their own, `<flat-card>`: from where each begins to where the next does. Each list of
 * siblings is written anew once: to take one node out of it at a time takes the square of its length.
 */
export function wrapFlat(starts: readonly HtmlElement[]): readonly HtmlElement[] {
  const begins = new Set<HtmlNode>(starts);
  const runs = starts.map((start) => runFrom(start, begins));
  // What follows the last card belongs to it only as far as cards are long.
  const longest = runs.slice(0, -1).reduce((most, run) => Math.max(most, countElements(run)), 1);
  const owns = runs.map((run, at) => (at === runs.length - 1 ? firstElements(run, longest) : run));
  const moved = new Set(owns.flat());
  const parents = new Set(starts.flatMap(({ parent }) => parent ?? []));
  const boxes = new Map<HtmlNode, HtmlElement>();
  for (const own of owns) if (own[0] !== undefined) boxes.set(own[0], elementOf('flat-card', own));
  for (const parent of parents)
    hold(
      parent,
      parent.children.flatMap((node) => boxes.get(node) ?? (moved.has(node) ? [] : [node])),
    );
  return [...boxes.values()];
}

function runFrom(start: HtmlElement, begins: ReadonlySet<HtmlNode>): readonly HtmlNode[] {
  const run: HtmlNode[] = [start];
  for (let node = start.next; node !== null && !begins.has(node); node = node.next) run.push(node);
  return run;
}

function countElements(run: readonly HtmlNode[]): number {
  return run.filter(isElement).length;
}

function firstElements(run: readonly HtmlNode[], most: number): readonly HtmlNode[] {
  let count = 0;
  return run.filter((node) => {
    if (isElement(node)) count += 1;
    return count <= most;
  });
}

/** More links in headings than this, each to another place, are more than one post's. */
const ONE_POST = 2;

type Parsed = { readonly findSome: FindSome; readonly strategy: Pick<Fields, 'link'>; readonly base: string };

/** Makes the judge of whether the link is looked for in an element that holds the links of several posts. */
export function boxJudge({ findSome, strategy, base }: Parsed): (element: HtmlElement) => boolean {
  const headed = [strategy.link].flat().filter((selector) => /(?:^|\s)(?:h[1-6]|dt)\b[^,]*$/.test(selector));
  return (element) => {
    const urls = headed.flatMap((selector) =>
      findSome(element, selector.replace(/@[\w:-]+$/, ''), ONE_POST * 4).flatMap(
        (link) => resolveUrl(link.attribs['href'] ?? '', base) ?? [],
      ),
    );
    return new Set(urls).size > ONE_POST;
  };
}
