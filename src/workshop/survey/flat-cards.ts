import { defined } from '../../base/defined.ts';
import { isElement, type HtmlElement } from '../../base/html.ts';
import { wrapFlat as wrapCards } from '../../discover/card-elements.ts';
import { ancestors, stableClasses, type View, viewOf } from '../view.ts';

/** Cards that have no element of their own: where each begins, and the page again with each put into one. */
export type FlatCards = {
  readonly starts: readonly HtmlElement[];
  readonly wrapped: readonly HtmlElement[];
  readonly view: View;
};

/** Marks where cards begin in a second parse of the page; no page has it. */
const MARK = 'data-a-card-begins-here';

/**
 * Looks whether elements that stand side by side are the middle of cards without an element round them: whether the siblings before and
 * after each look the same. Undefined where nothing stands between them.
 */
export function wrapFlat(view: View, elements: readonly HtmlElement[]): FlatCards | undefined {
  const [first] = elements;
  if (first === undefined || first.parent === null || elements.some(({ parent }) => parent !== first.parent))
    return undefined;
  const siblings = first.parent.children.filter(isElement);
  const placeOf = new Map(siblings.map((sibling, at) => [sibling, at]));
  const places = elements.map((element) => placeOf.get(element) ?? -1);
  const isBare = places.slice(1).every((place, at) => place === (places[at] ?? 0) + 1);
  if (isBare && !hasLooseText(elements)) return undefined;
  const before = sharedBefore(siblings, places);
  const starts = places.flatMap((place) => siblings[place - before] ?? []);
  return starts.length === elements.length ? wrap(view, starts) : undefined;
}

/** How many siblings before each of the places look the same before all of them, the first not excepted. */
function sharedBefore(siblings: readonly HtmlElement[], places: readonly number[]): number {
  const gaps = places.slice(1).map((place, at) => place - (places[at] ?? 0) - 1);
  const most = gaps.reduce((least, gap) => Math.min(least, gap), places[0] ?? 0);
  let shared = 0;
  while (shared < most) {
    const looks = new Set(places.map((place) => lookOf(siblings[place - shared - 1])));
    if (looks.size > 1) break;
    shared += 1;
  }
  return shared;
}

function lookOf(element: HtmlElement | undefined): string {
  return element === undefined ? '' : `${element.name}.${stableClasses(element).sort().join('.')}`;
}

function hasLooseText(elements: readonly HtmlElement[]): boolean {
  return elements.some(
    ({ next }) => next !== null && !isElement(next) && /\w/.test('data' in next ? next.data : ''),
  );
}

function wrap({ page, anchors }: View, starts: readonly HtmlElement[]): FlatCards {
  // A second parse has the same elements in the same order; the first is left as it is.
  const view = viewOf(page, defined({ anchors }));
  const order = viewOrder(starts[0]);
  const begins = new Set<HtmlElement | undefined>(starts);
  for (const [at, element] of view.$('*').toArray().filter(isElement).entries())
    if (begins.has(order[at])) element.attribs[MARK] = '';
  const marked = view.$(`[${MARK}]`).toArray().filter(isElement);
  return { starts, wrapped: wrapCards(marked), view };
}

/** All elements of the page that an element stands in, in the order of the document. */
function viewOrder(element: HtmlElement | undefined): HtmlElement[] {
  const outermost = element === undefined ? undefined : (ancestors(element).at(-1) ?? element);
  const top = outermost?.parent ?? null;
  const all: HtmlElement[] = [];
  const walk = (node: HtmlElement): void => {
    all.push(node);
    for (const child of node.children) if (isElement(child)) walk(child);
  };
  for (const child of top?.children ?? []) if (isElement(child)) walk(child);
  return all;
}
